namespace Engramm.Quantities;

/// <summary>A volume of fluid in millilitres.</summary>
public readonly record struct Millilitres(double Value)
{
    /// <summary>The volume in mL, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mL");

    /// <summary>The amount of drug in this volume at the given strength.</summary>
    public static Milligrams operator *(Millilitres volume, MilligramsPerMillilitre strength) => new(volume.Value * strength.Value);
}

/// <summary>The strength of a solution, mg of base per mL. A product labelled as salt is converted before it gets here.</summary>
public readonly record struct MilligramsPerMillilitre(double Value)
{
    /// <summary>The strength in mg/mL (base), finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "mg/mL");
}

/// <summary>A concentration in blood or plasma, ng/mL (= µg/L). Says nothing of the sampling site: the curve carries that.</summary>
public readonly record struct NanogramsPerMillilitre(double Value)
{
    /// <summary>The concentration in ng/mL, finite.</summary>
    public double Value { get; } = Quantity.Finite(Value, "ng/mL");
}
