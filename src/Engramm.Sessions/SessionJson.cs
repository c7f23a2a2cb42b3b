using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Engramm.Sessions.Entries;

namespace Engramm.Sessions;

/// <summary>The one way session events become text and back, the same on the server, in the browser and in the database.</summary>
public static class SessionJson
{
    /// <summary>The options, for HTTP clients and endpoints.</summary>
    public static JsonSerializerOptions Options { get; } = new(SessionJsonContext.Default.Options) { TypeInfoResolver = SessionJsonContext.Default.WithAddedModifier(SessionEntryConverter.AddKind) };

    /// <summary>Writes an event.</summary>
    public static string Write(SessionEvent sessionEvent) => JsonSerializer.Serialize(sessionEvent, Options);

    /// <summary>Writes a command.</summary>
    public static string Write(SessionCommand command) => JsonSerializer.Serialize(command, Options);

    /// <summary>Reads an event.</summary>
    /// <exception cref="InvalidDataException">Not an event, or of a kind this version does not know.</exception>
    public static SessionEvent ReadEvent(string json) =>
        Read(json, () => JsonSerializer.Deserialize<SessionEvent>(json, Options));

    /// <summary>Reads a command.</summary>
    /// <exception cref="InvalidDataException">Not a command, or of a kind this version does not know.</exception>
    public static SessionCommand ReadCommand(string json) =>
        Read(json, () => JsonSerializer.Deserialize<SessionCommand>(json, Options));

    /// <summary>Does at once what the first reading would do: a tenth of a second on a small machine.</summary>
    public static void Prepare() =>
        ReadEvent(Write(new SessionCommand(Guid.Empty, DateTimeOffset.UnixEpoch, new Actor("engramm", "Engramm", ActorRole.Software), new NoteAdded("-")).Store(1, DateTimeOffset.UnixEpoch)));

    private static T Read<T>(string json, Func<T?> read)
        where T : class
    {
        try
        {
            return read() ?? throw new InvalidDataException("A session entry must not be null.");
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException(Explain(json, fault), fault);
        }
    }

    /// <summary>Says what is wrong without repeating the content: it may name a person.</summary>
    private static string Explain(string json, Exception fault)
    {
        var kind = KindOf(json);
        if (kind is null)
        {
            return "This is not a session entry: it is not JSON with an \"entry\" that has a \"kind\".";
        }

        return Kinds.Contains(kind)
            ? $"A session entry of kind '{kind}' cannot be read at {(fault as JsonException)?.Path ?? "an unknown place"}: a field is missing, unknown or of the wrong type."
            : "A session entry has a kind that this version does not know. It was written by a newer version; update before reading on.";
    }

    private static string? KindOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("entry", out var entry)
                && entry.ValueKind == JsonValueKind.Object
                && entry.TryGetProperty("kind", out var kind)
                && kind.ValueKind == JsonValueKind.String
                ? kind.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every kind this version can read.</summary>
    public static IReadOnlySet<string> Kinds => SessionEntryConverter.Kinds;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(SessionEntryConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SessionCommand))]
[JsonSerializable(typeof(IReadOnlyList<SessionEvent>))]
[JsonSerializable(typeof(IReadOnlyList<SessionCommand>))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;
