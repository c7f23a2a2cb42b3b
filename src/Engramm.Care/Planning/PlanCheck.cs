using Engramm.Care.Eligibility;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Quantities;

namespace Engramm.Care.Planning;

/// <summary>What came of checking an entry: the plan, unless something refuses it, and everything that was found.</summary>
/// <param name="Plan">The calculated plan; null while a value is missing or refused.</param>
/// <param name="Outcome">Findings and decisions. The plan may be signed when <see cref="DecidedFindings.CanProceed"/>.</param>
public sealed record PlanResult(InfusionPlan? Plan, DecidedFindings Outcome)
{
    /// <summary>Whether the plan may be signed.</summary>
    public bool CanSign => Plan is not null && Outcome.CanProceed;
}

/// <summary>
/// Checks an entry against the indication guard and the plan limits. Beyond a soft limit a physician gives a reason,
/// beyond a hard one the entry is refused; a value that looks like a slipped decimal mark is asked about.
/// </summary>
/// <param name="Protocol">The protocol the plan follows.</param>
/// <param name="Limits">The practice's limits.</param>
/// <param name="Indications">The practice's indications.</param>
/// <param name="Catalogue">The facts that indications ask for.</param>
public sealed record PlanCheck(InfusionProtocol Protocol, PlanLimits Limits, IndicationList Indications, FactCatalogue Catalogue)
{
    private static readonly Words CatchesSlips = new(
        "Die Grenze fängt Eingabefehler ab. Sie ist keine Dosisempfehlung.",
        "The limit catches slips of the hand. It is no dose recommendation.");

    /// <summary>Checks the entry for the person.</summary>
    public PlanResult Check(PlanEntry entry, ClinicalPicture person)
    {
        List<Finding> findings = [Indications.Check(entry.Indication, person, Catalogue), .. Missing(entry), .. CheckWeight(entry), .. CheckHistory(entry)];
        if (entry is { Drug.Substance: var substance, Product: { } product, Weight: { } weight, WeightType: { } type, Dose: { } dose, Duration: { } duration, Volume: { } volume })
        {
            findings.AddRange(CheckDose(substance, weight, dose, duration, volume, product));
            if (findings.All(f => f.Outcome != RuleOutcome.Block))
            {
                var plan = new InfusionPlan(Protocol.Pin, entry.Indication, substance, product, weight, type, dose, duration, volume);
                return new PlanResult(plan, DecidedFindings.Undecided(findings));
            }
        }

        return new PlanResult(null, DecidedFindings.Undecided(findings));
    }

    private static IEnumerable<Finding> Missing(PlanEntry entry)
    {
        (bool Is, string Id, string German, string English)[] fields =
        [
            (entry.Drug is null || entry.Product is null, "PLAN-PRODUCT", "Produkt und Form (Racemat oder S-Ketamin)", "Product and form (racemate or S-ketamine)"),
            (entry.Weight is null, "PLAN-WEIGHT", "Gewicht", "Weight"),
            (entry.WeightType is null, "PLAN-WEIGHT-TYPE", "Art des Gewichts", "Kind of weight"),
            (entry.Dose is null, "PLAN-DOSE", "Dosis", "Dose"),
            (entry.Duration is null, "PLAN-DURATION", "Dauer", "Duration"),
            (entry.Volume is null, "PLAN-VOLUME", "Volumen in der Spritze", "Volume in the syringe"),
        ];
        return fields.Where(field => field.Is).Select(field => new Finding(
            field.Id, RuleOutcome.Block, FindingCause.Unanswered, new Words(field.German, field.English),
            new Words("Ohne diese Angabe wird nicht gerechnet; nichts wird vorbelegt.", "Nothing is calculated without it, and nothing is filled in."),
            new Words($"{field.German}: fehlt.", $"{field.English}: missing."), null, [], []));
    }

