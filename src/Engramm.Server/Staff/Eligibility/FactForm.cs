using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Patients;

namespace Engramm.Server.Staff.Eligibility;

/// <summary>A changed answer as the record will keep it.</summary>
/// <param name="Key">The fact.</param>
/// <param name="Value">The value; null says asked and unknown.</param>
/// <param name="Document">The letter or finding behind it.</param>
internal sealed record FactAnswer(string Key, string? Value, string? Document);

/// <summary>The form of facts, made from the catalogue and read back. What nobody touched makes no new row.</summary>
internal static class FactForm
{
    /// <summary>The value that says nobody knows.</summary>
    public const string Unknown = "unknown";

    public static string Field(string key) => "fact." + key;

    public static string DocumentField(string key) => "document." + key;

    public static IReadOnlyList<FactGroupModel> Groups(DecisionFile file, PageContext context)
    {
        var asked = file.Asked().ToLookup(fact => fact.Group, StringComparer.Ordinal);
        return [.. file.Catalogue.Groups.Where(group => asked.Contains(group.Id))
            .Select(group => new FactGroupModel(group.Title.In(context.Language), [.. asked[group.Id].Select(fact => Question(fact, file, context))]))];
    }

    public static IReadOnlyList<DerivedFact> Derived(DecisionFile file, Visit visit, PageContext context)
    {
        var paths = new PatientPaths(file.Patient.Id);
        var asked = file.Asked().Select(fact => fact.Key).ToHashSet(StringComparer.Ordinal);
        return [.. PersonOnRecord.Derived.Where(key => !asked.Contains(key)).Select(key =>
        {
            var definition = file.Catalogue[key];
            var answer = file.Picture[key] is KnownFact known ? known.Value.Write(definition, context.Language) : context.T("eligibility.fact.unknown");
            return new DerivedFact(definition.Question.In(context.Language), answer, context.T("eligibility.from." + key), key switch
            {
                PersonOnRecord.Consent when visit.May(Permissions.ReadEligibility) => paths.Consent,
                PersonOnRecord.RedFlags => paths.Assessment + "#clearance",
                PersonOnRecord.SuicideRisk or PersonOnRecord.SuicideAnswerOpen => paths.Assessment + "#holds",
                _ => null,
            });
        })];
    }

    public static (FormState State, IReadOnlyList<FactAnswer> Answers) Read(DecisionFile file, FormState form, PageContext context)
    {
        var answers = new List<FactAnswer>();
        foreach (var fact in file.Asked())
        {
            var entered = form.Value(Field(fact.Key))?.Trim() ?? "";
            var document = form.Value(DocumentField(fact.Key))?.Trim() is { Length: > 0 } named ? named : null;
            var (value, fault) = Value(fact, entered, context);
            if (fault is not null)
            {
                form = form.Fault(Field(fact.Key), fault);
                continue;
            }

            var latest = file.Person.Latest(fact.Key);
            var known = file.IsCurrent(fact) ? latest?.Value : null;
            var saidUnknown = string.Equals(entered, Unknown, StringComparison.Ordinal);
            var differs = entered.Length > 0 && (!string.Equals(known, value, StringComparison.Ordinal) || (saidUnknown && latest is null));
            var cleared = entered.Length == 0 && known is not null;
            var newDocument = known is not null && !string.Equals(latest?.Document, document, StringComparison.Ordinal);
            if (differs || cleared || newDocument)
            {
                answers.Add(new FactAnswer(fact.Key, value, document));
            }
        }

        return (form, answers);
    }

    /// <summary>What a field shows for a stored value: numbers with the language's decimal mark.</summary>
    private static string Shown(FactDefinition fact, string stored, Language language) =>
        fact.Kind == FactKind.Number && FactText.Read(fact, stored) is NumberValue number ? number.Amount.ToString("0.##", language.Culture()) : stored;

    private static FactQuestion Question(FactDefinition fact, DecisionFile file, PageContext context)
    {
        var latest = file.Person.Latest(fact.Key);
        if (file.IsCurrent(fact) && latest?.Value is { } stored)
        {
            return new FactQuestion(fact, Shown(fact, stored, context.Language), latest.Document, context.T("eligibility.fact.since", context.Date(latest.RecordedAt)));
        }

        var note = file.Picture[fact.Key] is KnownFact old
            ? context.T("eligibility.fact.old", old.Value.Write(fact, context.Language), context.Date(old.Since), fact.ValidForDays ?? 0)
            : latest is { Value: null } ? context.T("eligibility.fact.asked", context.Date(latest.RecordedAt)) : null;
        return new FactQuestion(fact, latest is { Value: null } ? Unknown : null, latest is { Value: null } ? latest.Document : null, note);
    }

    private static (string? Value, string? Fault) Value(FactDefinition fact, string entered, PageContext context)
    {
        if (entered.Length == 0 || string.Equals(entered, Unknown, StringComparison.Ordinal))
        {
            return (null, null);
        }

        switch (fact.Kind)
        {
            case FactKind.Number:
                var (least, greatest) = ((decimal)fact.Least!.Value, (decimal)fact.Greatest!.Value);
                var reading = NumberReader.Read(entered, context.Language, least, greatest);
                return reading.Value is { } number
                    ? (FactText.Write(new NumberValue(number, fact.Unit ?? "")), null)
                    : (null, Numbers.Refused(context, entered, reading.Refusal, least, greatest));
            case FactKind.Date:
                return FactText.Read(fact, entered) is DayValue day && day.Day <= DateOnly.FromDateTime(context.Local(context.Now).DateTime)
                    ? (FactText.Write(day), null)
                    : (null, context.T("eligibility.fault.day", entered));
            default:
                return FactText.Read(fact, entered) is { } value ? (FactText.Write(value), null) : (null, context.T("eligibility.fault.choice", entered));
        }
    }
}
