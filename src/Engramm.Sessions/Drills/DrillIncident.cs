using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Drills;

/// <summary>What goes wrong in a drill.</summary>
public enum DrillIncident
{
    /// <summary>The saturation falls below 90 % while the person gets drowsy.</summary>
    FallingSaturation,

    /// <summary>The pressure rises above 180/110.</summary>
    RisingPressure,

    /// <summary>The person hardly breathes; the saturation follows.</summary>
    Apnoea,

    /// <summary>The person is afraid: pulse, breathing and pressure rise, and she says so.</summary>
    Anxiety,

    /// <summary>The pump reports an occlusion. No monitor shows it; the people in the room see and hear it.</summary>
    PumpOcclusion,
}

/// <summary>What a team has chosen to train.</summary>
/// <param name="Incident">What goes wrong.</param>
/// <param name="After">When, counted from the start of the pump.</param>
/// <param name="IsCheckedIn">Whether check-in and start are done already, so that the drill begins beside a running pump.</param>
public sealed record DrillChoice(DrillIncident Incident, TimeSpan After, bool IsCheckedIn)
{
    /// <summary>When the incident begins unless told otherwise: early, and not at once. Expert default of this project.</summary>
    public static readonly TimeSpan UsualAfter = TimeSpan.FromMinutes(3);
}

/// <summary>How an incident looks on the monitor and what answers it. Made up for training; no figure of it describes a real course.</summary>
internal static class DrillScript
{
    /// <summary>The incident lasts for the rest of the drill unless somebody acts.</summary>
    private static readonly TimeSpan Unanswered = TimeSpan.FromHours(6);

    /// <summary>The script of the simulated body.</summary>
    /// <param name="choice">What is trained.</param>
    /// <param name="startedAt">Start of the pump.</param>
    /// <param name="answeredAt">When somebody acted; null while nobody has.</param>
    public static IReadOnlyList<Disturbance> Of(DrillChoice choice, DateTimeOffset startedAt, DateTimeOffset? answeredAt)
    {
        if (KindOf(choice.Incident) is not { } kind)
        {
            return [];
        }

        var lasts = answeredAt is { } answered ? answered - startedAt - choice.After + SimulatedPatient.RampOf(kind) : Unanswered;
        return [new Disturbance(kind, choice.After, lasts)];
    }

    /// <summary>Whether an entry is something that helps: stopping or pausing always, a step of a fitting checklist, for the pump also a new rate.</summary>
    public static bool Answers(DrillIncident incident, SessionEntry? entry) => entry switch
    {
        InfusionStopped or InfusionPaused => true,
        PumpRateChanged => incident is DrillIncident.PumpOcclusion,
        ChecklistStepDone step => !string.Equals(step.Step, SessionRules.ChecklistStart, StringComparison.Ordinal) && Fits(incident, step.Checklist),
        _ => false,
    };

    private static bool Fits(DrillIncident incident, RescueChecklist list) => incident switch
    {
        DrillIncident.FallingSaturation or DrillIncident.Apnoea => list is RescueChecklist.R3,
        DrillIncident.RisingPressure => list is RescueChecklist.R1 or RescueChecklist.R2,
        DrillIncident.Anxiety => list is RescueChecklist.R4,
        DrillIncident.PumpOcclusion => list is RescueChecklist.R11,
    };

    private static DisturbanceKind? KindOf(DrillIncident incident) => incident switch
    {
        DrillIncident.FallingSaturation => DisturbanceKind.Desaturation,
        DrillIncident.RisingPressure => DisturbanceKind.PressureCrisis,
        DrillIncident.Apnoea => DisturbanceKind.Apnoea,
        DrillIncident.Anxiety => DisturbanceKind.Distress,
        DrillIncident.PumpOcclusion => null,
    };
}
