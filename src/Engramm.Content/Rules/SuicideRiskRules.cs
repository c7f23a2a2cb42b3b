using Engramm.Quantities;

namespace Engramm.Content.Rules;

/// <summary>Levels of suicide risk, from none seen to high. The order is meant: of two levels the later one wins.</summary>
public enum SuicideRiskLevel
{
    /// <summary>No sign.</summary>
    Green,

    /// <summary>Low.</summary>
    Yellow,

    /// <summary>Moderate.</summary>
    Orange,

    /// <summary>High: the person is not left alone.</summary>
    Red,
}

/// <summary>Something found in the talk, and the level it stands for at least.</summary>
public sealed record SuicideFinding(string Id, Words Words, SuicideRiskLevel Level, Source Source);

/// <summary>What a level is called and asks for.</summary>
public sealed record SuicideRiskAction(SuicideRiskLevel Level, Words Name, Words Action);

/// <summary>After how many minutes without acknowledgement the next person is called, during opening hours.</summary>
public sealed record SuicideEscalation(Sourced<double> DeputyMinutes, Sourced<double> LeadMinutes);

/// <summary>How findings about suicide become a level, and what each level asks for. A clinician judges; this is the least.</summary>
public sealed record SuicideRiskRules : ContentFile
{
    public required IReadOnlyList<SuicideFinding> Findings { get; init; }

    public required IReadOnlyList<SuicideRiskAction> Levels { get; init; }

    public required SuicideEscalation Escalation { get; init; }
}
