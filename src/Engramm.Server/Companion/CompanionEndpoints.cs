using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Diary;
using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Content;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Live;
using Engramm.Server.Public;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>The patient's own pages: today, diary, exercises, lessons, what the practice keeps.</summary>
public static class CompanionEndpoints
{
    public static void MapCompanion(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/companion/{patientId:guid}");
        own.MapGet("", TodayAsync).Needs(Permissions.Companion);
        own.MapGet("/diary", DiaryAsync).Needs(Permissions.Companion);
        own.MapPost("/diary", KeepDiaryAsync).Needs(Permissions.Companion);
        own.MapGet("/breathe", BreatheAsync).Needs(Permissions.Companion);
        own.MapPost("/breathe", ExercisePosts.KeepBreathingAsync).Needs(Permissions.Companion);
        own.MapGet("/movement", MovementAsync).Needs(Permissions.Companion);
        own.MapPost("/movement", ExercisePosts.KeepMovementAsync).Needs(Permissions.Companion);
        own.MapGet("/education/{unit}", EducationAsync).Needs(Permissions.Companion);
        own.MapPost("/education/{unit}", ExercisePosts.KeepLessonAsync).Needs(Permissions.Companion);
        own.MapGet("/crisis", (Guid patientId, HttpContext http, Visit visit, ContentLibrary content, PageContexts pages) =>
            PageResult.Of<CrisisPage>(pages.Of(http), new CrisisModel(patientId, PublicPages.CardOf(content, visit)))).Needs(Permissions.Companion).BeforeRegistration();
        own.MapGet("/flare", async (Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation) =>
        {
            // Before registration it is the page without an account: what it links to opens.
            var isRegistered = await db.Patients.AnyAsync(p => p.Id == patientId && p.RegisteredAt != null, cancellation);
            var signs = content.All<RedFlagList>(visit.Today)[0];
            return PageResult.Of<FlarePage>(pages.Of(http), new FlareModel(isRegistered ? patientId : null, content.All<FlarePlan>(visit.Today)[0], [.. signs.ShortForm.Select(id => signs.Find(id)!)], PublicPages.CardOf(content, visit)));
        }).Needs(Permissions.Companion).BeforeRegistration();
        own.MapGet("/consent", ConsentAsync).Needs(Permissions.Companion);
        own.MapGet("/data", DataAsync).Needs(Permissions.Companion);
    }

    private static async Task<IResult> TodayAsync(
        Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, SessionDesk desk, ContentLibrary content, Releases releases, PageContexts pages, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        var context = pages.Of(http);
        var standing = await CompanionStandings.OfAsync(db, patientId, cancellation);
        var next = await db.Orders.AsNoTracking().Where(o => o.PatientId == patientId && o.WithdrawnAt == null && o.PlannedFor > visit.Now).OrderBy(o => o.PlannedFor).FirstOrDefaultAsync(cancellation);
        var exercise = ExerciseOf(standing, content, releases, visit);
        var diary = content.Find<DiaryDefinition>("diary", visit.Today);
        return PageResult.Of<TodayPage>(context, new TodayModel(
            patientId,
            patient.GivenName,
            diary is not null && releases.IsReleased(diary) ? diary : null,
            await DiaryStoredAtAsync(db, patientId, visit, cancellation),
            exercise is { Rounds: not null } ? exercise : null,
            await TasksAsync(db, desk, patientId, standing, visit, content, releases, context, cancellation),
            next is null ? null : new NextDate(next.PlannedFor, context.T("companion.next.infusion")),
            await MustBeSeenAsync(db, patientId, cancellation)));
    }

    /// <summary>Whether a warning sign, or a stopped exercise, waits for a clinician.</summary>
    private static Task<bool> MustBeSeenAsync(EngrammDbContext db, Guid patientId, CancellationToken cancellation) =>
        db.Tasks.AnyAsync(t => t.PatientId == patientId && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null, cancellation);

