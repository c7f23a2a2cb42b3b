using Engramm.Content.Infusion;

namespace Engramm.Content.Tests;

/// <summary>What a schema cannot say of a model of concentration.</summary>
public class KineticModelTests
{
    private const string Clearance =
        "clearance_l_per_h:\n  value: { value: 1, citation: broken, verification: assumed }\n  weight_exponent: { value: 1, citation: broken, verification: assumed }\n";

    [Theory]
    [InlineData("perez-ruixo2021", "\nliver:", "\n" + Clearance + "liver:", "either clearance_l_per_h or liver")]
    [InlineData("simons2022", "\nclearance_l_per_h:", "\noral:\n  available: { value: 1, citation: broken, verification: assumed }\n  entry_min: { value: 1, citation: broken, verification: assumed }\n  rate_per_h: { value: 1, citation: broken, verification: assumed }\nclearance_l_per_h:", "pass a liver")]
    [InlineData("perez-ruixo2021", "effect_sites: []", "effect_sites:\n  - { id: x, name: { de: x, en: x }, ke0_per_minute: { value: 1, citation: broken, verification: assumed } }", "not calculated for a model with a liver")]
    [InlineData("kamp2020", "site: arterial", "site: venous", "only an arterial model is read at a vein")]
    [InlineData("kamp2020", "kind: logarithmic", "kind: combined", "belongs to the kind 'combined'")]
    [InlineData("fanta-otto", "parameter: cl", "parameter: q2", "a covariance needs the variance of both parameters")]
    [InlineData("kamp2020", "coefficient: { value: 0.5", "covariance: { value: 0.5, citation: broken, verification: assumed }\n        coefficient: { value: 0.5", "either coefficient or covariance")]
    [InlineData("kamp2020", "amounts_as: base", "amounts_as: salt", "is not one of: base")]
    [InlineData("kamp2020", "\nages_years:", "\nages:", "is not a key")]
    public void A_model_that_breaks_a_rule_is_refused(string id, string sound, string broken, string reason)
    {
        var text = File.ReadAllText(Path.Combine(ContentFolder.Real, "kinetics", id + ".yaml"));
        Assert.Contains(sound, text, StringComparison.Ordinal);
        using var folder = new ContentFolder().With($"kinetics/{id}.yaml", text.Replace(sound, broken, StringComparison.Ordinal));

        var fault = Assert.Throws<ContentException>(() => ContentLibrary.Load(folder.Path, [new ContentKind("kinetics", typeof(KineticModel))]));

        Assert.Contains(fault.Problems, problem => problem.Reason.Contains(reason, StringComparison.Ordinal));
    }
}
