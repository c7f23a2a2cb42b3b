using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engramm.Server.Cli;

/// <summary>What a verb has to tell: a sentence for people, or with <c>--json</c> one JSON object for programs. Reasons of failure go to standard error either way.</summary>
internal static class Printed
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object instead of a sentence" };

    public static Task WriteAsync<T>(ParseResult parsed, T data, string sentence) =>
        parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(Json) ? JsonSerializer.Serialize(data, Written) : sentence);
}
