using Engramm.Care.Access;
using Engramm.Cockpit.Link;
using Engramm.Content;
using Engramm.Content.Evidence;
using Engramm.Content.Infusion;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Infusion;

/// <summary>The page of the cockpit, and the words that the practice's content has for it.</summary>
public static class CockpitEndpoints
{
    /// <summary>The row of the evidence register that stands beside binaural beats.</summary>
    private const string BeatsEvidence = "A2-19";

    public static void MapCockpitPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/cockpit/{sessionId:guid}", (Guid sessionId, HttpContext http, PageContexts pages) => PageResult.Of<CockpitPage>(pages.Of(http)))
            .Needs(Permissions.ReadSession, whileLocked: true);
        app.MapGet("/cockpit/{sessionId:guid}/content", ContentOf).Needs(Permissions.ReadSession, whileLocked: true);
    }

    private static IResult ContentOf(Visit visit, ContentLibrary content) => Results.Json(WordsOf(visit, content), CockpitJson.Default.SessionContent);

    /// <summary>What the practice's content has to say to a cockpit.</summary>
    internal static SessionContent WordsOf(Visit visit, ContentLibrary content)
    {
        var language = visit.Language;
        var gates = content.AllVersions<CheckInGate>();
        var alarms = content.AllVersions<AlarmLimits>();
        var scores = content.All<RecoveryScore>(DateOnly.FromDateTime(visit.Now.UtcDateTime));
        return new SessionContent(
            Words(gates.SelectMany(g => g.Questions).Select(q => (q.Id, q.Words)), language),
            Words(gates.SelectMany(g => g.Readiness).Select(p => (p.Id, p.Words)), language),
            [.. scores.Select(s => FormOf(s, language))],
            visit.Practice.Zone.Id,
            [.. content.AllVersions<RescueLists>().SelectMany(v => v.Lists.Select(l => FormOf(v.Version, l, language)))],
            Words(alarms.SelectMany(a => a.Matrix).Select(r => (r.Id, r.Words)), language),
            Words(alarms.SelectMany(a => a.Symptoms).Select(s => (s.Id, s.Words)), language),
            content.All<EvidenceRow>(DateOnly.FromDateTime(visit.Now.UtcDateTime)).Where(r => string.Equals(r.Id, BeatsEvidence, StringComparison.Ordinal))
                .Select(r => new EvidenceWords(r.Id, r.Found.In(language), r.Certainty.ToString(), r.IsReviewed)).FirstOrDefault());
    }

    /// <summary>The words of every id in any version; the newest wording wins, and an id that was dropped keeps its words.</summary>
    private static Dictionary<string, string> Words(IEnumerable<(string Id, Words Words)> all, Language language)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, text) in all)
        {
            words[id] = text.In(language);
        }

        return words;
    }

    private static RescueForm FormOf(int version, RescuePlan list, Language language) =>
        new(list.Checklist.ToString(), version, list.Words.In(language), list.Steps.ToDictionary(s => s.Id, s => s.Words.In(language), StringComparer.Ordinal));

    private static ScoreForm FormOf(RecoveryScore score, Language language) => new(
        score.Id,
        score.Name.In(language),
        [.. score.Items.Select(i => new ScoreItem(i.Id, i.Words.In(language), [.. i.Options.Select(o => new ScoreOption(o.Points, o.Words.In(language)))]))]);
}