    private static async Task<List<TodayTask>> TasksAsync(
        EngrammDbContext db, SessionDesk desk, Guid patientId, CompanionStanding standing, Visit visit, ContentLibrary content, Releases releases, PageContext context, CancellationToken cancellation)
    {
        var answered = await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId)
            .GroupBy(a => a.ContentId).Select(g => new { Id = g.Key, Last = g.Max(a => a.ReceivedAt) }).ToDictionaryAsync(g => g.Id, g => g.Last, StringComparer.Ordinal, cancellation);
        bool IsDue(string id, int days) => !answered.TryGetValue(id, out var last) || visit.Now - last >= TimeSpan.FromDays(days);
        var tasks = new List<TodayTask>();
        var signs = content.All<RedFlagList>(visit.Today)[0];
        if (releases.IsReleased(signs) && IsDue(signs.Id, signs.ShortFormEveryDays))
        {
            tasks.Add(new TodayTask("note", signs.Title.In(visit.Language), Minutes(context, 3), $"/companion/{patientId}/warning-signs"));
        }

        var after = await AfterInfusion.DueAsync(db, desk, patientId, visit, content, cancellation);
        foreach (var (id, days, minutes) in (ReadOnlySpan<(string, int, int)>)[("phq-9", 14, 3), ("gad-7", 28, 2), ("engramm-pain-impact", 7, 1)])
        {
            if ((IsDue(id, days) || string.Equals(id, after?.Instrument, StringComparison.Ordinal)) && content.Find<Instrument>(id, visit.Today) is { } instrument && releases.IsReleased(instrument) && instrument.Languages.Contains(visit.Language))
            {
                var takes = Minutes(context, minutes);
                tasks.Add(new TodayTask("note", instrument.Title.In(visit.Language), string.Equals(id, after?.Instrument, StringComparison.Ordinal) ? context.T("companion.task.after", after!.Day, takes) : takes, CompanionPaths.Questionnaire(patientId, id)));
            }
        }

        var lesson = content.Get<EducationUnit>("edu-1", visit.Today);
        if (releases.IsReleased(lesson) && ProgrammeAccess.StateOf(CompanionPart.Education, standing) == PartState.Open && !await db.Practised.AnyAsync(p => p.PatientId == patientId && p.UnitId == lesson.Id, cancellation))
        {
            tasks.Add(new TodayTask("education", lesson.Title.In(visit.Language), Minutes(context, 4), CompanionPaths.Education(patientId, lesson.Id)));
        }

        var week = content.Get<MovementWeek>("movement-week-1", visit.Today);
        if (releases.IsReleased(week) && ProgrammeAccess.StateOf(CompanionPart.Movement, standing) == PartState.Open)
        {
            tasks.Add(new TodayTask("movement", week.Title.In(visit.Language), Minutes(context, 5), CompanionPaths.Movement(patientId)));
        }

