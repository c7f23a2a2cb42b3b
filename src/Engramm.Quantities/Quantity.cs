namespace Engramm.Quantities;

/// <summary>What every unit type promises: a finite number, never NaN, never infinite.</summary>
internal static class Quantity
{
    /// <summary>Returns the value, or throws when it is not a finite number: that is a programming fault, not an input fault.</summary>
    public static double Finite(double value, string unit) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A quantity in {unit} must be a finite number.");
}
