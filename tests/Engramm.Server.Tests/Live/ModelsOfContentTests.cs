using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.TestKit;

namespace Engramm.Server.Tests.Live;

/// <summary>A session's first event holds the model it predicts with; whatever the content ships must come back from the log unchanged.</summary>
public class ModelsOfContentTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly ContentLibrary Content = ContentLibrary.Load(Path.Combine(Repository.Root, "content"));

    private static readonly Actor Somebody = new("ines", "Dr. Ines Falkenberg", ActorRole.Physician);

    public static TheoryData<string> Ids { get; } = [.. Content.All<KineticModel>(Day).Where(m => m.Liver is null).Select(m => m.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_survives_the_log_with_spread_metabolites_and_effect_sites(string id)
    {
        var file = Content.Get<KineticModel>(id, Day);
        var model = file.ToModel(Language.German);
        string?[] spreads = [null, .. file.Variabilities.Select(v => v.Id)];
        foreach (var spread in spreads)
        {
            var choice = new KineticsChoice(model, model.EffectSites.Count > 0 ? model.EffectSites[0] : null, spread is null ? null : file.ToVariability(spread, Language.German));
            var opened = new SessionCommand(Guid.NewGuid(), DateTimeOffset.UnixEpoch, Somebody, new SessionOpened(MinimalPlan.For(Guid.NewGuid()) with { Kinetics = choice }));
            var written = SessionJson.Write(opened);
            var read = SessionJson.ReadCommand(written);
            Assert.Equal(written, SessionJson.Write(read));
            var kinetics = Assert.IsType<SessionOpened>(read.Entry).Plan.Kinetics;
            Assert.Equal(choice.Variability?.Residual, kinetics.Variability?.Residual);
            Assert.Equal(model.Metabolites.Count, kinetics.Model.Metabolites.Count);
            Assert.Equal(model.Notes, kinetics.Model.Notes);
        }
    }
}
