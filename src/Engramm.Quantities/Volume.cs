using System.Text.Json.Serialization;

namespace Engramm.Quantities;

/// <summary>A volume of fluid in millilitres.</summary>
[JsonConverter(typeof(QuantityJson<Millilitres>))]
public readonly record struct Millilitres(double Value) : IQuantity<Millilitres>
{
    /// <summary>The volume in mL, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mL");

    static Millilitres IQuantity<Millilitres>.Of(double value) => new(value);

    /// <summary>The amount of drug in this volume at the given strength.</summary>
    public static Milligrams operator *(Millilitres volume, MilligramsPerMillilitre strength) => new(volume.Value * strength.Value);

    /// <summary>The pump's rate that gives this volume in the given time.</summary>
    public static MillilitresPerHour operator /(Millilitres volume, Minutes time) => new(volume.Value * 60 / time.Value);
}

/// <summary>The strength of a solution, mg of base per mL. A product labelled as salt is converted before it gets here.</summary>
[JsonConverter(typeof(QuantityJson<MilligramsPerMillilitre>))]
public readonly record struct MilligramsPerMillilitre(double Value) : IQuantity<MilligramsPerMillilitre>
{
    /// <summary>The strength in mg/mL (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/mL");

    static MilligramsPerMillilitre IQuantity<MilligramsPerMillilitre>.Of(double value) => new(value);
}

/// <summary>A concentration in blood or plasma, ng/mL (= µg/L). Says nothing of the sampling site: the curve carries that.</summary>
[JsonConverter(typeof(QuantityJson<NanogramsPerMillilitre>))]
public readonly record struct NanogramsPerMillilitre(double Value) : IQuantity<NanogramsPerMillilitre>
{
    /// <summary>The concentration in ng/mL, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "ng/mL");

    static NanogramsPerMillilitre IQuantity<NanogramsPerMillilitre>.Of(double value) => new(value);
}

/// <summary>A volume of distribution in litres.</summary>
[JsonConverter(typeof(QuantityJson<Litres>))]
public readonly record struct Litres(double Value) : IQuantity<Litres>
{
    /// <summary>The volume in L, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "L");

    static Litres IQuantity<Litres>.Of(double value) => new(value);
}
