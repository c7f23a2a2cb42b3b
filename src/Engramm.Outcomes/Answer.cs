using System.Runtime.InteropServices;

namespace Engramm.Outcomes;

/// <summary>What became of one question.</summary>
public enum AnswerState
{
    /// <summary>Not answered. Never the same as the lowest answer.</summary>
    Missing,

    /// <summary>A number was given.</summary>
    Given,

    /// <summary>The person chose "prefer not to say".</summary>
    Declined,
}

/// <summary>The answer to one question: a number, a refusal, or nothing. The default is nothing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Answer
{
    private Answer(AnswerState state, int value)
    {
        State = state;
        Value = state == AnswerState.Given ? value : null;
    }

    /// <summary>No answer.</summary>
    public static Answer Missing => default;

    /// <summary>"Prefer not to say".</summary>
    public static Answer Declined => new(AnswerState.Declined, 0);

    public AnswerState State { get; }

    /// <summary>The number, when one was given.</summary>
    public int? Value { get; }

    /// <summary>A given number on the scale of the question.</summary>
    public static Answer Of(int value) => new(AnswerState.Given, value);
}
