using System.Globalization;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Patients;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Screening;
using Engramm.Outcomes;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Public;
using Engramm.Server.Staff.Release;
using Engramm.Server.Staff.Screening;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>Questionnaires and warning signs on the phone. An answer about suicide raises a hold and a task for a named clinician at once.</summary>
public static class QuestionnaireEndpoints
{
    /// <summary>Opening hours in which somebody reads answers; outside, the page says that nobody does. Practice setting later.</summary>
    private static readonly TimeOnly Opens = new(8, 0), Closes = new(18, 0);

    public static void MapQuestionnaires(this IEndpointRouteBuilder app)
    {
        app.MapGet("/companion/{patientId:guid}/questionnaires/{instrument}", Show).Needs(Permissions.Companion);
        app.MapPost("/companion/{patientId:guid}/questionnaires/{instrument}", AnswerAsync).Needs(Permissions.Companion);
        app.MapGet("/companion/{patientId:guid}/warning-signs", ShowWarningSigns).Needs(Permissions.Companion);
        app.MapPost("/companion/{patientId:guid}/warning-signs", AnswerWarningSignsAsync).Needs(Permissions.Companion);
    }

    /// <summary>Whether the practice is open for reading answers at this moment: Monday to Friday, 8 to 18.</summary>
    public static bool SomebodyReads(Visit visit)
    {
        var local = visit.Practice.Local(visit.Now);
        var time = TimeOnly.FromDateTime(local.DateTime);
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && time >= Opens && time < Closes;
    }

    private static IResult Show(Guid patientId, string instrument, HttpContext http, Visit visit, ContentLibrary content, Releases releases, PageContexts pages) =>
        content.Find<Instrument>(instrument, visit.Today) is { } found && IsOffered(found, visit)
            ? CompanionEndpoints.NotReleased(patientId, found, releases, pages.Of(http)) ?? Page(patientId, found, FormState.Empty, http, visit, content, pages)
            : Results.NotFound();

