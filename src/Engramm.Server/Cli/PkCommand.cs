using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Server.Staff.Planning;

namespace Engramm.Server.Cli;

/// <summary><c>pk</c>: the models of concentration on the command line. Data on standard output, words on standard error.</summary>
internal static class PkCommand
{
    /// <summary>Stands under everything the verb says.</summary>
    public const string NotFor = "Not for dosing or discharge decisions.";

    public static Command Create() => new("pk", "Models of ketamine concentration: list them, simulate with them. " + NotFor)
    {
        PkModelsCommand.Create(),
        PkSimulateCommand.Create(),
    };

    /// <summary>The models of the content folder that are in use today, and the limits of a plan.</summary>
    public static (IReadOnlyList<KineticModel> Models, IReadOnlyList<SlowEffectModel> SlowEffects, PlanLimits Limits) Read()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var library = ContentLibrary.Load(CommonOptions.Content());
        return (library.All<KineticModel>(today), library.All<SlowEffectModel>(today), library.Get<PlanLimits>(PlanEndpoints.LimitsId, today));
    }

    /// <summary>One JSON value and the end of the line.</summary>
    public static string Json(Action<Utf8JsonWriter> write, bool isIndented = false)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) + '\n';
    }

    /// <summary>An enumeration value as content files write it: <c>racemic_ketamine</c>.</summary>
    public static string Written<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