    private IEnumerable<Finding> CheckWeight(PlanEntry entry)
    {
        if (entry.Weight is not { Value: var kg })
        {
            yield break;
        }

        var limits = Limits.WeightKg;
        var field = new Words("Gewicht", "Weight");
        if (kg < limits.HardLeast.Value || kg > limits.HardGreatest.Value)
        {
            yield return Between("PLAN-WEIGHT", RuleOutcome.Block, field, kg, "kg", limits.HardLeast, limits.HardGreatest);
        }
        else if (kg < limits.SoftLeast.Value || kg > limits.SoftGreatest.Value)
        {
            yield return Between("PLAN-WEIGHT", RuleOutcome.Hold, field, kg, "kg", limits.SoftLeast, limits.SoftGreatest);
        }

        if (Slip("PLAN-WEIGHT-SLIP", field, kg, entry.WeightBefore?.Value, "kg") is { } slip)
        {
            yield return slip;
        }

        if (entry is { HeightMetres: { } height and > 0 } && kg / (height * height) is var bmi && bmi >= Limits.AskWeightTypeFromBmi.Value)
        {
            yield return new Finding(
                "PLAN-WEIGHT-TYPE-BMI", RuleOutcome.Caution, FindingCause.Triggered, new Words("Art des Gewichts", "Kind of weight"),
                new Words("Ab diesem Body-Mass-Index macht die Art des Gewichts einen großen Unterschied.", "From this body mass index on, the kind of weight makes a large difference."),
                FactWords.InBoth(language => $"BMI {Number(bmi, language)}"),
                new Words("Festhalten, für welches Gewicht dosiert wird", "State which weight the dose is for"), [], [Of(Limits.AskWeightTypeFromBmi)]);
        }
    }

    private IEnumerable<Finding> CheckDose(KetamineForm substance, Kilograms weight, MilligramsPerKilogram dose, Minutes duration, Millilitres volume, DrugProduct product)
    {
        (Words Field, double Value, string Unit)[] positive =
            [(new Words("Dosis", "Dose"), dose.Value, "mg/kg"), (new Words("Dauer", "Duration"), duration.Value, "min"), (new Words("Volumen in der Spritze", "Volume in the syringe"), volume.Value, "ml")];
        if (Array.FindAll(positive, p => p.Value <= 0) is { Length: > 0 } faulty)
        {
            yield return Refused("PLAN-POSITIVE", new Words("Dosis, Dauer, Volumen", "Dose, duration, volume"), FactWords.InBoth(language =>
                string.Join("; ", faulty.Select(p => $"{p.Field.In(language)} {With(p.Value, p.Unit, language)}")) + (language == Language.German ? "; erlaubt ist mehr als 0." : "; more than 0 is allowed.")));
            yield break;
        }

        if (Protocol.DoseOf(substance) is not { } planned)
        {
            yield return Refused("PLAN-FORM", new Words("Form", "Form"), new Words($"{Protocol.Id} ist für diese Form nicht geschrieben.", $"{Protocol.Id} is not written for this form."));
            yield break;
        }

        var limits = Limits.Of(substance);
        var ofDose = new Words("Dosis", "Dose");
        Finding?[] findings =
        [
            AtMost("PLAN-DOSE", ofDose, dose.Value, "mg/kg", limits.MgPerKg),
            AtMost("PLAN-RATE", new Words("Rate", "Rate"), (dose / duration).Value, "mg/kg/h", limits.MgPerKgHour),
            AtLeast("PLAN-DURATION", new Words("Dauer", "Duration"), duration.Value, "min", Limits.DurationMinutes),
            Slip("PLAN-DOSE-SLIP", ofDose, dose.Value, planned.MgPerKg.Value, "mg/kg"),
            Slip("PLAN-DURATION-SLIP", new Words("Dauer", "Duration"), duration.Value, Protocol.DurationMinutes.Value, "min"),
        ];
        foreach (var finding in findings.OfType<Finding>())
        {
            yield return finding;
        }

        var drawn = (dose * weight / new MilligramsPerMillilitre(product.MgPerMlBase.Value)).Value;
        if (volume.Value < drawn)
        {
            yield return Refused("PLAN-VOLUME", new Words("Volumen in der Spritze", "Volume in the syringe"), FactWords.InBoth(language => language == Language.German
                ? $"{Number(volume.Value, language)} ml sind weniger als die {Number(drawn, language)} ml des Produkts, die hineingehören."
                : $"{Number(volume.Value, language)} mL is less than the {Number(drawn, language)} mL of product that go in."));
        }
    }

    private IEnumerable<Finding> CheckHistory(PlanEntry entry)
    {
        if (entry.HoursToNearest is { } hours && AtLeast("PLAN-INTERVAL", new Words("Abstand zur nächstgelegenen anderen Infusion", "Interval to the nearest other infusion"), hours, "h", Limits.IntervalHours) is { } interval)
        {
            yield return interval;
        }

        var field = new Words("Sitzungen in 12 Monaten", "Sessions in 12 months");
        if (AtMost("PLAN-SESSIONS", field, entry.SessionsInPastYear + 1, "", Limits.SessionsPerYear) is { } sessions)
        {
            yield return entry.CountersignedBy is null || sessions.Outcome != RuleOutcome.Block
                ? sessions
                : sessions with { Outcome = RuleOutcome.Hold };
        }
    }

