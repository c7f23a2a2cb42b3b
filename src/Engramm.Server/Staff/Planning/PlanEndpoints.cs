using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Planning;
using Engramm.Cockpit.Planner;
using Engramm.Content.Infusion;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Parts;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Planning;

/// <summary>Planning one infusion: calculate as often as one likes, sign once. Engramm suggests no dose.</summary>
public static class PlanEndpoints
{
    /// <summary>The protocol of this first thread.</summary>
    public const string ProtocolId = "PROT-DEP-40";

    /// <summary>The limits of the practice's plans.</summary>
    public const string LimitsId = "infusion-plan";

    public static void MapPlanning(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/plan", ShowAsync).Needs(Permissions.ReadEligibility);
        app.MapGet("/patients/{patientId:guid}/plan/sheet", SheetAsync).Needs(Permissions.ReadEligibility);
        app.MapPost("/patients/{patientId:guid}/plan/preview", CalculateAsync).Needs(Permissions.SignPlan);
        app.MapPost("/patients/{patientId:guid}/plan", SignAsync).Needs(Permissions.SignPlan);
        app.MapPost("/patients/{patientId:guid}/orders/{orderId:guid}/withdraw", WithdrawAsync).Needs(Permissions.SignPlan);
    }

    /// <summary>Takes a signed plan back that no session was opened from. Pressed twice it is taken back once; once a session stands, only that can be called off.</summary>
    private static async Task<IResult> WithdrawAsync(Guid patientId, Guid orderId, HttpContext http, EngrammDbContext db, Visit visit)
    {
        var cancellation = http.RequestAborted;
        if (await db.Orders.SingleOrDefaultAsync(o => o.Id == orderId && o.PatientId == patientId, cancellation) is not { } order)
        {
            return Results.NotFound();
        }

        if (order.WithdrawnAt is null && !await db.Sessions.AnyAsync(s => s.OrderId == orderId, cancellation))
        {
            (order.WithdrawnAt, order.WithdrawnBy) = (visit.Now, visit.Who.AccountId);
            await db.SaveChangesAsync(cancellation);
        }

        return SeeOther.To(new PatientPaths(patientId).Plan + "#orders");
    }

