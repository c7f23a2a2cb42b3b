using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Infusion;

/// <summary>An answer of the day. Unknown is an answer too, and never passes.</summary>
public enum GateAnswer
{
    Unknown,
    Yes,
    No,
}

/// <summary>What was asked and measured today. A question or measure that is not in here was not asked or measured.</summary>
/// <param name="Age">Full years today.</param>
/// <param name="Answers">Answers by question id.</param>
/// <param name="Readiness">Ids of the readiness points that staff has confirmed.</param>
/// <param name="Vitals">Values by measure, after 5 minutes of rest. Of MOAA/S and RASS one is enough.</param>
public sealed record GateEntry(
    int Age,
    IReadOnlyDictionary<string, GateAnswer> Answers,
    IReadOnlySet<string> Readiness,
    IReadOnlyDictionary<VitalMeasure, double> Vitals);

/// <summary>
/// The day's gate: every question, every vital sign, the room. It closes the planned start and never prevents recording
/// what happened.
/// </summary>
public static class GateReview
{
    /// <summary>What stands against starting, strictest first; empty when nothing does.</summary>
    public static DecidedFindings Review(this CheckInGate gate, GateEntry entry) => DecidedFindings.Undecided(
        [.. gate.Questions.Select(question => Ask(question, entry))
            .Concat(gate.Readiness.Where(point => !entry.Readiness.Contains(point.Id)).Select(NotReady))
            .Concat(gate.Vitals.Where(vital => vital.IsFor(entry.Age)).Select(vital => Look(vital, entry)))
            .OfType<Finding>()
            .OrderByDescending(finding => finding.Outcome)]);

    private static Finding? Ask(GateQuestion question, GateEntry entry)
    {
        var passes = question.GoAnswer == GoAnswer.Yes ? GateAnswer.Yes : GateAnswer.No;
        var answer = entry.Answers.GetValueOrDefault(question.Id, GateAnswer.Unknown);
        if (answer == passes)
        {
            return null;
        }

        var cause = answer == GateAnswer.Unknown ? FindingCause.Unanswered : FindingCause.Triggered;
        return new Finding(
            question.Id,
            answer == GateAnswer.Unknown ? RuleOutcome.Hold : question.Otherwise,
            cause,
            question.Words,
            new Words("Tages-Check vor der Sitzung", "Check before the session"),
            answer switch
            {
                GateAnswer.Yes => new Words("ja", "yes"),
                GateAnswer.No => new Words("nein", "no"),
                GateAnswer.Unknown => new Words("nicht bekannt", "not known"),
            },
            null,
            question.Rule is { } rule ? [rule] : [],
            [question.Source]);
    }

    private static Finding NotReady(ReadinessPoint point) => new(
        "ready-" + point.Id, RuleOutcome.Hold, FindingCause.Unanswered, point.Words,
        new Words("Notfallbereitschaft", "Emergency readiness"), new Words("nicht bestätigt", "not confirmed"), null, [], []);

    private static Finding? Look(VitalGate vital, GateEntry entry)
    {
        var id = "vital-" + vital.Measure;
        var why = new Words("Werte in Ruhe vor dem Start", "Values at rest before the start");
        if (!entry.Vitals.TryGetValue(vital.Measure, out var value))
        {
            return IsCoveredByOtherScale(vital.Measure, entry)
                ? null
                : new Finding(id, RuleOutcome.Hold, FindingCause.Unanswered, Name(vital.Measure), why, new Words("nicht gemessen", "not measured"), null, [], [vital.Source]);
        }

        var outcome = vital.BandOf(value).Outcome;
        return outcome == RuleOutcome.Go
            ? null
            : new Finding(id, outcome, FindingCause.Triggered, Name(vital.Measure), why,
                FactWords.InBoth(language => $"{value.ToString("0.##", language.Culture())} {(vital.Unit is "score" ? "" : vital.Unit)}".TrimEnd()),
                outcome == RuleOutcome.Caution ? new Words("Nach 10 bis 15 Minuten wiederholen, Ärztin oder Arzt informieren", "Repeat after 10 to 15 minutes, inform the physician") : null,
                [], [vital.Source]);
    }

    private static bool IsCoveredByOtherScale(VitalMeasure measure, GateEntry entry) =>
        (measure == VitalMeasure.Rass && entry.Vitals.ContainsKey(VitalMeasure.Moaas))
        || (measure == VitalMeasure.Moaas && entry.Vitals.ContainsKey(VitalMeasure.Rass));

    /// <summary>The name of a measure for a reader.</summary>
    public static Words Name(VitalMeasure measure) => measure switch
    {
        VitalMeasure.HeartRate => new("Puls", "Heart rate"),
        VitalMeasure.OxygenSaturation => new("Sauerstoffsättigung", "Oxygen saturation"),
        VitalMeasure.Systolic => new("Blutdruck systolisch", "Systolic blood pressure"),
        VitalMeasure.Diastolic => new("Blutdruck diastolisch", "Diastolic blood pressure"),
        VitalMeasure.RespiratoryRate => new("Atemfrequenz", "Respiratory rate"),
        VitalMeasure.Temperature => new("Temperatur", "Temperature"),
        VitalMeasure.Moaas => new("Sedierung (MOAA/S)", "Sedation (MOAA/S)"),
        VitalMeasure.Rass => new("Sedierung (RASS)", "Sedation (RASS)"),
        VitalMeasure.Experience => new("Erleben", "Experience"),
    };
}
