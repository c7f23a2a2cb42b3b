using System.CommandLine;
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

    /// <summary>An enumeration value as content files write it: <c>racemic_ketamine</c>.</summary>
    public static string Written<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
