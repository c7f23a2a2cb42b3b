using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A product as it stands on the shelf.</summary>
/// <param name="Id">What orders refer to.</param>
/// <param name="Name">As printed on the vial.</param>
/// <param name="MgPerMlBase">Strength in mg of base per mL. A label that states the salt is converted here, once, with the derivation.</param>
public sealed record DrugProduct(string Id, Words Name, Sourced<double> MgPerMlBase);

/// <summary>A substance and the products of it that the practice may use.</summary>
public sealed record Drug : ContentFile
{
    public required Words Name { get; init; }

    public required KetamineForm Substance { get; init; }

    public required IReadOnlyList<DrugProduct> Products { get; init; }
}
