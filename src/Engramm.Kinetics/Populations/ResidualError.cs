using System.Text.Json.Serialization;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// How a measured concentration differs from the true one: the laboratory, the clock at the needle and what the model does not
/// know, together. It belongs in a band for values that are measured, never in a band for what is in the blood.
/// </summary>
[JsonDerivedType(typeof(ProportionalError), "proportional")]
[JsonDerivedType(typeof(CombinedError), "combined")]
[JsonDerivedType(typeof(LogarithmicError), "logarithmic")]
public abstract record ResidualError
{
    private protected ResidualError()
    {
    }

    /// <summary>Whether its numbers may be presented as established.</summary>
    public abstract bool IsEstablished { get; }

    /// <summary>The measured value for a true value in ng/mL and a standard normal number.</summary>
    internal abstract double Measured(double concentration, double normal);
}

/// <summary>measured = true · (1 + ε), where ε has this standard deviation. Can be negative for a large one; nothing is cut off.</summary>
public sealed record ProportionalError(Sourced<double> StandardDeviation) : ResidualError
{
    /// <inheritdoc/>
    public override bool IsEstablished => StandardDeviation.IsEstablished;

    internal override double Measured(double concentration, double normal) => concentration * (1 + (StandardDeviation.Value * normal));
}

/// <summary>measured = true · (1 + ε₁) + ε₂; the two are independent, so one normal number with their joint deviation stands for both.</summary>
public sealed record CombinedError(Sourced<double> Proportional, Sourced<NanogramsPerMillilitre> Additive) : ResidualError
{
    /// <inheritdoc/>
    public override bool IsEstablished => Proportional.IsEstablished && Additive.IsEstablished;

    internal override double Measured(double concentration, double normal) =>
        concentration + (normal * Math.Sqrt(Square(concentration * Proportional.Value) + Square(Additive.Value.Value)));

    private static double Square(double value) => value * value;
}

/// <summary>ln measured = ln true + ε, where ε has this standard deviation.</summary>
public sealed record LogarithmicError(Sourced<double> StandardDeviation) : ResidualError
{
    /// <inheritdoc/>
    public override bool IsEstablished => StandardDeviation.IsEstablished;

    internal override double Measured(double concentration, double normal) => concentration * Math.Exp(StandardDeviation.Value * normal);
}
