namespace Engramm.Quantities;

/// <summary>A number with its unit in its type.</summary>
/// <typeparam name="TSelf">The unit.</typeparam>
public interface IQuantity<TSelf>
    where TSelf : struct, IQuantity<TSelf>
{
    /// <summary>The number in the unit, finite.</summary>
    double Value { get; }

    /// <summary>The quantity of a finite number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite: a programming fault, not an input fault.</exception>
    static abstract TSelf Of(double value);
}

/// <summary>What every unit type promises: a finite number, never NaN, never infinite.</summary>
internal static class Quantity
{
    /// <summary>Returns the value, or throws when it is not a finite number: that is a programming fault, not an input fault.</summary>
    public static double Finite(double value, string unit) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A quantity in {unit} must be a finite number.");
}
