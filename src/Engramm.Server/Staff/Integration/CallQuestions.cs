using Engramm.Server.Design;

namespace Engramm.Server.Staff.Integration;

/// <summary>One fixed question of the call on the day after an infusion.</summary>
/// <param name="Code">The answer is stored under it.</param>
/// <param name="Text">Key of the question.</param>
/// <param name="MayDecline">Offers "would rather not say".</param>
public sealed record CallQuestion(string Code, string Text, bool MayDecline = false);

/// <summary>
/// What is asked on the day after: side effects, mood, sleep, thoughts of suicide, bladder. The list follows the observation rules of this
/// project (expert default, needs a physician's signature). "Not asked" is an answer and leaves the task open.
/// </summary>
public static class CallQuestions
{
    public const string Suicide = "suicide";

    public const string Bladder = "bladder";

    /// <summary>Stored when the question was not put.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>In the order asked; the question about suicide never first and never last.</summary>
    public static IReadOnlyList<CallQuestion> All { get; } =
    [
        new("side-effects", "call.sideeffects"),
        new("mood-worse", "call.mood"),
        new("sleep-worse", "call.sleep"),
        new(Suicide, "call.suicide", MayDecline: true),
        new(Bladder, "call.bladder"),
    ];

    public static CallQuestion? Find(string code) => All.FirstOrDefault(q => string.Equals(q.Code, code, StringComparison.Ordinal));

    /// <summary>Answers offered for a question.</summary>
    public static IReadOnlyList<Choice> Choices(CallQuestion question, PageContext context) =>
    [
        new("no", context.T("design.no")),
        new("yes", context.T("design.yes")),
        .. question.MayDecline ? [new Choice(Choice.Declined, context.T("call.declined"), Apart: true)] : Array.Empty<Choice>(),
        new(NotAsked, context.T("call.notasked"), Apart: true),
    ];

    /// <summary>An answer in words.</summary>
    public static string Word(string answer, PageContext context) => answer switch
    {
        "yes" => context.T("design.yes"),
        "no" => context.T("design.no"),
        Choice.Declined => context.T("call.declined"),
        NotAsked => context.T("call.notasked"),
        _ => answer,
    };
}
