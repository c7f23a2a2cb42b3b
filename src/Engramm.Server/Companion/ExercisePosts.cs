using System.Text.Json;
using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Content;
using Engramm.Content.Relearning;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Public;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>What a phone sends after an exercise or a lesson.</summary>
public static class ExercisePosts
{
    /// <summary>
    /// Keeps how moving went, also while the part is closed. A red light is a positive answer in a self-run exercise: it calls a clinician
    /// once, which closes the programmes until one has looked, and sends the person on.
    /// </summary>
    public static async Task<IResult> KeepMovementAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        // The week that was on the phone's screen counts, also when another is in use by now.
        if (content.AllVersions<MovementWeek>().LastOrDefault(w => string.Equals(w.Id, post.Form.Value("week"), StringComparison.Ordinal)) is not { } week)
        {
            return Results.NotFound();
        }

        var context = pages.Of(http);
        var light = MovementEntry.LightOf(post.Form.Value("light"));
        if (light is null && post.Form.Value("light") is { Length: > 0 } said and not Choice.Declined)
        {
            post.Fault("light", context.T("companion.answer.unknown", said));
        }

        foreach (var field in (ReadOnlySpan<string>)["stopped", "better"])
        {
            post.FaultIfTooLong(field, context);
        }

        if (post.Form.HasErrors)
        {
            return post.Refused(() => PageResult.Of<MovementPage>(
                context, new MovementModel(patientId, week, 0, null, PublicPages.CardOf(content, visit)) { State = post.Form }, StatusCodes.Status422UnprocessableEntity));
        }

        if (!await db.Practised.AnyAsync(p => p.Id == post.Id, cancellation))
        {
            db.Practised.Add(PractisedOf(post, patientId, MovementEntry.Programme, week.Id, ["done", "light", "stopped", "better"], visit));
            if (light is MovementLight.Red)
            {
                await CompanionTasks.ForClinicianAsync(db, patientId, CareTaskKind.RedFlag, post.Id, visit.Now, cancellation);
            }

            await db.SaveOnceAsync<Practised>(post.Id, cancellation);
        }

        return light is MovementLight.Red
            ? post.Stored(context, CompanionPaths.WhereToGo(patientId), QuestionnaireEndpoints.ToldOfSign(visit, context, content))
            : post.Stored(context, CompanionPaths.Movement(patientId));
    }

    /// <summary>Keeps that an exercise of breathing was done. It logs itself; there is nothing to fill in.</summary>
    public static async Task<IResult> KeepBreathingAsync(Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        if (content.AllVersions<BreathingExercise>().LastOrDefault(e => string.Equals(e.Id, post.Form.Value("exercise"), StringComparison.Ordinal)) is not { } exercise)
        {
            return Results.NotFound();
        }

        await KeepPractisedAsync(db, PractisedOf(post, patientId, "REG", exercise.Id, ["rounds", "seconds", "hold"], visit), cancellation);
        return post.Stored(pages.Of(http), CompanionPaths.Today(patientId));
    }

    /// <summary>Keeps that a lesson was read, with what the person thought about it.</summary>
    public static async Task<IResult> KeepLessonAsync(
        Guid patientId, string unit, HttpContext http, Visit visit, EngrammDbContext db, ContentLibrary content, PageContexts pages, CancellationToken cancellation)
    {
        if (await PhonePost.ReadAsync(http, visit) is not { } post)
        {
            return Results.BadRequest();
        }

        if (content.AllVersions<EducationUnit>().LastOrDefault(u => string.Equals(u.Id, unit, StringComparison.Ordinal)) is not { } lesson)
        {
            return Results.NotFound();
        }

        var context = pages.Of(http);
        post.FaultIfTooLong("reflection", context);
        if (post.Form.HasErrors)
        {
            return post.Refused(() => PageResult.Of<EducationUnitPage>(context, new EducationModel(patientId, lesson, null) { State = post.Form }, StatusCodes.Status422UnprocessableEntity));
        }

        await KeepPractisedAsync(db, PractisedOf(post, patientId, "EDU", lesson.Id, ["reflection"], visit), cancellation);
        return post.Stored(context, CompanionPaths.Today(patientId));
    }

    /// <summary>Stores it, once however often it is sent.</summary>
    private static async Task KeepPractisedAsync(EngrammDbContext db, Practised practised, CancellationToken cancellation)
    {
        if (!await db.Practised.AnyAsync(p => p.Id == practised.Id, cancellation))
        {
            db.Practised.Add(practised);
            await db.SaveOnceAsync<Practised>(practised.Id, cancellation);
        }
    }

    private static Practised PractisedOf(PhonePost post, Guid patientId, string programme, string unit, string[] details, Visit visit) => new()
    {
        Id = post.Id,
        PatientId = patientId,
        Programme = programme,
        UnitId = unit,
        At = post.MadeAt,
        ReceivedAt = visit.Now,
        DetailsJson = JsonSerializer.Serialize(details.Where(d => post.Form.Value(d) is { Length: > 0 }).ToDictionary(d => d, d => post.Form.Chosen(d), StringComparer.Ordinal)),
    };
}
