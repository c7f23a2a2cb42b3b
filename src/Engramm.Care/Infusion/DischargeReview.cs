using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;

namespace Engramm.Care.Infusion;

/// <summary>Where a condition for going home stands.</summary>
public enum ConditionState
{
    /// <summary>Something that it needs is not known yet.</summary>
    Open,

    /// <summary>Fulfilled.</summary>
    Met,

    /// <summary>Known, and not fulfilled.</summary>
    Unmet,
}

/// <summary>One of the nine conditions with where it stands.</summary>
/// <param name="Number">1 to 9, as in the criteria.</param>
/// <param name="Words">What it asks for.</param>
/// <param name="State">Open, met or unmet.</param>
/// <param name="Lacking">What is missing or not fulfilled; empty when met.</param>
public sealed record DischargeStanding(int Number, Words Words, ConditionState State, IReadOnlyList<Words> Lacking);

/// <summary>A set of vital signs at one time; null was not measured.</summary>
public sealed record VitalSet(double? Systolic, double? Diastolic, double? HeartRate, double? OxygenSaturation);

/// <summary>What is known when somebody asks whether a person may go home. Null is not known, and never counts as fulfilled.</summary>
public sealed record DischargePicture
{
    /// <summary>When the question is asked (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When the infusion ended, or was stopped (UTC).</summary>
    public DateTimeOffset? InfusionEnded { get; init; }

    /// <summary>The last stop for safety (UTC); null when there was none.</summary>
    public DateTimeOffset? LastStop { get; init; }

    /// <summary>The observation this session needs.</summary>
    public required Minutes Observation { get; init; }

    public int? Aldrete { get; init; }

    public int? Padss { get; init; }

    /// <summary>Before the session.</summary>
    public required VitalSet Baseline { get; init; }

    /// <summary>The latest.</summary>
    public required VitalSet Latest { get; init; }

    /// <summary>A physician accepts the distance of the blood pressure from baseline. The absolute limits stay.</summary>
    public bool PressureDistanceAccepted { get; init; }

    /// <summary>MOAA/S 5 or RASS 0.</summary>
    public bool? FullyAwake { get; init; }

    /// <summary>Knows person, place, time and situation.</summary>
    public bool? Oriented { get; init; }

    /// <summary>Walks 5 m steadily.</summary>
    public bool? WalksSteadily { get; init; }

    public bool? DrinksWithoutVomiting { get; init; }

    /// <summary>The person's rating of the experience, 0–10.</summary>
    public double? Experience { get; init; }

    public double? ExperienceBaseline { get; init; }

    public bool? SuicideCheckNotWorse { get; init; }

    public bool? LineRemoved { get; init; }

    public bool? SiteDry { get; init; }

    public bool? EscortPresent { get; init; }

    public string? EscortName { get; init; }

    public bool? AdviceSpoken { get; init; }

    public bool? AdviceWritten { get; init; }

    public bool? EmergencyNumberGiven { get; init; }

    public bool? NextContactBooked { get; init; }

    /// <summary>A physician has signed, or countersigned.</summary>
    public bool PhysicianSigned { get; init; }
}

/// <summary>Says where the nine conditions for going home stand. It discharges nobody.</summary>
public static class DischargeReview
{
    /// <summary>The nine conditions in order.</summary>
    public static IReadOnlyList<DischargeStanding> Review(this DischargeCriteria criteria, DischargePicture picture)
    {
        IReadOnlyList<Requirement>[] conditions =
        [
            Time(criteria, picture),
            [Least(picture.Aldrete, criteria.ScoreLeast.Value, "Aldrete", "Aldrete"), Least(picture.Padss, criteria.ScoreLeast.Value, "PADSS", "PADSS")],
            Vitals(criteria, picture),
            [
                Yes(picture.FullyAwake, "ganz wach", "fully awake"), Yes(picture.Oriented, "vierfach orientiert", "oriented ×4"),
                Yes(picture.WalksSteadily, "geht 5 m sicher", "walks 5 m steadily"), Yes(picture.DrinksWithoutVomiting, "trinkt ohne zu erbrechen", "drinks without vomiting"),
            ],
            [Experience(criteria, picture)],
            [Yes(picture.SuicideCheckNotWorse, "Suizid-Kurzfrage nicht schlechter", "suicide quick check not worse")],
            [Yes(picture.LineRemoved, "Zugang entfernt", "line removed"), Yes(picture.SiteDry, "Stelle trocken", "site dry")],
            [
                Yes(picture.EscortPresent, "Begleitperson da", "escort present"), Yes(string.IsNullOrWhiteSpace(picture.EscortName) ? null : true, "Name der Begleitperson", "name of the escort"),
                Yes(picture.AdviceSpoken, "Hinweise besprochen", "advice given by word"), Yes(picture.AdviceWritten, "Hinweise schriftlich", "advice in writing"),
                Yes(picture.EmergencyNumberGiven, "Notfallnummer", "emergency number"), Yes(picture.NextContactBooked, "nächster Kontakt", "next contact"),
            ],
            [Yes(picture.PhysicianSigned ? true : null, "ärztliche Unterschrift", "physician’s signature")],
        ];
        return [.. criteria.Conditions.OrderBy(c => c.Number).Zip(conditions, Standing)];
    }

