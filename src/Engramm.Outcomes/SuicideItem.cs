namespace Engramm.Outcomes;

/// <summary>What the question about thoughts of death or self-harm (PHQ-9 item 9) says. Only <see cref="Clear"/> asks for nothing.</summary>
public enum SuicideSignal
{
    /// <summary>Answered with 0. Not a statement about risk: only that this question raised nothing.</summary>
    Clear,

    /// <summary>Answered with 1 or more: crisis card at once, task for a named clinician, HOLD.</summary>
    Raised,

    /// <summary>"Prefer not to say": a task for a named clinician and HOLD as well.</summary>
    Declined,

    /// <summary>Not answered. Unknown is never "no".</summary>
    Missing,
}

/// <summary>Reads the suicide item.</summary>
public static class SuicideItem
{
    /// <summary>
    /// Any answer of 1 ("several days") or more raises the flag. The threshold is the usual clinical practice for PHQ-9 item 9,
    /// and the strictest one the item has.
    /// </summary>
    public const int RaisedFrom = 1;

    public static SuicideSignal Read(Answer answer) => answer switch
    {
        { Value: >= RaisedFrom } => SuicideSignal.Raised,
        { State: AnswerState.Given } => SuicideSignal.Clear,
        { State: AnswerState.Declined } => SuicideSignal.Declined,
        _ => SuicideSignal.Missing,
    };

    /// <summary>Whether treatment waits until a clinician has recorded level, reason and plan.</summary>
    public static bool AsksForClinician(this SuicideSignal signal) => signal != SuicideSignal.Clear;
}
