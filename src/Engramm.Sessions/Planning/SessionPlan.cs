using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;

namespace Engramm.Sessions.Planning;

/// <summary>Everything the session needs to know, copied at opening: later changes of content or record never reach back.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Patient">Who lies in the chair, as far as the room needs it.</param>
/// <param name="Protocol">The protocol's id and version, for example PROT-DEP-40 and 1.</param>
/// <param name="Infusion">What is to be given.</param>
/// <param name="CheckIn">The day's questions.</param>
/// <param name="GateBands">The vital-sign gate, already chosen for the patient's age.</param>
/// <param name="Readiness">The ids of the emergency points staff confirms.</param>
/// <param name="Observations">What is due when.</param>
/// <param name="Limits">The alarm limits.</param>
/// <param name="Freshness">How long each sign's value counts as current.</param>
/// <param name="Kinetics">Which curve is drawn.</param>
/// <param name="ObservationTime">The least time between the end of the infusion and discharge.</param>
/// <param name="Switches">Which separable parts the operator has accepted.</param>
public sealed record SessionPlan(
    Guid SessionId,
    SessionPatient Patient,
    ProtocolReference Protocol,
    InfusionOrder Infusion,
    IReadOnlyList<CheckInItem> CheckIn,
    IReadOnlyList<GateBand> GateBands,
    IReadOnlyList<string> Readiness,
    IReadOnlyList<PlannedObservation> Observations,
    IReadOnlyList<AlarmLimit> Limits,
    IReadOnlyList<SignFreshness> Freshness,
    KineticsChoice Kinetics,
    Minutes ObservationTime,
    SessionSwitches Switches)
{
    /// <summary>What people see or hear that raises an alarm. Sessions of earlier versions have none.</summary>
    public IReadOnlyList<SymptomRule> Symptoms { get; init => field = value ?? []; } = [];

    /// <summary>How limits and symptoms are laid out to be read.</summary>
    public StopHoldMatrix Matrix { get; init => field = value ?? StopHoldMatrix.None; } = StopHoldMatrix.None;

    /// <summary>When an alarm goes to others as well.</summary>
    public EscalationTimes Escalation { get; init => field = value ?? EscalationTimes.None; } = EscalationTimes.None;

    /// <summary>The rescue checklists as they stood at opening.</summary>
    public IReadOnlyList<RescueList> Rescue { get; init => field = value ?? []; } = [];

    /// <summary>The numbers of the conditions for leaving. Null in sessions of earlier versions: then only a physician's reason discharges.</summary>
    public DischargeCriteria? Discharge { get; init; }

    /// <summary>The written advice. Null in sessions of earlier versions.</summary>
    public LeavingAdvice? Advice { get; init; }

    /// <summary>
    /// The least time between the end of the infusion and a discharge, which no reason shortens. Null in sessions of earlier versions:
    /// then <see cref="LeastObservationOfOld"/>.
    /// </summary>
    public Minutes? LeastObservation { get; init; }

    /// <summary>The least observation time where the plan names none: 60 minutes, expert default of this project (docs/decisions/0006).</summary>
    public static Minutes LeastObservationOfOld { get; } = new(60);

    /// <summary>When an observation that is due becomes pressing.</summary>
    public ReminderTimes Reminders { get; init => field = value ?? ReminderTimes.Earlier; } = ReminderTimes.Earlier;

    /// <summary>When a monitor counts as silent, and how pressing that is.</summary>
    public StaleFeed StaleFeed { get; init => field = value ?? StaleFeed.Earlier; } = StaleFeed.Earlier;

    /// <summary>How long before the start nothing is eaten or drunk. Null in sessions of earlier versions.</summary>
    public FastingHours? Fasting { get; init; }

    /// <summary>After how long a value in the gate's CAUTION band is taken again. Null in sessions of earlier versions: then nobody is asked to.</summary>
    public Minutes? RepeatAfter { get; init; }

    /// <summary>Whether the alarms must have been tried before the start.</summary>
    public bool NeedsSelfTest { get; init; }

    /// <summary>A drill with a simulated patient: everything it shows says so.</summary>
    public bool IsDrill { get; init; }
}

