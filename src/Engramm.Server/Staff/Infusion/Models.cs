using Engramm.Content.Rules;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Why a session was not opened.</summary>
public sealed record NotOpenedModel(PatientFrame Frame, string Reason);

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

/// <summary>Something written after the report was signed: an addition, never a change of what was signed.</summary>
/// <param name="At">When it was written.</param>
/// <param name="What">In words; a correction says what stood before and why.</param>
/// <param name="By">Who.</param>
/// <param name="SignedBy">Who signed it and when; null while nobody has.</param>
public sealed record AdditionLine(DateTimeOffset At, string What, string By, string? SignedBy)
{
    /// <summary>The additions of a log, in the order in which they were written.</summary>
    internal static IReadOnlyList<AdditionLine> Of(SessionLog log, IReadOnlyList<SessionEvent> signatures, EntryWords words, PageContext context)
    {
        if (signatures.Count == 0)
        {
            return [];
        }

        var covered = signatures.Select(s => (UpTo: ((ReportSigned)s.Entry).UpToSequence, Event: s)).ToList();
        return
        [
            .. log.Events.Where(e => e.Sequence > covered[0].UpTo && e.Entry is not ReportSigned && e.By.Role is not (ActorRole.Monitor or ActorRole.Software))
                .Select(e => new AdditionLine(
                    e.RecordedAt,
                    Said(e),
                    e.By.DisplayName,
                    covered.Skip(1).FirstOrDefault(s => s.UpTo >= e.Sequence).Event is { } signed ? $"{signed.By.DisplayName}, {context.DateAndTime(signed.OccurredAt)}" : null)),
        ];

        string Said(SessionEvent added)
        {
            if (added.Entry is not Amended amended || log.Events.FirstOrDefault(e => e.CommandId == amended.Target) is not { } target)
            {
                return words.Of(added.Entry);
            }

            var before = words.Of(target.Entry);
            return amended.Replacement is { } after
                ? context.T("report.addition.amended", before, words.Of(after), amended.Reason)
                : context.T("report.addition.struck", before, amended.Reason);
        }
    }
}
