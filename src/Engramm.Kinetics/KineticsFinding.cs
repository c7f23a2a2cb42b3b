using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Engramm.Kinetics;

/// <summary>What is wrong with something given to the kinetics. The user interface keeps a sentence for each.</summary>
public enum KineticsFault
{
    /// <summary>Below zero where that cannot be.</summary>
    Negative,

    /// <summary>Zero or below where something positive is needed.</summary>
    NotPositive,

    /// <summary>Too large to be calculated with, or not a number.</summary>
    NotFinite,

    /// <summary>An infusion that ends when, or before, it starts.</summary>
    NoDuration,

    /// <summary>Two infusions at the same time. Which rate held is for a person to say.</summary>
    Overlap,

    /// <summary>Outside the range for which the model or method holds.</summary>
    OutOfRange,

    /// <summary>Earlier than the entry before it.</summary>
    NotInOrder,

    /// <summary>Racemic ketamine meets a model of esketamine, or the reverse.</summary>
    WrongSubstance,

    /// <summary>An effect site or a variability that was estimated with another model.</summary>
    WrongModel,

    /// <summary>The same parameter is given twice.</summary>
    GivenTwice,
}

/// <summary>One thing found wrong: where, which value, and what is allowed. Nothing is repaired.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Subject">Where it is, for instance <c>infusions[1].rate</c> or <c>weight</c>; counted from 0 in order of time.</param>
/// <param name="Value">The value found, in the unit of the subject, when there is one.</param>
/// <param name="Least">The least value allowed, when there is one.</param>
/// <param name="Greatest">The greatest value allowed, when there is one.</param>
public sealed record KineticsFinding(KineticsFault Fault, string Subject, double? Value = null, double? Least = null, double? Greatest = null)
{
    /// <summary>Plain English for logs and tests. Screens write their own sentence from the fault.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Subject}: {Fault}{(Value is { } value ? $", is {value}" : "")}{(Least is { } least ? $", least {least}" : "")}{(Greatest is { } greatest ? $", greatest {greatest}" : "")}");
}

/// <summary>What came of a request: the thing asked for, or why there is none. Never both.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed class Checked<T>
    where T : class
{
    internal Checked(T? value, IReadOnlyList<KineticsFinding> findings)
    {
        Value = value;
        Findings = findings;
    }

    /// <summary>What was asked for, when nothing speaks against it.</summary>
    public T? Value { get; }

    /// <summary>What speaks against it; empty when there is a value.</summary>
    public IReadOnlyList<KineticsFinding> Findings { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsSound => Value is not null;

    /// <summary>The value where the caller has already made sure that there is one.</summary>
    /// <exception cref="InvalidOperationException">There are findings; the message lists them.</exception>
    public T Required() => Value ?? throw new InvalidOperationException(string.Join("; ", Findings));
}

/// <summary>Makes <see cref="Checked{T}"/>.</summary>
internal static class Checked
{
    public static Checked<T> Sound<T>(T value)
        where T : class => new(value, []);

    public static Checked<T> Refused<T>(IReadOnlyList<KineticsFinding> findings)
        where T : class => new(null, findings);
}