    private static DischargeStanding Standing(DischargeCondition condition, IReadOnlyList<Requirement> requirements)
    {
        // A failure is known even while something else is still open, so it is said first.
        var state = requirements.Any(r => r.Holds == false) ? ConditionState.Unmet
            : requirements.Any(r => r.Holds is null) ? ConditionState.Open
            : ConditionState.Met;
        return new DischargeStanding(condition.Number, condition.Words, state, [.. requirements.Where(r => r.Holds != true).Select(r => r.Words)]);
    }

    private static Requirement[] Time(DischargeCriteria criteria, DischargePicture picture)
    {
        // After a stop the clock of observation starts again.
        var since = picture.LastStop is { } stop && !(picture.InfusionEnded > stop) ? stop : picture.InfusionEnded;
        bool? observed = since is { } start ? picture.Now - start >= picture.Observation.ToTimeSpan() : null;
        var quiet = picture.LastStop is not { } last || picture.Now - last >= TimeSpan.FromMinutes(criteria.QuietMinutesAfterStop.Value);
        return
        [
            new(observed, FactWords.InBoth(language => $"{(language == Language.German ? "Beobachtung" : "observation")} {picture.Observation.Value.ToString("0", language.Culture())} min")),
            new(quiet, new Words("kein Abbruch in der letzten Stunde", "no stop event in the last hour")),
        ];
    }

    private static Requirement[] Vitals(DischargeCriteria criteria, DischargePicture picture)
    {
        var (before, now, pressure) = (picture.Baseline, picture.Latest, criteria.BloodPressure);
        return
        [
            new(now.Systolic is { } systolic ? systolic < pressure.SystolicBelow.Value : null, new Words("systolisch unter der Grenze", "systolic below the limit")),
            new(now.Diastolic is { } diastolic ? diastolic < pressure.DiastolicBelow.Value : null, new Words("diastolisch unter der Grenze", "diastolic below the limit")),
            new(IsNear(now.Systolic, before.Systolic, picture, pressure), new Words("systolisch nahe am Ausgangswert oder ärztlich akzeptiert", "systolic near baseline or accepted by a physician")),
            new(IsNear(now.Diastolic, before.Diastolic, picture, pressure), new Words("diastolisch nahe am Ausgangswert oder ärztlich akzeptiert", "diastolic near baseline or accepted by a physician")),
            new(now.OxygenSaturation is { } oxygen && before.OxygenSaturation is { } oxygenBefore ? oxygen >= oxygenBefore - criteria.OxygenDropPercentPoints.Value : null, new Words("Sauerstoff wie vorher", "oxygen as before")),
            new(now.HeartRate is { } rate ? rate >= criteria.HeartRate.Least.Value && rate <= criteria.HeartRate.Most.Value : null, new Words("Puls im Rahmen", "heart rate within limits")),
        ];
    }

    private static bool? IsNear(double? now, double? before, DischargePicture picture, DischargeBloodPressure limits) =>
        picture.PressureDistanceAccepted ? true
        : now is { } value && before is { } baseline ? Math.Abs(value - baseline) <= baseline * limits.PercentOfBaseline.Value / 100
        : null;

    private static Requirement Experience(DischargeCriteria criteria, DischargePicture picture) => new(
        picture.Experience is { } rating
            ? rating <= criteria.ExperienceMost.Value || rating <= picture.ExperienceBaseline
            : null,
        new Words("Erleben abgeklungen", "experience has faded"));

    private static Requirement Least(int? score, double least, string german, string english) =>
        new(score is { } value ? value >= least : null, new Words($"{german} mindestens {least:0}", $"{english} at least {least:0}"));

    private static Requirement Yes(bool? holds, string german, string english) => new(holds, new Words(german, english));

    private sealed record Requirement(bool? Holds, Words Words);
}
