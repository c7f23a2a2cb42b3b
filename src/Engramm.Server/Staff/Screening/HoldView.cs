using Engramm.Care.Assessment;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Server.Design;
using Engramm.Server.Staff.Assessment;
using Engramm.Server.Staff.Infusion;
using Engramm.Sessions;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Screening;

/// <summary>A suicide hold with the answer that raised it.</summary>
/// <param name="Hold">The stored row.</param>
/// <param name="Source">The questionnaire, the call or the session.</param>
/// <param name="Said">Question and answer in words.</param>
/// <param name="AssessedBy">Who judged it; null while nobody has.</param>
/// <param name="Form">What was entered when the judgement was refused.</param>
public sealed record HoldView(SuicideRiskHold Hold, string Source, string Said, string? AssessedBy, FormState Form)
{
    /// <summary>All holds of a patient, open ones first, then the newest.</summary>
    public static async Task<IReadOnlyList<HoldView>> LoadAsync(
        EngrammDbContext db, Guid patientId, ContentLibrary content, PageContext context, Guid? refused, FormState form, CancellationToken cancellation)
    {
        var holds = await db.SuicideRiskHolds.AsNoTracking().Where(h => h.PatientId == patientId).ToListAsync(cancellation);
        if (holds.Count == 0)
        {
            return [];
        }

        var sources = holds.Select(h => h.AnswersId).ToList();
        var answers = await db.Answers.AsNoTracking().Where(a => sources.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
        var notes = await db.Notes.AsNoTracking().Where(n => sources.Contains(n.Id)).ToDictionaryAsync(n => n.Id, cancellation);
        var told = await ToldInSessionsAsync(db, patientId, [.. sources.Where(s => !answers.ContainsKey(s) && !notes.ContainsKey(s))], content, context, cancellation);
        var assessors = holds.Select(h => h.AssessedBy).ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => assessors.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        return
        [
            .. holds.OrderByDescending(h => h.IsOpen).ThenByDescending(h => h.RaisedAt).Select(h =>
            {
                var (source, said) = answers.TryGetValue(h.AnswersId, out var sheet) ? Of(sheet, content, context)
                    : notes.ContainsKey(h.AnswersId) ? (context.T("contact.NextDayCall"), context.T("call.suicide"))
                    : told.TryGetValue(h.AnswersId, out var entry) ? entry
                    : (context.T("hold.source.gone"), string.Empty);
                return new HoldView(h, source, said, h.AssessedBy is { } by ? names.GetValueOrDefault(by, "?") : null, h.Id == refused ? form : FormState.Empty);
            }),
        ];
    }

    /// <summary>Name of a field: several holds may stand on one page.</summary>
    public static string Field(string name, Guid hold) => $"{name}-{hold:N}";

    /// <summary>Redirect target that shows the holds.</summary>
    public static string Anchor => "#holds";

    /// <summary>What was said in a session's room, by the entry that raised the hold.</summary>
    private static async Task<Dictionary<Guid, (string Source, string Said)>> ToldInSessionsAsync(
        EngrammDbContext db, Guid patientId, List<Guid> entries, ContentLibrary content, PageContext context, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var sessions = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId).Select(s => s.Id).ToListAsync(cancellation);
        var rows = await db.SessionLog.AsNoTracking().Where(r => sessions.Contains(r.SessionId) && entries.Contains(r.CommandId)).ToListAsync(cancellation);
        return rows.ToDictionary(r => r.CommandId, r =>
        {
            var told = SessionJson.ReadEvent(r.Json);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(told.OccurredAt, context.Zone).DateTime);
            return (context.T("hold.source.session", context.DateAndTime(told.OccurredAt), told.By.DisplayName), new EntryWords(context, content, day, new ConditionWords(null, context)).Of(told.Entry));
        });
    }

    private static (string Source, string Said) Of(Answers answers, ContentLibrary content, PageContext context)
    {
        var sheet = AnswerSheet.Of(answers, content, context);
        return (sheet.Title, string.Join(" · ", sheet.Asking.Select(l => context.T("hold.said", l.Question, l.Said))));
    }
}