    // Relative, so that 0.1 + 0.2 is not more than 0.3.
    private const double Rounding = 1e-9;

    private static Finding? AtMost(string id, Words field, double value, string unit, Limit limit) =>
        value > limit.Hard.Value * (1 + Rounding) ? Beyond(id, RuleOutcome.Block, field, value, unit, limit.Hard, most: true)
        : value > limit.Soft.Value * (1 + Rounding) ? Beyond(id, RuleOutcome.Hold, field, value, unit, limit.Soft, most: true)
        : null;

    private static Finding? AtLeast(string id, Words field, double value, string unit, Limit limit) =>
        value < limit.Hard.Value * (1 - Rounding) ? Beyond(id, RuleOutcome.Block, field, value, unit, limit.Hard, most: false)
        : value < limit.Soft.Value * (1 - Rounding) ? Beyond(id, RuleOutcome.Hold, field, value, unit, limit.Soft, most: false)
        : null;

    private static Finding Beyond(string id, RuleOutcome outcome, Words field, double value, string unit, Sourced<double> bound, bool most) =>
        Found(id, outcome, field, [Of(bound)], language =>
        {
            var (given, allowed) = (With(value, unit, language), With(bound.Value, unit, language));
            return (language, most) switch
            {
                (Language.German, true) => $"{field.In(language)} {given}; {Limit(outcome, language)} bis {allowed}.",
                (Language.German, false) => $"{field.In(language)} {given}; {Limit(outcome, language)} ab {allowed}.",
                (_, true) => $"{field.In(language)} {given}; {Limit(outcome, language)} up to {allowed}.",
                _ => $"{field.In(language)} {given}; {Limit(outcome, language)} from {allowed}.",
            };
        });

    /// <summary>Beyond a soft limit a reason is enough; only a hard limit forbids.</summary>
    private static string Limit(RuleOutcome outcome, Language language) => (outcome, language) switch
    {
        (RuleOutcome.Block, Language.German) => "erlaubt",
        (RuleOutcome.Block, _) => "allowed",
        (_, Language.German) => "ohne Begründung",
        _ => "without a reason",
    };

    private static Finding Between(string id, RuleOutcome outcome, Words field, double value, string unit, Sourced<double> least, Sourced<double> greatest) =>
        Found(id, outcome, field, [Of(least), Of(greatest)], language => language == Language.German
            ? $"{field.In(language)} {With(value, unit, language)}; {Limit(outcome, language)} {With(least.Value, unit, language)} bis {With(greatest.Value, unit, language)}."
            : $"{field.In(language)} {With(value, unit, language)}; {Limit(outcome, language)} {With(least.Value, unit, language)} to {With(greatest.Value, unit, language)}.");

    /// <summary>Asks when a value is about ten times, or a tenth of, what is expected.</summary>
    private Finding? Slip(string id, Words field, double value, double? expected, string unit)
    {
        if (expected is not { } usual || usual <= 0 || value <= 0)
        {
            return null;
        }

        var factor = Math.Max(value / usual, usual / value);
        return factor < Limits.SlipFactor.Least.Value || factor > Limits.SlipFactor.Greatest.Value
            ? null
            : Found(id, RuleOutcome.Hold, field, [Of(Limits.SlipFactor.Least), Of(Limits.SlipFactor.Greatest)], language => language == Language.German
                ? $"{field.In(language)} {With(value, unit, language)} weicht etwa um das Zehnfache von {With(usual, unit, language)} ab. Ist das Komma verrutscht?"
                : $"{field.In(language)} {With(value, unit, language)} is about a factor of ten away from {With(usual, unit, language)}. Has the decimal mark slipped?");
    }

    private static Finding Refused(string id, Words field, Words reason) => new(id, RuleOutcome.Block, FindingCause.Triggered, field, CatchesSlips, reason, null, [], []);

    private static Finding Found(string id, RuleOutcome outcome, Words field, IReadOnlyList<Source> sources, Func<Language, string> reason) =>
        new(id, outcome, FindingCause.Triggered, field, CatchesSlips, FactWords.InBoth(reason), null, [], sources);

    private static Source Of(Sourced<double> bound) => new(bound.Citation, bound.Verification, Note: bound.Note);

    private static string With(double value, string unit, Language language) => $"{Number(value, language)} {unit}".TrimEnd();

    private static string Number(double value, Language language) => value.ToString("0.###", language.Culture());
}
