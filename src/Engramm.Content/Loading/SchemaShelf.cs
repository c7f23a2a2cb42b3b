using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Engramm.Content.Loading;

/// <summary>
/// The schemas of the kinds. Each file under <c>content/schema</c> describes only what is special to its kind; the keys every file
/// has and the shared definitions come from <c>common.schema.json</c> and are put in here, once for all.
/// </summary>
internal sealed class SchemaShelf(string folder)
{
    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);

    /// <summary>Reads the schema of a kind, joined with the common part.</summary>
    /// <exception cref="ContentException">The schema is missing or not usable.</exception>
    public JsonSchema Of(string kind) => schemas.GetOrAdd(kind, Read);

    /// <summary>What the schema says against the file: place and reason.</summary>
    public IEnumerable<ContentFault> Check(string kind, JsonObject root) =>
        new JsonSchemaValidator(new JsonSchemaValidatorSettings()).Validate(root.ToJsonString(), Of(kind)).SelectMany(Flatten).Select(Explain);

    private JsonSchema Read(string kind)
    {
        var special = ReadJson(kind + ".schema.json");
        var common = ReadJson("common.schema.json");
        Join(special, common, "properties");
        Join(special, common, "definitions");
        var required = special["required"] as JsonArray ?? [];
        special["required"] = new JsonArray([.. required.Concat(common["required"]!.AsArray()).Select(name => name!.DeepClone())]);
        special["additionalProperties"] = false;
        special["type"] = "object";
        return JsonSchema.FromJsonAsync(special.ToJsonString()).GetAwaiter().GetResult();
    }

    private static IEnumerable<ValidationError> Flatten(ValidationError error) =>
        error is ChildSchemaValidationError child && child.Errors.Values.SelectMany(e => e).Any()
            ? child.Errors.Values.SelectMany(errors => errors).Where(e => e.Kind != ValidationErrorKind.NullExpected).SelectMany(Flatten)
            : [error];

    private static ContentFault Explain(ValidationError error)
    {
        var path = (error.Path ?? "").TrimStart('#', '/');
        var name = path.Length == 0 ? "the file" : $"'{path}'";
        var reason = error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"{name} is missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{name} is not a key this kind of file has; check the spelling against the schema",
            ValidationErrorKind.NotInEnumeration => $"{name} is not one of: {string.Join(", ", error.Schema.Enumeration)}",
            ValidationErrorKind.PatternMismatch => $"{name} does not have the form {error.Schema.Pattern}",
            ValidationErrorKind.StringExpected => $"{name} must be a text; put numbers that are names into quotes",
            ValidationErrorKind.NumberTooSmall => $"{name} is below the least allowed value {error.Schema.Minimum}",
            ValidationErrorKind.NumberTooBig => $"{name} is above the greatest allowed value {error.Schema.Maximum}",
            var kind => $"{name}: {kind}",
        };
        return new ContentFault(path, reason);
    }

    private static void Join(JsonObject special, JsonObject common, string part)
    {
        var into = special[part] as JsonObject ?? [];
        foreach (var (name, value) in common[part]!.AsObject())
        {
            into.TryAdd(name, value!.DeepClone());
        }

        special[part] = into.DeepClone();
    }

    private JsonObject ReadJson(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "schema", file)))!.AsObject();
        }
        catch (Exception fault) when (fault is JsonException or IOException or InvalidOperationException)
        {
            throw new ContentException([new ContentProblem("schema/" + file, 1, "the schema cannot be read: " + fault.Message)]);
        }
    }
}
