namespace Engramm.Content.Relearning;

/// <summary>How the amount of movement is found. The two are never mixed inside one exercise.</summary>
public enum MovementMode
{
    /// <summary>Weeks 1 and 2: movements that raise the pain by no more than one point.</summary>
    SafeStart,

    /// <summary>From week 3: amounts fixed in advance.</summary>
    Quota,
}

/// <summary>One week of the graded movement programme.</summary>
public sealed record MovementWeek : ContentFile, IPatientText
{
    /// <summary>Week of the programme, from 1.</summary>
    public required int Week { get; init; }

    public required MovementMode Mode { get; init; }

    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>How often a day.</summary>
    public required int TimesPerDay { get; init; }

    /// <summary>Minutes each time.</summary>
    public required int MinutesEach { get; init; }

    /// <summary>The rule for the amount.</summary>
    public required Words Rule { get; init; }

    public required IReadOnlyList<Movement> Movements { get; init; }

    public FearLadder? Ladder { get; init; }

    /// <summary>When to stop at once and what to do then.</summary>
    public required IReadOnlyList<Words> StopRules { get; init; }

    /// <summary>What is shown at once when a person stops because of something new. Opens without a connection.</summary>
    public required StopCard StopCard { get; init; }

    /// <summary>Who asks before starting.</summary>
    public required IReadOnlyList<Words> Cautions { get; init; }

    /// <summary>What the week is good for when it is done. Missed days are neutral.</summary>
    public required Words Milestone { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }
}

/// <summary>Where to go when an exercise was stopped because of something new.</summary>
/// <param name="Title">One line.</param>
/// <param name="WhereToGo">What needs help now, what today, and that the exercise rests until a clinician has looked.</param>
/// <param name="Numbers">Codes of the numbers on the crisis card that help here.</param>
public sealed record StopCard(Words Title, Words WhereToGo, IReadOnlyList<string> Numbers);

/// <summary>A movement.</summary>
/// <param name="Code">Its code within the programme.</param>
/// <param name="Title">Name.</param>
/// <param name="Position">Lying, sitting, standing, walking.</param>
/// <param name="Pattern">What the body does, for staff and for variety.</param>
/// <param name="Instruction">How to do it.</param>
/// <param name="Easier">A smaller form.</param>
/// <param name="Caution">Who leaves it out, when anyone.</param>
public sealed record Movement(string Code, Words Title, Words Position, MovementPattern Pattern, Words Instruction, Words Easier, Words? Caution = null);

/// <summary>What the body does in a movement.</summary>
public enum MovementPattern
{
    Flex,
    Extend,
    Rotate,
    Lateral,
    Load,
    Gait,
    Floor,
}

/// <summary>The person's own ladder of feared movements. Expected minus experienced is the measure of learning.</summary>
/// <param name="LeastSteps">Fewest steps.</param>
/// <param name="MostSteps">Most steps.</param>
/// <param name="Introduction">How to make one.</param>
/// <param name="Before">Questions before a step, each 0–10.</param>
/// <param name="After">Questions after a step, each 0–10.</param>
public sealed record FearLadder(int LeastSteps, int MostSteps, Words Introduction, IReadOnlyList<PlanField> Before, IReadOnlyList<PlanField> After);
