namespace Engramm.Content.Rules;

/// <summary>What a rule asks for, from nothing to the strictest. The order is meant: of two outcomes the later one wins.</summary>
public enum RuleOutcome
{
    /// <summary>Nothing stands against it.</summary>
    Go,

    /// <summary>A notice, shown once.</summary>
    Info,

    /// <summary>Go with care: visible at every session, and a plan is written beside it.</summary>
    Caution,

    /// <summary>Stops planning or starting until a physician has decided, with a reason and a signature.</summary>
    Hold,

    /// <summary>Closes the way. Nobody overrides it; only a corrected fact, with the document that shows it, opens it again.</summary>
    Block,
}
