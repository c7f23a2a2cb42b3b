using System.Diagnostics.CodeAnalysis;

namespace Engramm.Kinetics.Writing;

/// <summary>Why a dose, a rate or a time as written was not taken.</summary>
public enum WritingFault
{
    /// <summary>It does not have the form asked for.</summary>
    Unreadable,

    /// <summary>A number that could be read in two ways.</summary>
    Ambiguous,

    /// <summary>A number without a unit, or with one that is not known here.</summary>
    Unit,

    /// <summary>An amount of the salt. Doses are base; the message names the base it corresponds to.</summary>
    Salt,

    /// <summary>Zero or below where something positive is needed, or below zero where that cannot be.</summary>
    OutOfRange,
}

/// <summary>One thing not taken.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Text">What was written.</param>
/// <param name="Message">Plain English: what, the value, what is allowed. Screens write their own sentence from the fault.</param>
public sealed record WritingFinding(WritingFault Fault, string Text, string Message);

/// <summary>What came of reading a text: the thing meant, or why it was not taken. Never both.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class Written<T>
{
    private readonly T? value;

    private Written(T? value, WritingFinding? finding)
    {
        this.value = value;
        Finding = finding;
    }

    /// <summary>Why it was not taken; null when there is a value.</summary>
    public WritingFinding? Finding { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Finding))]
    public bool IsSound => Finding is null;

    /// <summary>The value where the caller has made sure that there is one.</summary>
    /// <exception cref="InvalidOperationException">There is a finding instead.</exception>
    public T Value => IsSound ? value! : throw new InvalidOperationException(Finding.Message);

    internal static Written<T> Of(T value) => new(value, null);

    internal static Written<T> Refused(WritingFinding finding) => new(default, finding);
}
