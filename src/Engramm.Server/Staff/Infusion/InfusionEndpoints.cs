using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Infusion;
using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Treatment;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Printing;
using Engramm.Server.Public;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Parts;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Planning;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.Storage.SessionLog;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Opening a session from a signed plan, and the report of what happened in it.</summary>
public static class InfusionEndpoints
{
    public static void MapInfusions(this IEndpointRouteBuilder app)
    {
        app.MapPost("/patients/{patientId:guid}/orders/{orderId:guid}/open", OpenAsync).Needs(Permissions.OpenSession);
        app.MapGet("/sessions/{sessionId:guid}/leaflet", LeafletAsync).Needs(Permissions.ReadSession);
        app.MapGet("/sessions/{sessionId:guid}/report", ShowReportAsync).Needs(Permissions.ReadReport);
        app.MapGet("/sessions/{sessionId:guid}/report.pdf", PrintReportAsync).Needs(Permissions.ReadReport);
        app.MapPost("/sessions/{sessionId:guid}/report/signature", SignReportAsync).Needs(Permissions.SignReport);
        app.MapPost("/sessions/{sessionId:guid}/report/addition", AddAsync).Needs(Permissions.ChartSession);
    }

    /// <summary>Opens the session once. Pressing twice, or after a crash halfway, leads to the same session.</summary>
    private static async Task<IResult> OpenAsync(
        Guid patientId, Guid orderId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionDesk desk)
    {
        var cancellation = http.RequestAborted;
        if (await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == orderId && o.PatientId == patientId, cancellation) is not { } order)
        {
            return Results.NotFound();
        }

