namespace Engramm.Quantities;

/// <summary>A span of minutes on the clinical clock.</summary>
public readonly record struct Minutes(double Value) : IComparable<Minutes>
{
    /// <summary>The span in minutes, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "min");

    /// <summary>The same span as the platform's type.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromMinutes(Value);

    public static Minutes operator +(Minutes a, Minutes b) => new(a.Value + b.Value);
    public static Minutes operator -(Minutes a, Minutes b) => new(a.Value - b.Value);
    public int CompareTo(Minutes other) => Value.CompareTo(other.Value);
    public static bool operator <(Minutes a, Minutes b) => a.Value < b.Value;
    public static bool operator >(Minutes a, Minutes b) => a.Value > b.Value;
    public static bool operator <=(Minutes a, Minutes b) => a.Value <= b.Value;
    public static bool operator >=(Minutes a, Minutes b) => a.Value >= b.Value;
}

/// <summary>A rate of drug into the person, mg of base per minute.</summary>
public readonly record struct MilligramsPerMinute(double Value)
{
    /// <summary>The rate in mg/min (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/min");

    /// <summary>What this rate gives in the time.</summary>
    public static Milligrams operator *(MilligramsPerMinute rate, Minutes time) => new(rate.Value * time.Value);

    /// <summary>The pump's rate for a solution of this strength.</summary>
    public static MillilitresPerHour operator /(MilligramsPerMinute rate, MilligramsPerMillilitre strength) => new(rate.Value * 60 / strength.Value);
}

/// <summary>A rate relative to body weight, mg of base per kg and hour.</summary>
public readonly record struct MilligramsPerKilogramHour(double Value) : IComparable<MilligramsPerKilogramHour>
{
    /// <summary>The rate in mg/kg/h (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/kg/h");

    public int CompareTo(MilligramsPerKilogramHour other) => Value.CompareTo(other.Value);
    public static bool operator <(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value < b.Value;
    public static bool operator >(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value > b.Value;
    public static bool operator <=(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value <= b.Value;
    public static bool operator >=(MilligramsPerKilogramHour a, MilligramsPerKilogramHour b) => a.Value >= b.Value;
}

/// <summary>What an infusion pump is set to, mL per hour.</summary>
public readonly record struct MillilitresPerHour(double Value)
{
    /// <summary>The rate in mL/h, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mL/h");
}
