using System.Globalization;
using Engramm.Care.Eligibility;
using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Eligibility;

namespace Engramm.Server.Staff.Planning;

/// <summary>The plan as far as it was entered, checked. Nothing is filled in for the physician but the protocol's times and the measured weight.</summary>
/// <param name="State">The entered texts with a message beside each that cannot be taken.</param>
/// <param name="Plan">The calculated plan, or null.</param>
/// <param name="Outcome">Every finding, undecided.</param>
/// <param name="Product">The chosen product.</param>
/// <param name="Drug">The substance of that product.</param>
/// <param name="ObservationMinutes">As entered, or null.</param>
/// <param name="PlannedFor">Day and time, or null.</param>
/// <param name="ChairId">Where, or null.</param>
public sealed record PlanDraft(
    FormState State, InfusionPlan? Plan, DecidedFindings Outcome, DrugProduct? Product, Drug? Drug, double? ObservationMinutes, DateTimeOffset? PlannedFor, Guid? ChairId)
{
    private const decimal Most = 10_000;

    /// <summary>The field a finding belongs to; empty for the plan as a whole.</summary>
    public static string FieldOf(string ruleId) => ruleId switch
    {
        "PLAN-PRODUCT" or "PLAN-FORM" => "product",
        "PLAN-WEIGHT" or "PLAN-WEIGHT-SLIP" => "weight",
        "PLAN-WEIGHT-TYPE" or "PLAN-WEIGHT-TYPE-BMI" => "weight-type",
        "PLAN-DOSE" or "PLAN-DOSE-SLIP" or "PLAN-POSITIVE" => "dose",
        "PLAN-DURATION" or "PLAN-DURATION-SLIP" or "PLAN-RATE" => "duration",
        "PLAN-VOLUME" => "strength",
        "PLAN-OBSERVATION" => "observation",
        "PLAN-INTERVAL" => "day",
        _ => "",
    };

    /// <summary>Reads and checks what was posted.</summary>
    public static PlanDraft Read(FormState form, PlanCheck check, DecisionFile file, PlanHistory history, IReadOnlyList<Drug> drugs, Visit visit, PageContext context)
    {
        var drug = drugs.FirstOrDefault(d => d.Products.Any(p => string.Equals(p.Id, form.Value("product"), StringComparison.Ordinal)));
        var product = drug?.Products.First(p => string.Equals(p.Id, form.Value("product"), StringComparison.Ordinal));
        var (weight, dose, duration, strength, observation) = (Number("weight"), Number("dose"), Number("duration"), Number("strength"), Number("observation"));
        var plannedFor = Instant(form, visit);
        if (plannedFor is null)
        {
            form = form.Fault("day", context.T("plan.fault.when"));
        }
        else if (plannedFor < visit.Now.AddMinutes(-15))
        {
            form = form.Fault("day", context.T("plan.fault.past", context.DateAndTime(plannedFor.Value)));
        }

        var chair = Guid.TryParse(form.Value("chair"), out var chairId) ? chairId : (Guid?)null;
        form = chair is null ? form.Fault("chair", context.T("plan.fault.chair")) : form;
        var entry = new PlanEntry
        {
            Indication = file.Decision?.IndicationId,
            Drug = drug,
            Product = product,
            Weight = weight is { } kg ? new Kilograms(kg) : null,
            WeightType = Enum.TryParse<WeightType>(form.Value("weight-type"), out var type) && Enum.IsDefined(type) ? type : null,
            HeightMetres = file.Patient.HeightCm / 100,
            WeightBefore = file.Patient.WeightKg is { } before ? new Kilograms(before) : null,
            Dose = dose is { } mg ? new MilligramsPerKilogram(mg) : null,
            Duration = duration is { } minutes ? new Minutes(minutes) : null,
            Volume = weight is { } w && dose is { } d && strength is > 0 ? new Millilitres(w * d / strength.Value) : null,
            HoursToNearest = plannedFor is { } start ? history.HoursToNearest(start, start.AddMinutes(duration ?? 0)) : null,
            SessionsInPastYear = history.InYearBefore(plannedFor ?? visit.Now),
        };
        var result = check.Check(entry, file.Picture);
        var watched = observation is { } after ? check.Protocol.ObservationTime.Check(after, history.Given, file.Review.Findings) : null;
        var outcome = DecidedFindings.Undecided([.. result.Outcome.Findings, .. watched is null ? [] : new[] { watched }]);
        foreach (var block in outcome.Blocks)
        {
            var field = FieldOf(block.RuleId);
            form = form.Errors.ContainsKey(field) && field.Length > 0 ? form : form.Fault(field, Refusal(block, outcome, context.Language));
        }

        return new PlanDraft(form, outcome.Blocks.Any() ? null : result.Plan, outcome, product, drug, observation, plannedFor, chair);

        double? Number(string name)
        {
            var entered = form.Value(name);
            var reading = NumberReader.Read(entered, context.Language, 0, Most);
            if (reading.Value is { } value && value > 0)
            {
                return (double)value;
            }

            form = form.Fault(name, reading.Value is null ? Numbers.Refused(context, entered, reading.Refusal, 0, Most) : context.T("plan.fault.positive", entered ?? ""));
            return null;
        }
    }

    /// <summary>The soft limits beside a field, in words; null when there is none.</summary>
    public string? Warning(string field, Language language) =>
        string.Join(" ", Outcome.Findings.Where(f => f.Outcome is RuleOutcome.Hold or RuleOutcome.Caution && string.Equals(FieldOf(f.RuleId), field, StringComparison.Ordinal) && field.Length > 0)
            .Select(f => f.Reason.In(language))) is { Length: > 0 } words ? words : null;

    /// <summary>Why a value is refused, with the question whether the decimal mark slipped when it looks like that.</summary>
    private static string Refusal(Finding block, DecidedFindings outcome, Language language) =>
        outcome.Findings.FirstOrDefault(f => string.Equals(f.RuleId, block.RuleId + "-SLIP", StringComparison.Ordinal)) is { } slip
            ? block.Reason.In(language) + " " + slip.Reason.In(language)
            : block.Reason.In(language);

    private static DateTimeOffset? Instant(FormState form, Visit visit) =>
        DateOnly.TryParseExact(form.Value("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && TimeOnly.TryParseExact(form.Value("time"), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? visit.Practice.Instant(day, time)
            : null;
}
