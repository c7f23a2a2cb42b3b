using System.Collections;
using System.Reflection;
using Engramm.Care.Planning;
using Engramm.Content.Infusion;
using Engramm.Kinetics;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Care.Tests.Concentration.Published;

namespace Engramm.Care.Tests.Concentration;

/// <summary>What holds for each model that is shipped.</summary>
public class EveryModelTests
{
    public static TheoryData<string> Ids { get; } = [.. TheContent.Library.All<KineticModel>(TheContent.Today).Select(m => m.Id)];

    private static readonly string[] Expected = ["clements250", "domino", "fanta-otto", "hijazi2003", "kamp2020", "kamp2020-s", "perez-ruixo2021", "simons2022"];
    private static readonly string[] Historical = ["domino", "clements250", "hijazi2003"];

    [Fact]
    public void These_models_are_shipped_and_one_is_the_default()
    {
        Assert.Equal(Expected, TheContent.Library.All<KineticModel>(TheContent.Today).Select(m => m.Id), StringComparer.Ordinal);
        Assert.Equal("kamp2020", Assert.Single(TheContent.Library.All<KineticModel>(TheContent.Today), m => m.Standing == ModelStanding.Default).Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_sound_and_predicts_in_both_languages(string id)
    {
        foreach (var language in Languages.All)
        {
            var file = File(id);
            var schedule = DoseSchedule.Even(KineticModels.SubstanceOf(file.Substance), new Milligrams(35), new Minutes(40)).Required();
            var (plasma, findings) = file.ToHepatoPortalModel(language) is { } liver
                ? (HepatoPortalPrediction.At(liver, new Kilograms(70), null, schedule, [], Times(40)).Required().Drug.At(0), liver.Examine())
                : (Prediction.At(file.ToModel(language), new Kilograms(70), schedule, null, Times(40)).Required().Plasma(0), file.ToModel(language).Examine());
            Assert.Empty(findings);
            Assert.InRange(plasma.Value, 100, 300);
            Assert.All(file.EffectSites.Select(s => s.Id), site => Assert.NotNull(Prediction.At(
                file.ToModel(language), new Kilograms(70), schedule, file.ToModel(language).EffectSites.Single(s => string.Equals(s.Id, site, StringComparison.Ordinal)), Times(40)).Value));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_number_says_where_it_comes_from_and_whether_that_was_read(string id)
    {
        var numbers = Numbers(File(id)).ToList();
        Assert.True(numbers.Count >= 10);
        Assert.All(numbers, n => Assert.True(n.Citation.Length >= 15, n.Citation));

        // Memory is no source for a number of a model.
        Assert.DoesNotContain(Verification.FromMemory, numbers.Select(n => n.Verification));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_says_in_whom_it_was_studied_what_is_known_to_be_wrong_and_is_for_adults(string id)
    {
        var file = File(id);
        Assert.NotEmpty(file.Notes);
        Assert.NotEmpty(file.StudiedIn.In(Language.German));
        Assert.True(file.AgesYears.Least.Value >= 18);
        Assert.Null(file.ReviewedBy);
    }

    [Fact]
    public void Spread_and_effect_sites_belong_to_their_model() => Assert.All(
        TheContent.Library.All<KineticModel>(TheContent.Today).Where(m => m.Liver is null),
        file =>
        {
            Assert.All(file.ToModel(Language.English).EffectSites, s => Assert.Equal(file.Id, s.ModelId));
            Assert.All(file.Variabilities, v => Assert.Equal(file.Id, file.ToVariability(v.Id, Language.English)!.ModelId));
        });

    [Fact]
    public void What_is_assumed_is_not_shown_as_established()
    {
        Assert.False(Model("kamp2020-s").IsEstablished);
        Assert.False(Model("simons2022").IsEstablished, "its weight exponents are assumed");
        Assert.True(Model("fanta-otto").IsEstablished);
        Assert.All(File("kamp2020").Variabilities, v => Assert.False(File("kamp2020").ToVariability(v.Id, Language.English)!.IsEstablished));
    }

    [Fact]
    public void The_site_of_a_model_is_not_guessed()
    {
        Assert.All(Historical, id => Assert.Equal(SamplingSite.NotStated, Model(id).Site));
        Assert.Equal(SamplingSite.Venous, Model("fanta-otto").Site);
        Assert.Equal(SamplingSite.Arterial, Model("simons2022").Site);
    }

    // Weight moves V1 and CL of Otto alone.
    [Fact]
    public void Otto_scales_the_centre_and_the_clearance_only()
    {
        var (light, heavy) = (Model("fanta-otto").At(new Kilograms(70)).Required(), Model("fanta-otto").At(new Kilograms(140)).Required());
        Near(2 * light.CentralVolume, heavy.CentralVolume, 1e-12);
        Near(Math.Pow(2, 0.75) * light.Clearance, heavy.Clearance, 1e-12);
        Assert.Equal(light.Exchange(0), heavy.Exchange(0));
        Assert.Equal(light.Exchange(1), heavy.Exchange(1));
    }

    [Fact]
    public void Hydroxynorketamine_comes_only_when_asked_for_and_the_area_of_noresketamine_stays_hidden()
    {
        var simons = Model("simons2022");
        Assert.Equal(["nk"], MetabolitePrediction.At(simons, new Kilograms(70), Even(simons, 20, 20), Times(60)).Required().Select(c => c.AnalyteId), StringComparer.Ordinal);
        var nasal = HepatoPortalPrediction.At(
            PerezRuixo, new Kilograms(70), null, Nothing, [new AbsorbedDose(AbsorptionRoute.Nasal, new Minutes(0), new Milligrams(28))], Times(60)).Required();
        Assert.False(nasal.Metabolites[0].AreaMayBeShown);
        Assert.True(nasal.Drug.AreaMayBeShown);
    }

    private static IEnumerable<(string Citation, Verification Verification)> Numbers(object? part)
    {
        switch (part)
        {
            case null or string or ValueType:
                yield break;
            case IEnumerable list:
                foreach (var number in list.Cast<object>().SelectMany(Numbers))
                {
                    yield return number;
                }

                yield break;
        }

        var type = part.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sourced<>))
        {
            yield return ((string)type.GetProperty("Citation")!.GetValue(part)!, (Verification)type.GetProperty("Verification")!.GetValue(part)!);
            yield break;
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not "EqualityContract" && p.GetIndexParameters().Length == 0))
        {
            foreach (var number in Numbers(property.GetValue(part)))
            {
                yield return number;
            }
        }
    }
}
