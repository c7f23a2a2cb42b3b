using Engramm.Care.Planning;
using Engramm.Content.Infusion;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Planning;

public class KineticModelTests
{
    private static readonly Kilograms Seventy = new(70);
    private static readonly DoseSchedule Standard = DoseSchedule.Even(Substance.RacemicKetamine, new Milligrams(35), new Minutes(40)).Required();

    // Closed form, 35 mg over 40 min at 70 kg: 253.0518 at 40 min, 49.9062 at 120 min; Ce with ke0 1.39 /min 251.3594 at 40 min.
    [Fact]
    public void Kamp_from_content_predicts_the_reference_values()
    {
        var model = TheContent.Get<KineticModel>("kamp2020").ToModel(Language.English);
        var curve = Prediction.At(model, Seventy, Standard, model.EffectSites.Single(s => s.Id is "fast"), [new Minutes(40), new Minutes(120)]).Required();
        Assert.Equal(253.0518, curve.Plasma(0).Value, 3);
        Assert.Equal(49.9062, curve.Plasma(1).Value, 3);
        Assert.Equal(251.3594, curve.Effect(0)!.Value.Value, 2);
        Assert.Equal(SamplingSite.Arterial, model.Site);
    }

    // 0.5 mg/kg over 40 min, 70 kg, set A: p5 207, p95 300 ng/mL at 40 min; tolerance 4 % as in the reference.
    [Fact]
    public void The_band_of_set_A_is_labelled_as_assumed_and_matches_its_reference()
    {
        var file = TheContent.Get<KineticModel>("kamp2020");
        var spread = file.ToVariability("volunteers", Language.German)!;
        Assert.False(spread.IsEstablished);
        Assert.Contains("angenommen", spread.Name, StringComparison.Ordinal);
        var band = Population.Band(file.ToModel(Language.German), Seventy, Standard, [new Minutes(40)], spread, 4000, 1).Required();
        Assert.InRange(band.Lower(0).Value, 207 * 0.96, 207 * 1.04);
        Assert.InRange(band.Upper(0).Value, 300 * 0.96, 300 * 1.04);
    }

    [Fact]
    public void An_unknown_spread_is_none() =>
        Assert.Null(TheContent.Get<KineticModel>("kamp2020").ToVariability("patients", Language.German));
}
