using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Release;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>Facts, rules asked about them, and the physician's decision. The software decides nothing.</summary>
public static class EligibilityEndpoints
{
    /// <summary>Field of the reason for a hold.</summary>
    public static string ReasonField(string ruleId) => "reason." + ruleId;

    public static void MapEligibility(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/eligibility", ShowAsync).Needs(Permissions.ReadEligibility);
        app.MapPost("/patients/{patientId:guid}/eligibility", SignAsync).Needs(Permissions.SignEligibility);
        app.MapGet("/patients/{patientId:guid}/eligibility/facts", ShowFactsAsync).Needs(Permissions.ReadRecord);
        app.MapPost("/patients/{patientId:guid}/eligibility/facts", RecordFactsAsync).Needs(Permissions.WriteAssessment);
    }

    private static async Task<IResult> ShowAsync(
        Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, string? indication)
    {
        var file = await DecisionFile.LoadAsync(db, patientId, content, visit, http.RequestAborted);
        return await PageAsync(http, db, visit, pages, content, file, indication ?? file.Decision?.IndicationId, FormState.Empty);
    }

    private static async Task<IResult> SignAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, Releases releases)
    {
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        if (await db.KnowsAsync<EligibilityDecision>(command, http.RequestAborted))
        {
            return Signed(patientId);
        }

        var file = await DecisionFile.LoadAsync(db, patientId, content, visit, http.RequestAborted);
        var context = pages.Of(http);
        form = releases.Require(form, context, file.Rules, file.Catalogue, file.Indications);
        var indication = form.Value("indication");
        if (file.Indications.Find(indication) is null)
        {
            form = form.Fault("indication", context.T("eligibility.fault.indication"));
            return await PageAsync(http, db, visit, pages, content, file, null, form);
        }

        var guarded = Guarded(file, indication);
        var reasons = guarded.Outcome.OpenHolds.ToDictionary(h => h.RuleId, h => form.Value(ReasonField(h.RuleId)) ?? "", StringComparer.Ordinal);
        var taken = guarded.Outcome.DecideHolds(reasons, visit.Who.AccountId, visit.Who.Name, visit.Now);
        foreach (var (rule, refusal) in taken.Refusals)
        {
            form = form.Fault(ReasonField(rule), refusal.In(context.Language));
        }

        var blocks = file.Rules.BlocksBesideConsent(file.Picture, file.Catalogue)
            .Concat(guarded.Findings.Where(f => f.RuleId.StartsWith("IND-", StringComparison.Ordinal) && f.Outcome == Engramm.Content.Rules.RuleOutcome.Block))
            .ToList();
        if (blocks.Count > 0)
        {
            form = form.Fault("", $"{form.Error("")} {context.T("eligibility.fault.block", string.Join(", ", blocks.Select(b => b.RuleId)))}".TrimStart());
        }

        if (guarded.Outcome.AwaitingAssessment.Select(f => f.RuleId).ToList() is { Count: > 0 } waiting)
        {
            form = form.Fault("", $"{form.Error("")} {context.T("eligibility.assessfirst", string.Join(", ", waiting))}".TrimStart());
        }

        if (form.Value("signed") is not "true")
        {
            form = form.Fault("signed", context.T("eligibility.fault.signed"));
        }

        if (form.HasErrors)
        {
            return await PageAsync(http, db, visit, pages, content, file, indication, form);
        }

        db.Add(SignedReview.Sign(guarded with { Outcome = taken.Findings }, patientId, indication!, visit.Who.AccountId, visit.Now, command));
        await db.SaveOnceAsync<EligibilityDecision>(command, http.RequestAborted);
        return Signed(patientId);
    }

    private static SeeOther Signed(Guid patientId) => SeeOther.To(new PatientPaths(patientId).Eligibility + "#decision");

    private static async Task<IResult> ShowFactsAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var file = await DecisionFile.LoadAsync(db, patientId, content, visit, http.RequestAborted);
        return await FactsPageAsync(http, db, visit, pages, content, file, FormState.Empty);
    }

    private static async Task<IResult> RecordFactsAsync(Guid patientId, HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var file = await DecisionFile.LoadAsync(db, patientId, content, visit, http.RequestAborted);
        var context = pages.Of(http);
        var form = FormState.From(http.Request.Form);
        var command = form.CommandId();
        if (await db.KnowsAsync<Engramm.Care.Assessment.RecordedFact>(command, http.RequestAborted))
        {
            return SeeOther.To(BackFromFacts(new PatientPaths(patientId), visit));
        }

        var read = FactForm.Read(file, form, context);
        if (read.State.HasErrors)
        {
            return await FactsPageAsync(http, db, visit, pages, content, file, read.State);
        }

        // The first fact has the id of the command and stands for all that were sent with it.
        db.AddRange(read.Answers.Select((answer, index) => new Engramm.Care.Assessment.RecordedFact
        {
            Id = index == 0 ? command : Guid.CreateVersion7(),
            PatientId = patientId,
            Key = answer.Key,
            Value = answer.Value,
            Document = answer.Document,
            RecordedAt = visit.Now,
            RecordedBy = visit.Who.AccountId,
        }));
        await db.SaveOnceAsync<Engramm.Care.Assessment.RecordedFact>(command, http.RequestAborted);
        return SeeOther.To(BackFromFacts(new PatientPaths(patientId), visit));
    }

    /// <summary>Where the facts were opened from: the decision, for whoever may read it; else what was answered.</summary>
    private static string BackFromFacts(PatientPaths paths, Visit visit) => visit.May(Permissions.ReadEligibility) ? paths.Eligibility : paths.Assessment;

    private static async Task<IResult> PageAsync(
        HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, DecisionFile file, string? indication, FormState state)
    {
        var context = pages.Of(http);
        var names = await db.Accounts.AsNoTracking().Where(a => a.Role == Role.Physician).ToDictionaryAsync(a => a.Id, a => a.DisplayName, http.RequestAborted);
        var guarded = Guarded(file, indication);
        var model = new EligibilityModel(
            await PatientFrame.LoadAsync(db, file.Patient.Id, context, visit, content, http.RequestAborted),
            file,
            guarded,
            file.Indications.Find(indication),
            file.Decision is { } decision ? new SignedDecision(decision, SignedReview.Of(decision), names.GetValueOrDefault(decision.SignedBy, ""), IsCurrent(decision, file, guarded, indication)) : null,
            visit.May(Permissions.SignEligibility),
            visit.May(Permissions.WriteAssessment),
            visit.Who.Name,
            file.Rules.BlocksBesideConsent(file.Picture, file.Catalogue).Concat(guarded.Outcome.Blocks.Where(b => b.RuleId.StartsWith("IND-", StringComparison.Ordinal))).Any(),
            state);
        return PageResult.Of<EligibilityPage>(context, model, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>The rules with the indication guard's finding at its place among them.</summary>
    private static EligibilityReview Guarded(DecisionFile file, string? indication) => indication is null
        ? file.Review
        : file.Review with
        {
            Outcome = DecidedFindings.Undecided(
                [.. file.Review.Findings.Append(file.Indications.Check(indication, file.Picture, file.Catalogue)).OrderByDescending(f => f.Outcome)]),
        };

    private static bool IsCurrent(EligibilityDecision decision, DecisionFile file, EligibilityReview guarded, string? indication) =>
        decision.RuleSetVersion == file.Rules.Version
        && string.Equals(decision.IndicationId, indication, StringComparison.Ordinal)
        && !SignedReview.Of(decision).NotCovered(guarded.Findings).Any();

    private static async Task<IResult> FactsPageAsync(
        HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content, DecisionFile file, FormState state)
    {
        var context = pages.Of(http);
        var paths = new PatientPaths(file.Patient.Id);
        var model = new FactsModel(
            await PatientFrame.LoadAsync(db, file.Patient.Id, context, visit, content, http.RequestAborted),
            BackFromFacts(paths, visit),
            FactForm.Groups(file, context),
            FactForm.Derived(file, visit, context),
            visit.May(Permissions.WriteAssessment),
            state);
        return PageResult.Of<FactsPage>(context, model, state.HasErrors ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}
