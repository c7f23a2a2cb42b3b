namespace Engramm.Sessions.Leaving;

/// <summary>The nine conditions for leaving.</summary>
public enum DischargeTopic
{
    /// <summary>1: observed long enough, no STOP lately.</summary>
    ObservationTime,

    /// <summary>2: Aldrete and adapted PADSS passed.</summary>
    Scores,

    /// <summary>3: blood pressure, oxygen and pulse near baseline.</summary>
    VitalSigns,

    /// <summary>4: awake, oriented, walks, drinks.</summary>
    Alertness,

    /// <summary>5: the experience has faded.</summary>
    Experience,

    /// <summary>6: the suicide check is not worse than before.</summary>
    SuicideCheck,

    /// <summary>7: line removed, site dry.</summary>
    Line,

    /// <summary>8: escort, advice, telephone number, next contact.</summary>
    Escort,

    /// <summary>9: signed by a physician.</summary>
    Signature,
}

/// <summary>Whether a condition holds.</summary>
public enum ConditionState
{
    /// <summary>Something is not known yet, or not enough time has passed.</summary>
    Open,

    /// <summary>It holds.</summary>
    Met,

    /// <summary>It is known not to hold.</summary>
    Unmet,
}

/// <summary>One thing a condition needs, with the numbers its sentence names.</summary>
/// <param name="Key">Its text key, <c>session.discharge.…</c>.</param>
/// <param name="Numbers">The practice's numbers, in the order of the sentence.</param>
public sealed record DischargeNeed(string Key, params IReadOnlyList<double> Numbers);

/// <summary>One condition for leaving. Shown, never acted upon: a physician decides.</summary>
/// <param name="Topic">Which of the nine.</param>
/// <param name="State">Whether it holds.</param>
/// <param name="Missing">What is not known yet.</param>
/// <param name="Failing">What is known not to hold.</param>
/// <param name="EarliestAt">When time alone makes it hold; null otherwise.</param>
public sealed record DischargeCondition(
    DischargeTopic Topic, ConditionState State, IReadOnlyList<DischargeNeed> Missing, IReadOnlyList<DischargeNeed> Failing, DateTimeOffset? EarliestAt = null)
{
    /// <summary>The condition's number, 1…9.</summary>
    public int Number => (int)Topic + 1;
}
