using Engramm.Content.Rules;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Quantities;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions.Leaving;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Why a session was not opened.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Reasons">All of them, with the page that settles each; null where none does.</param>
public sealed record NotOpenedModel(PatientFrame Frame, IReadOnlyList<(string Words, string? Href)> Reasons);

/// <summary>The report page.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Report">What happened.</param>
/// <param name="MaySign">A physician is looking.</param>
/// <param name="MayAdd">A clinician is looking, who may write an addition.</param>
/// <param name="Pseudonym">What the room called the person; null for the own name, and for whoever may not see the link.</param>
public sealed record ReportModel(PatientFrame Frame, SessionReport Report, bool MaySign, bool MayAdd, string? Pseudonym)
{
    /// <summary>The form of an addition.</summary>
    public FormState Addition { get; init; } = FormState.Empty;

    /// <summary>Why the last command was refused, or the PDF is not there.</summary>
    public string? Fault { get; init; }
}

/// <summary>The leaflet for the way home.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Frame">Bar and rail.</param>
/// <param name="Advice">Its text.</param>
/// <param name="Spoken">The language it is printed in.</param>
/// <param name="NoDrivingUntil">Until when nobody drives, at least; null while the infusion has not ended.</param>
/// <param name="Call">When the practice calls.</param>
/// <param name="Crisis">The emergency numbers.</param>
/// <param name="Practice">The practice's name.</param>
public sealed record LeafletModel(
    Guid SessionId, PatientFrame Frame, DischargeAdvice Advice, Language Spoken, DateTimeOffset? NoDrivingUntil, DateTimeOffset Call, CrisisCard Crisis, string Practice);

/// <summary>A point of the gate.</summary>
public sealed record GateLine(RuleOutcome Outcome, string What, string Said);

/// <summary>An entry of a person.</summary>
/// <param name="At">When it happened.</param>
/// <param name="What">In words.</param>
/// <param name="By">Who.</param>
/// <param name="Amendment">What was corrected and why; null when nothing was.</param>
public sealed record EntryLine(DateTimeOffset At, string What, string By, string? Amendment);

/// <summary>A change of the pump, or the end of its programme by calculation.</summary>
public sealed record PumpLine(DateTimeOffset At, string Rate);

/// <summary>The physician's signature under the report.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, practice time, UTC.</param>
/// <param name="UpTo">The last event it covers.</param>
/// <param name="Fingerprint">SHA-256 of the log's lines it covers, as it was signed; null in sessions of earlier versions.</param>
/// <param name="IsUnchanged">Whether the log still has this fingerprint.</param>
public sealed record ReportSignature(string By, DateTimeOffset At, long UpTo, string? Fingerprint, bool IsUnchanged);

/// <summary>A condition for leaving.</summary>
public sealed record LeavingLine(int Number, string Topic, ConditionState State, string Lacking);
