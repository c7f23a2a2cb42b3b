using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>The answer that lets a question pass.</summary>
public enum GoAnswer
{
    Yes,
    No,
}

/// <summary>One question of the day. Only the answer that is asked for passes; "unknown" never does.</summary>
public sealed record GateQuestion
{
    public required string Id { get; init; }

    public required Words Words { get; init; }

    /// <summary>The answer that passes.</summary>
    public required GoAnswer GoAnswer { get; init; }

    /// <summary>What the other answer means.</summary>
    public required RuleOutcome Otherwise { get; init; }

    /// <summary>The eligibility rule it belongs to, when there is one.</summary>
    public string? Rule { get; init; }

    public required Source Source { get; init; }
}

/// <summary>A point of emergency readiness that staff confirms.</summary>
public sealed record ReadinessPoint(string Id, Words Words);

/// <summary>One band: it begins at <paramref name="From"/> (included) and ends where the next begins. The first has no beginning, the last no end.</summary>
public sealed record VitalBand(RuleOutcome Outcome, double? From = null);

/// <summary>The bands of one measure, for an age group when limits differ by age.</summary>
public sealed record VitalGate
{
    public required VitalMeasure Measure { get; init; }

    public required string Unit { get; init; }

    /// <summary>Holds from this age on; null for no lower limit.</summary>
    public int? AgeFrom { get; init; }

    /// <summary>Holds below this age; null for no upper limit.</summary>
    public int? AgeBelow { get; init; }

    /// <summary>From the lowest to the highest, without a gap.</summary>
    public required IReadOnlyList<VitalBand> Bands { get; init; }

    public required Source Source { get; init; }

    /// <summary>Whether it is meant for this age.</summary>
    public bool IsFor(int age) => !(age < AgeFrom) && !(age >= AgeBelow);

    /// <summary>The one band a value lies in.</summary>
    public VitalBand BandOf(double value) => Bands.Last(band => band.From is not { } from || value >= from);
}

/// <summary>Values measured on a person of some age, with the outcome expected; run as a test.</summary>
public sealed record GateExample(int Age, IReadOnlyDictionary<string, double> Values, RuleOutcome Outcome);

/// <summary>What is asked and measured on the day before a session may start.</summary>
public sealed record CheckInGate : ContentFile
{
    public required IReadOnlyList<GateQuestion> Questions { get; init; }

    public required IReadOnlyList<ReadinessPoint> Readiness { get; init; }

    /// <summary>After how many minutes of rest a value in the caution band is measured again.</summary>
    public required Sourced<double> RepeatAfterMinutes { get; init; }

    public required IReadOnlyList<VitalGate> Vitals { get; init; }

    public required IReadOnlyList<GateExample> Examples { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults()
    {
        foreach (var (vital, place) in Vitals.Select((vital, index) => (vital, FormattableString.Invariant($"vitals[{index}]"))))
        {
            var edges = vital.Bands.Skip(1).Select(band => band.From).ToList();
            if (vital.Bands[0].From is not null || edges.Any(edge => edge is null) || !edges.SequenceEqual(edges.Distinct().Order()))
            {
                yield return new ContentFault(place, $"the bands of {vital.Measure} begin open and then rise, each with its own 'from'");
            }
        }

        // Every age has exactly one gate per measure, or a person would be judged twice or not at all.
        foreach (var measure in Vitals.GroupBy(v => v.Measure))
        {
            var edges = measure.SelectMany(v => new[] { v.AgeFrom ?? 0, v.AgeBelow ?? 0 }).Distinct();
            if (edges.Any(age => measure.Count(v => v.IsFor(age)) != 1))
            {
                yield return new ContentFault("vitals", $"the age groups of {measure.Key} overlap or leave a gap");
            }
        }
    }
}
