using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Planning;

/// <summary>What a point of the day's gate says, from free to closed.</summary>
public enum GateOutcome
{
    /// <summary>Free.</summary>
    Go,

    /// <summary>Free, with care: repeat, tell the physician.</summary>
    Caution,

    /// <summary>A physician decides, with reason and signature. An open question is a hold.</summary>
    Hold,

    /// <summary>Not today. Only a new fact opens it.</summary>
    Block,
}

/// <summary>One question of the check-in.</summary>
/// <param name="Id">Stable id; the words stand in the content.</param>
/// <param name="GoAnswer">The answer that opens the gate. Unknown never does.</param>
/// <param name="Otherwise">What the other answer means: caution, hold or block.</param>
public sealed record CheckInItem(string Id, Answer GoAnswer, GateOutcome Otherwise)
{
    private const string SuicideRule = "K-18", SuicideQuestion = "suicide-thoughts";

    /// <summary>The eligibility rule the question belongs to, for example K-18; null when it has none, and in sessions of earlier versions.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether it asks for thoughts of suicide: by its rule, or by the shipped question's id where a session of an earlier version names no rule.</summary>
    public bool IsAboutSuicide() => string.Equals(Rule, SuicideRule, StringComparison.Ordinal) || (Rule is null && string.Equals(Id, SuicideQuestion, StringComparison.Ordinal));
}

/// <summary>One band of the vital-sign gate, half-open: from ≤ value &lt; below. The bands of a measure leave no gap.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="From">Lowest value inside; null is open.</param>
/// <param name="Below">First value outside; null is open.</param>
/// <param name="Outcome">What a value inside means.</param>
/// <param name="Source">Where the band comes from.</param>
public sealed record GateBand(Measure Measure, double? From, double? Below, GateOutcome Outcome, LimitSource Source)
{
    /// <summary>Whether the value lies in this band.</summary>
    public bool Contains(double value) => !(value < From) && !(value >= Below);
}