        var session = await db.Sessions.SingleOrDefaultAsync(s => s.OrderId == orderId, cancellation);
        if (session is null)
        {
            var context = pages.Of(http);
            var against = await AgainstOpeningAsync(order, db, visit, content, context, cancellation);
            if (against.Count == 0)
            {
                session = new InfusionSession
                {
                    Id = Guid.CreateVersion7(),
                    PatientId = patientId,
                    OrderId = orderId,
                    ChairId = order.ChairId,
                    OpenedAt = visit.Now,
                    Pseudonym = await db.Patients.Where(p => p.Id == patientId).Select(p => p.Pseudonym).SingleAsync(cancellation),
                };
                db.Add(session);
                try
                {
                    await db.SaveChangesAsync(cancellation);
                }
                catch (DbUpdateException)
                {
                    // Somebody else opened at the same moment: this plan, or another one of this person or place.
                    db.ChangeTracker.Clear();
                    session = await db.Sessions.SingleOrDefaultAsync(s => s.OrderId == orderId, cancellation);
                    against = session is null ? await AgainstOpeningAsync(order, db, visit, content, context, cancellation) : against;
                }
            }

            if (session is null)
            {
                var frame = await PatientFrame.LoadAsync(db, patientId, context, visit, content, cancellation);
                return PageResult.Of<NotOpenedPage>(context, new NotOpenedModel(frame, against), StatusCodes.Status422UnprocessableEntity);
            }
        }

        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        var decision = await db.EligibilityDecisions.AsNoTracking().SingleAsync(d => d.Id == order.EligibilityDecisionId, cancellation);
        var plan = SessionPlanBuilder.Build(session.Id, order, patient, session.Pseudonym, SignedReview.Of(decision), content, await PracticeSwitches.NowAsync(db, cancellation), visit.Today, visit.Language);
        var by = ActorOf(visit);
        // The session's own id names the opening, so that opening twice writes once.
        var outcome = await desk.ApplyAsync(session.Id, new SessionCommand(session.Id, session.OpenedAt, by, new SessionOpened(plan)), by, cancellation);
        return outcome.Refusal is null or { Code: "opened.twice" }
            ? SeeOther.To(PatientPaths.Cockpit(session.Id))
            : throw new InvalidOperationException($"Session {session.Id} could not be opened: {outcome.Refusal.Code}.");
    }

    /// <summary>
    /// Everything that stands against opening a session from this plan now: what would stand against signing it today, and what else has come since.
    /// </summary>
    private static async Task<IReadOnlyList<(string Words, string? Href)>> AgainstOpeningAsync(
        InfusionOrder order, EngrammDbContext db, Visit visit, ContentLibrary content, PageContext context, CancellationToken cancellation)
    {
        var paths = new PatientPaths(order.PatientId);
        var file = await DecisionFile.LoadAsync(db, order.PatientId, content, visit, cancellation);
        var drug = content.All<Drug>(visit.Today).FirstOrDefault(d => d.Products.Any(p => string.Equals(p.Id, order.ProductId, StringComparison.Ordinal)));
        var against = file.Footing.Obstacles(order.IndicationId, drug).Select(o => (o.Words.In(context.Language), (string?)paths.Of(o))).ToList();
        if (order.WithdrawnAt is { } withdrawn)
        {
            against.Add((context.T("session.fault.withdrawn", context.DateAndTime(withdrawn)), paths.Plan));
        }

        if (!file.Person.Consents.Any(c => c.Id == order.ConsentRecordId && c.IsValid))
        {
            against.Add((context.T("session.fault.consent"), paths.Consent));
        }

        if (await db.Sessions.AnyAsync(s => s.PatientId == order.PatientId && s.OrderId != order.Id && s.ClosedAt == null, cancellation))
        {
            against.Add((context.T("session.fault.patient"), null));
        }

        if (await db.Sessions.AnyAsync(s => s.ChairId == order.ChairId && s.PatientId != order.PatientId && s.ClosedAt == null, cancellation))
        {
            against.Add((context.T("session.fault.chair"), null));
        }

        var history = await PlanHistories.OfAsync(db, order.PatientId, visit.Now, cancellation);
        var limit = content.Get<PlanLimits>(PlanEndpoints.LimitsId, visit.Today).IntervalHours.Hard.Value;
        if ((history with { Infusions = [.. history.Infusions.Where(i => i.WasGiven)] }).HoursToNearest(visit.Now, visit.Now) is { } hours && hours < limit)
        {
            against.Add((context.T("session.fault.interval", context.Number(hours, 1), context.Number(limit, 0)), paths.Plan));
        }

        return against;
    }

    /// <summary>What goes home on paper: in the patient's language, whatever language the page around it has, and in the other one on request.</summary>
    private static async Task<IResult> LeafletAsync(
        Guid sessionId, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "in")] string? language, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionLogStore store)
    {
        var context = pages.Of(http);
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == sessionId, http.RequestAborted);
        var frame = await PatientFrame.LoadAsync(db, session.PatientId, context, visit, content, http.RequestAborted);
        // Printed again long after the session: read from the disk, not into the memory of running ones.
        var state = (await StoredLog.ReadAsync(store, sessionId, http.RequestAborted)).Fold().State;
        var advice = state.Plan?.Advice is { } pinned
            ? content.Get<DischargeAdvice>(new ContentPin(pinned.Id, pinned.Version))
            : content.Get<DischargeAdvice>(SessionPlanBuilder.AdviceId, visit.Today);
        var call = SessionConsequences.NextDayCall(visit.Practice, state.DischargeSignedBy?.OccurredAt ?? visit.Now);
        return PageResult.Of<LeafletPage>(context, new LeafletModel(
            sessionId, frame, advice, Languages.FromTag(language) ?? frame.Patient.Language, state.NoDrivingUntil, call, PublicPages.CardOf(content, visit), visit.Practice.Name));
    }

    private static async Task<IResult> ShowReportAsync(Guid sessionId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionLogStore store)
    {
        var context = pages.Of(http);
        var model = await ReportAsync(sessionId, http, db, visit, context, content, store);
        return PageResult.Of<ReportPage>(context, model);
    }

    private static async Task<IResult> PrintReportAsync(
        Guid sessionId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionLogStore store, PdfPrinter printer)
    {
        var context = pages.Of(http);
        var model = await ReportAsync(sessionId, http, db, visit, context, content, store);
        var pdf = await printer.PrintAsync<ReportPrint>(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["Context"] = context, ["Model"] = model, ["Styles"] = printer.Stylesheet }, http.RequestAborted);
        return pdf is null
            ? PageResult.Of<ReportPage>(context, model with { Fault = context.T("report.nochromium") }, StatusCodes.Status503ServiceUnavailable)
            : Results.File(pdf, "application/pdf");
    }

    private static async Task<IResult> SignReportAsync(
        Guid sessionId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionDesk desk, SessionLogStore store)
    {
        var context = pages.Of(http);
        var by = ActorOf(visit);
        // The signature covers what the physician was shown; what came later stands below it as an addition.
        var form = FormState.From(http.Request.Form);
        var shown = await ReportAsync(sessionId, http, db, visit, context, content, store);
        if (!shown.Report.AwaitsSignature)
        {
            return SeeOther.To($"/sessions/{sessionId}/report");
        }

        if (!long.TryParse(form.Value("up-to"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var upTo) || upTo < 1 || upTo > shown.Report.UpTo)
        {
            return PageResult.Of<ReportPage>(context, shown with { Fault = context.T("report.sign.upto") }, StatusCodes.Status422UnprocessableEntity);
        }

        var fingerprint = (await StoredLog.ReadAsync(store, sessionId, http.RequestAborted)).Fingerprint(upTo);
        var outcome = await desk.ApplyAsync(sessionId, new SessionCommand(form.CommandId(), visit.Now, by, new ReportSigned(upTo, fingerprint)), by, http.RequestAborted);
        if (outcome.Refusal is not { } refusal)
        {
            return SeeOther.To($"/sessions/{sessionId}/report");
        }

        var model = await ReportAsync(sessionId, http, db, visit, context, content, store);
        return PageResult.Of<ReportPage>(context, model with { Fault = context.T(refusal.TextKey, [.. refusal.Details]) }, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Writes below a signed report. What was signed stays as it is; the addition waits for a signature of its own.</summary>
    private static async Task<IResult> AddAsync(
        Guid sessionId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, SessionDesk desk, SessionLogStore store)
    {
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var model = await ReportAsync(sessionId, http, db, visit, context, content, store);
        if (model.Report.Signature is null)
        {
            return PageResult.Of<ReportPage>(context, model with { Fault = context.T("report.add.unsigned") }, StatusCodes.Status422UnprocessableEntity);
        }

        if (string.IsNullOrWhiteSpace(form.Value("addition")))
        {
            return PageResult.Of<ReportPage>(context, model with { Addition = form.Fault("addition", context.T("report.add.empty")) }, StatusCodes.Status422UnprocessableEntity);
        }

        var by = ActorOf(visit);
        var outcome = await desk.ApplyAsync(sessionId, new SessionCommand(form.CommandId(), visit.Now, by, new NoteAdded(form.Value("addition")!.Trim())), by, http.RequestAborted);
        return outcome.Refusal is not { } refusal
            ? SeeOther.To($"/sessions/{sessionId}/report#r-additions")
            : PageResult.Of<ReportPage>(context, model with { Addition = form, Fault = context.T(refusal.TextKey, [.. refusal.Details]) }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ReportModel> ReportAsync(
        Guid sessionId, HttpContext http, EngrammDbContext db, Visit visit, PageContext context, ContentLibrary content, SessionLogStore store)
    {
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == sessionId, http.RequestAborted);
        var chair = await db.Chairs.AsNoTracking().Where(c => c.Id == session.ChairId).Select(c => c.Name).FirstOrDefaultAsync(http.RequestAborted);
        var log = await StoredLog.ReadAsync(store, sessionId, http.RequestAborted);
        return new ReportModel(
            await PatientFrame.LoadAsync(db, session.PatientId, context, visit, content, http.RequestAborted),
            SessionReport.Of(session, chair ?? "", log, content, visit.Now, context),
            visit.May(Permissions.SignReport),
            visit.May(Permissions.ChartSession),
            visit.May(Permissions.SeePseudonym) ? session.Pseudonym : null);
    }

    private static Actor ActorOf(Visit visit) => new(visit.Who.AccountId.ToString(), visit.Who.Name, visit.Who.Role switch
    {
        Role.Physician => ActorRole.Physician,
        Role.Nurse => ActorRole.Nurse,
        Role.Therapist => ActorRole.Therapist,
        Role.Patient => ActorRole.Patient,
        Role.Coach or Role.Administrator => ActorRole.Companion,
    });
}
