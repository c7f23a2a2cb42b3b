namespace Engramm.Kinetics.Models;

/// <summary>Which drug. The two are never converted into each other: potency and usual dose differ by about a factor of two.</summary>
public enum Substance
{
    /// <summary>Racemic ketamine; concentrations are the sum of both enantiomers.</summary>
    RacemicKetamine,

    /// <summary>S-ketamine.</summary>
    Esketamine,
}

/// <summary>
/// Where the samples behind a model were drawn. During an infusion arterial concentrations lie well above venous ones,
/// so a number without its site cannot be compared with anything.
/// </summary>
public enum SamplingSite
{
    Arterial,
    Venous,

    /// <summary>The publication, as far as it was seen, does not say.</summary>
    NotStated,
}
