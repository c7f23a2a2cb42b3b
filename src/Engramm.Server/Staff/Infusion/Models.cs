using Engramm.Content.Rules;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions.Leaving;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Why a session was not opened.</summary>
public sealed record NotOpenedModel(PatientFrame Frame, string Reason);

/// <summary>The report page.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Report">What happened.</param>
/// <param name="MaySign">A physician is looking.</param>
public sealed record ReportModel(PatientFrame Frame, SessionReport Report, bool MaySign)
{
    /// <summary>Why the last command was refused, or the PDF is not there.</summary>
    public string? Fault { get; init; }
}

/// <summary>A point of the gate.</summary>
public sealed record GateLine(RuleOutcome Outcome, string What, string Said);

/// <summary>What was measured in one row of time: single values as they are, running ones as median and span.</summary>
public sealed record ValueLine(DateTimeOffset At, string Pressure, string HeartRate, string Oxygen, string Breathing, string Sedation, string Experience, string Source);

/// <summary>An alarm with what became of it.</summary>
public sealed record AlarmLine(DateTimeOffset Since, DateTimeOffset? Ended, BadgeKind Kind, string Priority, string What, string Acknowledged);

/// <summary>An entry of a person.</summary>
/// <param name="At">When it happened.</param>
/// <param name="What">In words.</param>
/// <param name="By">Who.</param>
/// <param name="Amendment">What was corrected and why; null when nothing was.</param>
/// <param name="AfterSignature">Whether it was written after the report was signed.</param>
public sealed record EntryLine(DateTimeOffset At, string What, string By, string? Amendment, bool AfterSignature);

/// <summary>A change of the pump.</summary>
public sealed record PumpLine(DateTimeOffset At, string Rate);

/// <summary>A condition for leaving.</summary>
public sealed record LeavingLine(int Number, string Topic, ConditionState State, string Lacking);
