using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Engramm.Sessions.Entries;

namespace Engramm.Sessions;

/// <summary>
/// Reads and writes an entry by its kind. The serializer would look at all kinds before it reads the first: in a browser that takes as long
/// as everything a session then holds. Here a kind is looked at when it first comes.
/// </summary>
internal sealed class SessionEntryConverter : JsonConverter<SessionEntry>
{
    private const string Kind = "kind";
    private static readonly Dictionary<string, Type> Types = typeof(SessionEntry).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(a => (string)a.TypeDiscriminator!, a => a.DerivedType, StringComparer.Ordinal);

    /// <summary>Every kind this version can read.</summary>
    public static IReadOnlySet<string> Kinds { get; } = Types.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Gives an entry its kind as the first field; when read it was already looked at.</summary>
    public static void AddKind(JsonTypeInfo info)
    {
        if (info.Type == typeof(SessionEntry))
        {
            info.PolymorphismOptions = null;
        }
        else if (Types.FirstOrDefault(t => t.Value == info.Type).Key is { } kind)
        {
            var field = info.CreateJsonPropertyInfo(typeof(string), Kind);
            field.Get = _ => kind;
            field.Set = (_, _) => { };
            info.Properties.Insert(0, field);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">No kind, or one that this version does not know.</exception>
    public override SessionEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KindOf(reader) is { } kind && Types.TryGetValue(kind, out var type)
            ? (SessionEntry)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type))!
            : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionEntry value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));

    /// <summary>The kind, wherever it stands: databases reorder fields. Reads a copy, so the entry itself is still unread.</summary>
    private static string? KindOf(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isKind)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }
}