    private static async Task<IResult> ShowAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var desk = await DeskAsync(patientId, http, db, visit, pages, content);
        var protocol = desk.Check.Protocol;
        var state = FormState.With(
            ("weight", desk.File.Patient.WeightKg is { } kg ? desk.Context.Number(kg, 1) : null),
            ("duration", desk.Context.Number(protocol.DurationMinutes.Value)),
            ("observation", desk.Context.Number(protocol.ObservationTime.DefaultMinutes.Value)));
        return await PageAsync(desk, http, db, visit, content, state, null, StatusCodes.Status200OK);
    }

    /// <summary>What the planner in the browser calculates with. Nothing of the person is in it.</summary>
    private static async Task<IResult> SheetAsync(HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content) =>
        await PracticeSwitches.NowAsync(db, http.RequestAborted) is { LimitHighlighting: true }
            ? Results.Json(PlannerSheets.Of(content, visit.Today, pages.Of(http).Language), PlannerJson.Default.PlannerSheet)
            : Results.Text(pages.Of(http).T("parts.noprediction"), statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> CalculateAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var desk = await DeskAsync(patientId, http, db, visit, pages, content);
        var draft = desk.Read(FormState.From(http.Request.Form), visit);
        // Calculating needs no date and no chair yet.
        var state = draft.State with { Errors = draft.State.Errors.Where(e => e.Key is not ("day" or "chair")).ToDictionary(StringComparer.Ordinal) };
        return await PageAsync(desk, http, db, visit, content, state, draft, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SignAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        if (await db.KnowsAsync<InfusionOrder>(command, http.RequestAborted))
        {
            return Signed(patientId);
        }

        var desk = await DeskAsync(patientId, http, db, visit, pages, content);
        var draft = desk.Read(form, visit);
        var state = draft.State;
        var signed = desk.File.Decision is { } decision ? SignedReview.Of(decision) : null;
        var reasons = draft.Outcome.OpenHolds.ToDictionary(
            hold => hold.RuleId,
            hold => signed?.Covers(hold) == true ? signed.Reasons[hold.RuleId] : state.Value(EligibilityEndpoints.ReasonField(hold.RuleId)) ?? "",
            StringComparer.Ordinal);
        var taken = draft.Outcome.DecideHolds(reasons, visit.Who.AccountId, visit.Who.Name, visit.Now);
        foreach (var (rule, refusal) in taken.Refusals)
        {
            state = state.Fault(EligibilityEndpoints.ReasonField(rule), refusal.In(desk.Context.Language));
        }

        foreach (var obstacle in desk.File.Footing.Obstacles(desk.File.Decision?.IndicationId, draft.Drug).Take(1))
        {
            state = state.Fault("", desk.Context.T("plan.fault.obstacle", obstacle.Words.In(desk.Context.Language)));
        }

        state = releases.Require(state, desk.Context, [desk.Check.Protocol, desk.Check.Limits, .. desk.Drugs.Where(d => d == draft.Drug)]);
        if (draft.ChairId is { } chair && !await db.Chairs.AnyAsync(c => c.Id == chair, http.RequestAborted))
        {
            state = state.Fault("chair", desk.Context.T("plan.fault.chair"));
        }

        if (state.HasErrors || draft is not { Plan: { } plan, PlannedFor: { } plannedFor, ChairId: { } chairId, ObservationMinutes: { } observation } || !taken.Findings.CanProceed)
        {
            return await PageAsync(desk, http, db, visit, content, state, draft, StatusCodes.Status422UnprocessableEntity);
        }

        reasons["PLAN-WEIGHT-TYPE"] = plan.WeightType.ToString();
        db.Add(new InfusionOrder
        {
            Id = command,
            PatientId = patientId,
            ProtocolId = plan.Protocol.Id,
            ProtocolVersion = plan.Protocol.Version,
            IndicationId = plan.Indication!,
            ProductId = plan.Product.Id,
            WeightKg = plan.Weight.Value,
            DoseMgPerKg = plan.Dose.Value,
            DurationMinutes = plan.Duration.Value,
            StrengthMgPerMl = plan.SyringeStrength.Value,
            ObservationMinutes = observation,
            ReasonsJson = JsonSerializer.Serialize(reasons),
            EligibilityDecisionId = desk.File.Decision!.Id,
            ConsentRecordId = desk.File.Consent!.Id,
            PlannedFor = plannedFor,
            ChairId = chairId,
            SignedBy = visit.Who.AccountId,
            SignedAt = visit.Now,
        });
        await db.SaveOnceAsync<InfusionOrder>(command, http.RequestAborted);
        return Signed(patientId);
    }

    private static SeeOther Signed(Guid patientId) => SeeOther.To(new PatientPaths(patientId).Plan + "#orders");

    private static async Task<Desk> DeskAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var file = await DecisionFile.LoadAsync(db, patientId, content, visit, http.RequestAborted);
        var history = await PlanHistories.OfAsync(db, patientId, visit.Now, http.RequestAborted);
        var check = new PlanCheck(content.Get<InfusionProtocol>(ProtocolId, visit.Today), content.Get<PlanLimits>(LimitsId, visit.Today), file.Indications, file.Catalogue);
        return new Desk(pages.Of(http), file, check, history, content.All<Drug>(visit.Today));
    }

    private static async Task<IResult> PageAsync(Desk desk, HttpContext http, EngrammDbContext db, Visit visit, ContentLibrary content, FormState state, PlanDraft? draft, int status)
    {
        var (context, file) = (desk.Context, desk.File);
        var indication = file.Indications.Find(file.Decision?.IndicationId);
        var guard = indication is null ? null : file.Indications.Check(indication.Code, file.Picture, file.Catalogue);
        var signed = file.Decision is { } decision ? SignedReview.Of(decision) : null;
        var chairs = await db.Chairs.AsNoTracking().OrderBy(c => c.Name).ToListAsync(http.RequestAborted);
        var switches = await PracticeSwitches.NowAsync(db, http.RequestAborted);
        var model = new PlanModel(
            await PatientFrame.LoadAsync(db, file.Patient.Id, context, visit, content, http.RequestAborted),
            file,
            desk.Check.Protocol,
            [desk.Check.Protocol, desk.Check.Limits],
            indication,
            guard,
            guard is not null && signed?.Covers(guard) == true ? signed.Reasons[guard.RuleId] : null,
            // What consent was asked for stands first; chosen is none.
            [.. desk.Drugs.OrderByDescending(d => string.Equals(d.Id, file.ConsentText.Drug, StringComparison.Ordinal))],
            [.. chairs.Select(c => new Choice(c.Id.ToString(), c.Name))],
            desk.History,
            state,
            draft,
            switches,
            switches.LimitHighlighting && draft is { Plan: { } plan, ObservationMinutes: { } observation } ? PredictedCourse.Of(plan, observation, content, visit.Today, context.Language) : null,
            file.Footing.Obstacles(file.Decision?.IndicationId, draft?.Drug),
            await OrdersAsync(file.Patient.Id, desk, db, chairs.ToDictionary(c => c.Id, c => c.Name), http.RequestAborted),
            visit.May(Permissions.SignPlan),
            visit.May(Permissions.OpenSession),
            visit.Who.Name);
        return PageResult.Of<PlanPage>(context, model, status);
    }

    private static async Task<IReadOnlyList<SignedPlan>> OrdersAsync(Guid patientId, Desk desk, EngrammDbContext db, Dictionary<Guid, string> chairs, CancellationToken cancellation)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.PatientId == patientId).OrderByDescending(o => o.PlannedFor).ToListAsync(cancellation);
        var sessions = (await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId).ToListAsync(cancellation)).ToLookup(s => s.OrderId);
        var signers = orders.Select(o => o.SignedBy).Distinct().ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => signers.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        return [.. orders.Select(order => new SignedPlan(
            order,
            desk.Drugs.SelectMany(d => d.Products).FirstOrDefault(p => string.Equals(p.Id, order.ProductId, StringComparison.Ordinal))?.Name.In(desk.Context.Language) ?? order.ProductId,
            chairs.GetValueOrDefault(order.ChairId, ""),
            names.GetValueOrDefault(order.SignedBy, ""),
            sessions[order.Id].FirstOrDefault()?.Id,
            sessions[order.Id].FirstOrDefault()?.ClosedAt is not null))];
    }

    /// <summary>All that checking a plan needs.</summary>
    private sealed record Desk(PageContext Context, DecisionFile File, PlanCheck Check, PlanHistory History, IReadOnlyList<Drug> Drugs)
    {
        public PlanDraft Read(FormState form, Visit visit) => PlanDraft.Read(form, Check, File, History, Drugs, visit, Context);
    }
}