        return tasks;
    }

    private static string Minutes(PageContext context, int minutes) =>
        minutes == 1 ? context.T("companion.task.minutes.one") : context.T("companion.task.minutes", minutes);

    private static async Task<IResult> DiaryAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, Releases releases, PageContexts pages, CancellationToken cancellation)
    {
        var diary = content.Get<DiaryDefinition>("diary", visit.Today);
        return NotReleased(patientId, diary, releases, pages.Of(http))
            ?? PageResult.Of<DiaryPage>(pages.Of(http), new DiaryModel(patientId, diary, await DiaryStoredAtAsync(db, patientId, visit, cancellation)));
    }

    /// <summary>The page that says that the practice has not released a text yet; null when it has.</summary>
    public static IResult? NotReleased(Guid patientId, ContentFile file, Releases releases, PageContext context) =>
        releases.IsReleased(file) ? null : PageResult.Of<LockedPage>(context, new LockedModel(patientId, LockedModel.NotReleased));

    /// <summary>The exercise that is open for the person: the practice's own, or the one that always is.</summary>
    private static BreathingExercise? ExerciseOf(CompanionStanding standing, ContentLibrary content, Releases releases, Visit visit) =>
        ProgrammeAccess.StateOf(CompanionPart.Regulation, standing) == PartState.Open && content.Find<BreathingExercise>("breathing-5-1-7", visit.Today) is { } pacer && releases.IsReleased(pacer)
            ? pacer
            : content.All<BreathingExercise>(visit.Today).FirstOrDefault(e => e.AlwaysOpen);

    private static async Task<DateTimeOffset?> DiaryStoredAtAsync(EngrammDbContext db, Guid patientId, Visit visit, CancellationToken cancellation)
    {
        var today = visit.Today;
        return await db.Diary.AsNoTracking().Where(d => d.PatientId == patientId && d.Day == today).OrderByDescending(d => d.ReceivedAt).Select(d => (DateTimeOffset?)d.ReceivedAt).FirstOrDefaultAsync(cancellation);
    }

    private static async Task<IResult> KeepDiaryAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        var context = pages.Of(http);
        var diary = content.Get<DiaryDefinition>("diary", visit.Today);
        int? Scale(string code) => post.Form.Value(code) is { Length: > 0 } text && !string.Equals(text, Choice.Declined, StringComparison.Ordinal)
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
        foreach (var question in diary.Questions)
        {
            var text = post.Form.Value(question.Code);
            var isRight = string.IsNullOrEmpty(text) || question.Kind switch
            {
                DiaryAnswerKind.YesNo => text is "yes" or "no" or Choice.Declined,
                DiaryAnswerKind.Scale => text is Choice.Declined || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 10),
                DiaryAnswerKind.Text => true,
            };
            if (!isRight)
            {
                post.Fault(question.Code, context.T("companion.answer.unknown", text!));
            }
            else if (question.Kind == DiaryAnswerKind.Text)
            {
                post.FaultIfTooLong(question.Code, context);
            }
        }

        if (post.Form.HasErrors)
        {
            return post.Refused(() => PageResult.Of<DiaryPage>(context, new DiaryModel(patientId, diary, null) { State = post.Form }, StatusCodes.Status422UnprocessableEntity));
        }

        if (!await db.Diary.AnyAsync(d => d.Id == post.Id, cancellation))
        {
            db.Diary.Add(new DiaryEntry
            {
                Id = post.Id,
                PatientId = patientId,
                Day = visit.Practice.DayOf(post.MadeAt),
                At = post.MadeAt,
                ReceivedAt = visit.Now,
                Activities = string.Join(' ', diary.Questions.Where(q => q.Kind == DiaryAnswerKind.YesNo && post.Form.Value(q.Code) is "yes" or "no").Select(q => $"{q.Code}={post.Form.Value(q.Code)}")),
                Success = Text(post.Form.Value("success")),
                Mood = Scale("mood"),
                Safety = Scale("safety"),
                Sleep = Scale("sleep"),
                Stress = Scale("stress"),
                Pain = Scale("pain"),
                Note = Text(post.Form.Value("note")),
            });
            await db.SaveOnceAsync<DiaryEntry>(post.Id, cancellation);
        }

        return post.Stored(context, CompanionPaths.Today(patientId));
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<IResult> BreatheAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, Releases releases, PageContexts pages, CancellationToken cancellation)
    {
        var standing = await CompanionStandings.OfAsync(db, patientId, cancellation);
        return PageResult.Of<BreathePage>(pages.Of(http), new BreatheModel(patientId, ExerciseOf(standing, content, releases, visit)!));
    }

    private static async Task<IResult> MovementAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, Releases releases, PageContexts pages, CancellationToken cancellation)
    {
        var context = pages.Of(http);
        var week = content.Get<MovementWeek>("movement-week-1", visit.Today);
        if ((NotReleased(patientId, week, releases, context) ?? await LockedAsync(db, patientId, CompanionPart.Movement, context, cancellation)) is { } locked)
        {
            return locked;
        }

        var done = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId && p.UnitId == week.Id).OrderBy(p => p.At).ToListAsync(cancellation);
        var days = RelearningProgress.DaysDone(done.Select(p => p.At), visit);
        return PageResult.Of<MovementPage>(context, new MovementModel(patientId, week, days.Count, days.Contains(visit.Today) ? done[^1].ReceivedAt : null, PublicPages.CardOf(content, visit)));
    }

    private static async Task<IResult> EducationAsync(Guid patientId, string unit, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, Releases releases, PageContexts pages, CancellationToken cancellation)
    {
        if (content.Find<EducationUnit>(unit, visit.Today) is not { } lesson)
        {
            return Results.NotFound();
        }

        var context = pages.Of(http);
        if (!lesson.AlwaysOpen && (NotReleased(patientId, lesson, releases, context) ?? await LockedAsync(db, patientId, CompanionPart.Education, context, cancellation)) is { } locked)
        {
            return locked;
        }

        var readAt = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId && p.UnitId == unit).OrderByDescending(p => p.ReceivedAt).Select(p => (DateTimeOffset?)p.ReceivedAt).FirstOrDefaultAsync(cancellation);
        return PageResult.Of<EducationUnitPage>(context, new EducationModel(patientId, lesson, readAt));
    }

    /// <summary>The page that says why a part is not open yet; null when it is open.</summary>
    private static async Task<IResult?> LockedAsync(EngrammDbContext db, Guid patientId, CompanionPart part, PageContext context, CancellationToken cancellation)
    {
        var state = ProgrammeAccess.StateOf(part, await CompanionStandings.OfAsync(db, patientId, cancellation));
        return state == PartState.Open ? null : PageResult.Of<LockedPage>(context, new LockedModel(patientId, LockedModel.Because(state), await MustBeSeenAsync(db, patientId, cancellation)));
    }

    /// <summary>What withdrawing means, and the one press that does it; it goes where a colleague's goes and needs no reason.</summary>
    private static async Task<IResult> ConsentAsync(Guid patientId, HttpContext http, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        var records = await db.Consents.AsNoTracking().Where(c => c.PatientId == patientId).OrderByDescending(c => c.TalkAt).ToListAsync(cancellation);
        var record = records.Find(c => c.IsValid) ?? records.Find(c => c.WithdrawnAt is null) ?? records.FirstOrDefault();
        return PageResult.Of<ConsentPhonePage>(pages.Of(http), new ConsentPhoneModel(
            patientId, record, record is null ? null : content.AllVersions<ConsentText>().FirstOrDefault(t => t.Pin == new ContentPin(record.ConsentId, record.ConsentVersion))));
    }

    private static async Task<IResult> DataAsync(Guid patientId, HttpContext http, EngrammDbContext db, PageContexts pages, CancellationToken cancellation)
    {
        var context = pages.Of(http);
        return PageResult.Of<PatientDataPage>(context, new PatientDataModel(
            patientId,
            [
                new KeptData(context.T("companion.data.diary"), await db.Diary.CountAsync(d => d.PatientId == patientId, cancellation), await db.Diary.Where(d => d.PatientId == patientId).MaxAsync(d => (DateTimeOffset?)d.ReceivedAt, cancellation)),
                new KeptData(context.T("companion.data.answers"), await db.Answers.CountAsync(d => d.PatientId == patientId, cancellation), await db.Answers.Where(d => d.PatientId == patientId).MaxAsync(d => (DateTimeOffset?)d.ReceivedAt, cancellation)),
                new KeptData(context.T("companion.data.practised"), await db.Practised.CountAsync(d => d.PatientId == patientId, cancellation), await db.Practised.Where(d => d.PatientId == patientId).MaxAsync(d => (DateTimeOffset?)d.ReceivedAt, cancellation)),
            ]));
    }
}

/// <summary>A part that is not open yet.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="ReasonKey">Where the words of the reason stand.</param>
/// <param name="MustBeSeen">A warning sign or a stopped exercise waits for a clinician: where to go is linked.</param>
public sealed record LockedModel(Guid PatientId, string ReasonKey, bool MustBeSeen = false)
{
    /// <summary>Key of a text the practice has not released.</summary>
    public const string NotReleased = "companion.locked.NotReleased";

    /// <summary>Key of why a part is closed.</summary>
    public static string Because(PartState state) => "companion.locked." + state;
}