/// <summary>The patient as the room sees her or him.</summary>
/// <param name="Label">The name, or a pseudonym.</param>
/// <param name="BirthDate">Null when the session runs under a pseudonym.</param>
/// <param name="AgeYears">Full years on the day of the session.</param>
/// <param name="Weight">The weight the dose was planned with.</param>
/// <param name="Diagnosis">A few words for the header.</param>
/// <param name="Allergies">As told; empty means asked and none, null that nobody has asked.</param>
/// <param name="Cautions">What every session shows.</param>
/// <param name="StopWord">What the patient says or does to end it.</param>
public sealed record SessionPatient(
    string Label,
    DateOnly? BirthDate,
    int AgeYears,
    Kilograms Weight,
    string? Diagnosis,
    IReadOnlyList<string>? Allergies,
    IReadOnlyList<string> Cautions,
    string? StopWord);

/// <summary>Which protocol, in which version.</summary>
/// <param name="Id">The content file's id.</param>
/// <param name="Version">The content file's version.</param>
public sealed record ProtocolReference(string Id, string Version);

/// <summary>What is to be given. All amounts as base.</summary>
/// <param name="Substance">Racemate or esketamine.</param>
/// <param name="Product">The product's name on the vial.</param>
/// <param name="Strength">Of the solution in the syringe.</param>
/// <param name="Dose">The whole dose.</param>
/// <param name="Duration">Over how long.</param>
/// <param name="PumpRate">What the pump is to be set to.</param>
public sealed record InfusionOrder(
    Substance Substance,
    string Product,
    MilligramsPerMillilitre Strength,
    Milligrams Dose,
    Minutes Duration,
    MillilitresPerHour PumpRate);

/// <summary>What the curve is drawn with, with every number and its source, so that the record keeps the model it was made with.</summary>
/// <param name="Model">The compartment model.</param>
/// <param name="EffectSite">The model's effect site; null when only plasma is drawn.</param>
/// <param name="Variability">How people differ, from which the band comes; null when no band is drawn.</param>
public sealed record KineticsChoice(MammillaryModel Model, EffectSite? EffectSite, Variability? Variability);

/// <summary>The separable parts. Charting is always on.</summary>
/// <param name="LimitHighlighting">Limits shown beside entered values, predicted curve.</param>
/// <param name="DeviceAlarms">Alarms. Off means: no alarm of any kind in this software, and the screen says so all the time.</param>
public sealed record SessionSwitches(bool LimitHighlighting, bool DeviceAlarms);

/// <summary>How long a value counts as current.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="LiveEvery">How often the monitor sends it; null when it is taken now and then. A live value older than <see cref="StaleFeed.Intervals"/> times this is stale.</param>
/// <param name="StaleAfter">From which age a value taken now and then is shown as stale.</param>
public sealed record SignFreshness(Sign Sign, TimeSpan? LiveEvery, TimeSpan StaleAfter);

/// <summary>How long after its time an observation that nobody has made alarms, and how pressing it then is. Each is no less than the one before.</summary>
/// <param name="Low">From here a low alarm.</param>
/// <param name="Medium">From here a medium alarm, amber on the screen.</param>
/// <param name="High">From here a high alarm, red on the screen.</param>
public sealed record ReminderTimes(Minutes Low, Minutes Medium, Minutes High)
{
    /// <summary>The times of sessions whose plan names none: 0, 2 and 5 minutes, expert defaults of this project.</summary>
    public static ReminderTimes Earlier { get; } = new(new Minutes(0), new Minutes(2), new Minutes(5));
}

/// <summary>When values that a monitor sends by itself have stopped coming.</summary>
/// <param name="Intervals">A live value is stale, and its sign silent, after so many of its own intervals.</param>
/// <param name="Priority">How pressing the alarm for it is.</param>
public sealed record StaleFeed(double Intervals, AlarmPriority Priority)
{
    /// <summary>What holds in sessions whose plan names none: three intervals, medium. Targets of this project.</summary>
    public static StaleFeed Earlier { get; } = new(3, AlarmPriority.Medium);
}

/// <summary>How long before the start nothing is eaten or drunk, with where the numbers come from.</summary>
/// <param name="Solids">Hours without solid food.</param>
/// <param name="ClearFluids">Hours without clear fluids.</param>
public sealed record FastingHours(Sourced<double> Solids, Sourced<double> ClearFluids)
{
    /// <summary>The id of the day's question that asks for it.</summary>
    public const string Question = "fasting";
}