    private static IResult Page(Guid patientId, Instrument instrument, FormState state, HttpContext http, Visit visit, ContentLibrary content, PageContexts pages) =>
        PageResult.Of<QuestionnairePage>(
            pages.Of(http),
            new QuestionnaireModel(patientId, instrument, PublicPages.CardOf(content, visit), !SomebodyReads(visit), state),
            state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    /// <summary>A questionnaire needs its item texts in the person's language.</summary>
    private static bool IsOffered(Instrument instrument, Visit visit) =>
        instrument.Items.All(i => i.Text is not null) && instrument.Languages.Contains(visit.Language);

    private static async Task<IResult> AnswerAsync(
        Guid patientId, string instrument, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        // The version that was on the phone's screen counts, also when a newer one is in use by now.
        var asked = int.TryParse(post.Form.Value("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? content.AllVersions<Instrument>().FirstOrDefault(i => i.Pin == new ContentPin(instrument, version))
            : content.Find<Instrument>(instrument, visit.Today);
        if (asked is null)
        {
            return Results.NotFound();
        }

        var context = pages.Of(http);
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var item in asked.Items)
        {
            if (Read(asked, item, post.Form.Value(item.Code)) is { } answer)
            {
                answers[item.Code] = answer;
            }
            else
            {
                post.Fault(item.Code, context.T("companion.answer.needed"));
            }
        }

        if (post.Form.HasErrors)
        {
            return post.Refused(() => Page(patientId, asked, post.Form, http, visit, content, pages));
        }

        var signal = asked.SuicideSignal(answers);
        var next = CompanionPaths.Today(patientId);
        var told = signal.AsksForClinician() && asked.SuicideItem is not null ? PublicPages.CardOf(content, visit) : null;
        if (!await db.Answers.AnyAsync(a => a.Id == post.Id, cancellation))
        {
            db.Answers.Add(new Answers
            {
                Id = post.Id,
                PatientId = patientId,
                ContentId = asked.Id,
                ContentVersion = asked.Version,
                Language = visit.Language,
                ItemsJson = JsonSerializer.Serialize(answers.ToDictionary(a => a.Key, a => Stored(a.Value), StringComparer.Ordinal)),
                Total = (double?)asked.Score(answers)[0].Value,
                AnsweredAt = post.MadeAt,
                ReceivedAt = visit.Now,
                AnsweredBy = visit.Who.AccountId,
            });
            if (told is not null)
            {
                await SafetyAlarm.RaiseSuicideRiskAsync(db, patientId, post.Id, visit.Now, cancellation);
            }

            await db.SaveOnceAsync<Answers>(post.Id, cancellation);
        }

        return post.Stored(context, told is null ? next : CompanionPaths.Crisis(patientId), told is null ? null : (SomebodyReads(visit) ? told.PracticeInformed : told.NobodyReadsNow).In(visit.Language));
    }

    /// <summary>The answer to an item: a number on its scale, declined where that is offered, missing where it may be; null when something is wrong.</summary>
    private static Answer? Read(Instrument instrument, InstrumentItem item, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return item.Optional ? Answer.Missing : null;
        }

        if (string.Equals(text, Choice.Declined, StringComparison.Ordinal))
        {
            return item.MayDecline ? Answer.Declined : null;
        }

        var scale = instrument.ScaleOf(item);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= scale.Least && value <= scale.Greatest
            ? Answer.Of(value)
            : null;
    }

    private static string Stored(Answer answer) => answer.State switch
    {
        AnswerState.Given => answer.Value!.Value.ToString(CultureInfo.InvariantCulture),
        AnswerState.Declined => Choice.Declined,
        AnswerState.Missing => "missing",
    };

    private static IResult ShowWarningSigns(Guid patientId, HttpContext http, Visit visit, ContentLibrary content, Releases releases, PageContexts pages)
    {
        var list = content.All<RedFlagList>(visit.Today)[0];
        return CompanionEndpoints.NotReleased(patientId, list, releases, pages.Of(http)) ?? PageResult.Of<WarningSignsPhonePage>(pages.Of(http), new WarningSignsPhoneModel(patientId, list));
    }

    private static async Task<IResult> AnswerWarningSignsAsync(
        Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        var context = pages.Of(http);
        var list = content.All<RedFlagList>(visit.Today)[0];
        foreach (var flag in list.Flags.Where(f => post.Form.Value(f.Id) is not ("yes" or "no" or "unknown")))
        {
            post.Fault(flag.Id, context.T("companion.answer.needed"));
        }

        if (post.Form.HasErrors)
        {
            return post.Refused(() => PageResult.Of<WarningSignsPhonePage>(context, new WarningSignsPhoneModel(patientId, list) { State = post.Form }, StatusCodes.Status422UnprocessableEntity));
        }

        var answers = list.Flags.ToDictionary(f => f.Id, f => post.Form.Value(f.Id)!, StringComparer.Ordinal);
        var isMarked = answers.Values.Any(a => a is not "no");
        if (!await db.Answers.AnyAsync(a => a.Id == post.Id, cancellation))
        {
            db.Answers.Add(new Answers
            {
                Id = post.Id,
                PatientId = patientId,
                ContentId = list.Id,
                ContentVersion = list.Version,
                Language = visit.Language,
                ItemsJson = JsonSerializer.Serialize(answers),
                AnsweredAt = post.MadeAt,
                ReceivedAt = visit.Now,
                AnsweredBy = visit.Who.AccountId,
            });
            if (isMarked)
            {
                await CompanionTasks.ForClinicianAsync(db, patientId, CareTaskKind.RedFlag, post.Id, visit.Now, cancellation);
            }

            await db.SaveOnceAsync<Answers>(post.Id, cancellation);
        }

        // Going on is offered; "cleared" is never said here: that is a physician's signature.
        return post.Stored(context, isMarked ? CompanionPaths.WhereToGo(patientId) : CompanionPaths.Today(patientId));
    }

    /// <summary>What is said once a warning sign has reached the practice: whether somebody reads it now, and never to wait for that.</summary>
    public static string ToldOfSign(Visit visit, PageContext context, ContentLibrary content) =>
        SomebodyReads(visit) ? context.T("companion.signs.told") : PublicPages.CardOf(content, visit).NobodyReadsNow.In(visit.Language);

    /// <summary>
    /// Where the latest answers, or an exercise stopped because of something new, send the person: shown after it was said, and again from
    /// the first screen until a clinician has looked.
    /// </summary>
    public static void MapWhereToGo(this IEndpointRouteBuilder app) =>
        app.MapGet("/companion/{patientId:guid}/warning-signs/where-to-go", async (Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation) =>
        {
            var list = content.All<RedFlagList>(visit.Today)[0];
            var latest = await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId && a.ContentId == list.Id).OrderByDescending(a => a.ReceivedAt).FirstOrDefaultAsync(cancellation);
            var answers = latest is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(latest.ItemsJson)!;
            var open = await db.Tasks.AsNoTracking().Where(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null && t.Subject != null)
                .Select(t => t.Subject!.Value).ToListAsync(cancellation);
            var stop = await StopAsync(db, patientId, open, content, cancellation);
            // What a clinician has looked at since is not said again beside what is new.
            var isNew = latest is not null && (stop is null || open.Contains(latest.Id));
            var marked = isNew ? list.Flags.Where(f => answers.GetValueOrDefault(f.Id) is "yes" or "unknown").OrderBy(f => f.Urgency).ToList() : [];
            var context = pages.Of(http);
            return PageResult.Of<WhereToGoPhonePage>(context, new WhereToGoPhoneModel(
                patientId,
                marked.Count == 0 ? null : list.AdviceFor(marked[0].Urgency),
                [.. marked.Select(f => f.Question)],
                stop,
                PublicPages.CardOf(content, visit),
                ToldOfSign(visit, context, content)));
        }).Needs(Permissions.Companion);

    /// <summary>The card of the exercise that was stopped and that no clinician has looked at yet; null when there is none.</summary>
    private static async Task<StopCard?> StopAsync(EngrammDbContext db, Guid patientId, List<Guid> open, ContentLibrary content, CancellationToken cancellation)
    {
        var stopped = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId && open.Contains(p.Id)).OrderByDescending(p => p.At).Select(p => p.UnitId).FirstOrDefaultAsync(cancellation);
        return content.AllVersions<MovementWeek>().LastOrDefault(w => string.Equals(w.Id, stopped, StringComparison.Ordinal))?.StopCard;
    }
}

/// <summary>The warning signs on the phone.</summary>
public sealed record WarningSignsPhoneModel(Guid PatientId, RedFlagList List)
{
    public FormState State { get; init; } = FormState.Empty;
}

/// <summary>Where to go with a marked warning sign, or after an exercise was stopped.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Advice">For the most urgent marked sign; null when none is marked.</param>
/// <param name="Marked">The marked signs.</param>
/// <param name="Stop">The card of a stopped exercise that nobody has looked at yet; null when there is none.</param>
/// <param name="Crisis">Numbers to call.</param>
/// <param name="Told">Whether somebody reads it now.</param>
public sealed record WhereToGoPhoneModel(Guid PatientId, UrgencyAdvice? Advice, IReadOnlyList<Words> Marked, StopCard? Stop, CrisisCard Crisis, string Told);
