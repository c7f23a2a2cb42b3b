using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engramm.Quantities;
using YamlDotNet.Core;

namespace Engramm.Content.Loading;

/// <summary>
/// Reads the content folder, kinds side by side, and gathers every problem before it gives up, so that one start shows all of them.
/// </summary>
/// <param name="folder">The content.</param>
/// <param name="kinds">What is read from it.</param>
/// <param name="isChecked">Exactly this content was found right before: it is read, not checked against schemas and languages again.</param>
internal sealed class FolderReader(string folder, IReadOnlyList<ContentKind> kinds, bool isChecked = false)
{
    /// <summary>Longest content file in bytes: a page of text is about 4 kB, so anything beyond this is not one.</summary>
    private const int LargestFile = 512 * 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new LanguageTagConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private readonly ConcurrentQueue<ContentProblem> problems = [];
    private readonly SchemaShelf schemas = new(folder);

    /// <summary>All files by kind, ordered by id and version.</summary>
    /// <exception cref="ContentException">Anything is wrong.</exception>
    public Dictionary<Type, IReadOnlyList<ContentFile>> Read()
    {
        if (!Directory.Exists(folder))
        {
            throw new ContentException([new ContentProblem(".", 1, $"there is no content folder at '{folder}'")]);
        }

        RefuseUnknownFolders();
        var read = Task.WhenAll(kinds.Select(kind => Task.Run(() => ReadKind(kind)))).GetAwaiter().GetResult();
        return problems.IsEmpty
            ? kinds.Zip(read).ToDictionary(pair => pair.First.Record, pair => pair.Second)
            : throw new ContentException([.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)]);
    }

    private void RefuseUnknownFolders()
    {
        var known = kinds.Concat(ContentKinds.All).Select(kind => kind.Folder).Concat(ContentKinds.OtherFolders).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => !known.Contains(name)))
        {
            problems.Enqueue(new ContentProblem(name, 1, "there is no such kind of content; check the spelling of the folder"));
        }
    }

    private IReadOnlyList<ContentFile> ReadKind(ContentKind kind)
    {
        var place = Path.Combine(folder, kind.Folder);
        var read = new List<(ContentFile File, string Name)>();
        if (Directory.Exists(place))
        {
            foreach (var path in Directory.GetFiles(place).Order(StringComparer.Ordinal))
            {
                var name = kind.Folder + "/" + Path.GetFileName(path);
                if (!name.EndsWith(".yaml", StringComparison.Ordinal))
                {
                    problems.Enqueue(new ContentProblem(name, 1, "content files end in .yaml"));
                }
                else if (ReadFile(kind, path, name) is { } file)
                {
                    read.Add((file, name));
                }
            }
        }

        foreach (var twins in read.GroupBy(entry => entry.File.Pin).Where(group => group.Count() > 1))
        {
            foreach (var twin in twins.Skip(1))
            {
                problems.Enqueue(new ContentProblem(twin.Name, 1, $"'{twins.Key}' exists already in {twins.First().Name}; raise the version"));
            }
        }

        var ordered = read.Select(entry => entry.File).OrderBy(file => file.Id, StringComparer.Ordinal).ThenBy(file => file.Version).ToArray();
        var typed = Array.CreateInstance(kind.Record, ordered.Length);
        Array.Copy(ordered, typed, ordered.Length);
        return (IReadOnlyList<ContentFile>)typed;
    }

    private ContentFile? ReadFile(ContentKind kind, string path, string name)
    {
        if (ReadYaml(path, name) is not { } yaml)
        {
            return null;
        }

        List<ContentFault> faults = isChecked ? [] : [.. schemas.Check(kind.Folder, yaml.Root), .. LanguageCheck.Check(yaml.Root), .. CheckName(yaml, name)];
        ContentFile? file = null;
        if (faults.Count == 0)
        {
            try
            {
                file = (ContentFile)JsonSerializer.Deserialize(yaml.Root, kind.Record, Strict)!;
                file.Original = new ContentOriginal(yaml.Text);
                faults.AddRange(file.Faults());
            }
            catch (JsonException fault)
            {
                faults.Add(new ContentFault((fault.Path ?? "").TrimStart('$', '.'), fault.Message));
            }
        }

        foreach (var fault in faults)
        {
            problems.Enqueue(new ContentProblem(name, yaml.LineOf(fault.Path), fault.Reason));
        }

        return file;
    }

    private YamlFile? ReadYaml(string path, string name)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length > LargestFile)
            {
                problems.Enqueue(new ContentProblem(name, 1, $"the file has {bytes.Length} bytes; at most {LargestFile} are read"));
                return null;
            }

            return YamlFile.Parse(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (YamlException fault)
        {
            problems.Enqueue(new ContentProblem(name, Math.Max(1, (int)fault.Start.Line), "not readable as YAML: " + fault.Message));
        }
        catch (DecoderFallbackException)
        {
            problems.Enqueue(new ContentProblem(name, 1, "the file is not UTF-8; save it as UTF-8"));
        }

        return null;
    }

    private static IEnumerable<ContentFault> CheckName(YamlFile yaml, string name)
    {
        var id = yaml.Root["id"]?.ToString() ?? "";
        var version = yaml.Root["version"]?.ToString() ?? "";
        var stem = Path.GetFileNameWithoutExtension(name);
        if (!string.Equals(stem, id, StringComparison.Ordinal) && !string.Equals(stem, $"{id}.v{version}", StringComparison.Ordinal))
        {
            yield return new ContentFault("id", $"the file is called '{stem}' but its id is '{id}'; name it {id}.yaml or {id}.v{version}.yaml");
        }
    }

    private sealed class LanguageTagConverter : JsonConverter<Language>
    {
        public override Language Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Languages.FromTag(reader.GetString()) ?? throw new JsonException("a language is 'de' or 'en'");

        public override void Write(Utf8JsonWriter writer, Language value, JsonSerializerOptions options) => writer.WriteStringValue(value.Tag());
    }
}
