namespace Engramm.Cockpit.Leaving;

/// <summary>The parts of the way out.</summary>
public enum LeavingPart
{
    /// <summary>The nine conditions.</summary>
    Conditions,

    /// <summary>What a person finds out.</summary>
    Findings,

    /// <summary>The two scores.</summary>
    Scores,

    /// <summary>Escort, advice, line.</summary>
    Escort,

    /// <summary>The signature.</summary>
    Sign,

    /// <summary>The timeline.</summary>
    Course,
}
