using System.Globalization;
using Engramm.Care.Patients;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Eligibility;

namespace Engramm.Server.Staff.Body;

/// <summary>A weight with when and how it was found.</summary>
/// <param name="Kg">Kilograms.</param>
/// <param name="At">When (UTC).</param>
/// <param name="How">How.</param>
internal sealed record Weighing(double Kg, DateTimeOffset At, WeightMethod How);

/// <summary>What the record keeps besides the weight. Null is "nobody knows" everywhere; no allergies is an empty text.</summary>
internal sealed record BodyFacts(double? HeightCm, Sex Sex, string? Allergies, string? StopWord, string? Complaint, string? Pseudonym);

/// <summary>Reads the two forms about body and session. Ranges only catch slips of the hand: they bind no plan.</summary>
internal static class BodyForm
{
    public const string NotAsked = "not-asked", None = "none", Listed = "listed";

    /// <summary>Lightest and heaviest weight taken, kg. Outside, a slip is likelier than a person.</summary>
    private const decimal Lightest = 20, Heaviest = 650;

    /// <summary>Shortest and tallest height taken, cm.</summary>
    private const decimal Shortest = 50, Tallest = 275;

    private const int LongestText = 500, LongestWord = 60, LongestPseudonym = 40;

    /// <summary>The form of a new weighing: empty but for the moment, so that no old number is saved as a new one.</summary>
    public static FormState NewWeighing(PageContext context)
    {
        var now = context.Local(context.Now);
        return FormState.With(
            ("weighed-day", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("weighed-time", now.ToString("HH:mm", CultureInfo.InvariantCulture)));
    }

    /// <summary>The other facts as they stand.</summary>
    public static FormState Of(Patient patient, PageContext context) => FormState.With(
        ("height", patient.HeightCm is { } cm ? cm.ToString("0.#", context.Language.Culture()) : null),
        ("sex", patient.Sex.ToString()),
        ("allergies-state", patient.Allergies switch { null => NotAsked, "" => None, _ => Listed }),
        ("allergies", patient.Allergies),
        ("stop-word", patient.StopWord),
        ("complaint", patient.Complaint),
        ("pseudonym", patient.Pseudonym));

    public static (FormState State, Weighing? Weighing) ReadWeighing(FormState form, PageContext context, PracticeProfile practice)
    {
        var entered = form.Value("weight");
        var reading = NumberReader.Read(entered, context.Language, Lightest, Heaviest);
        if (reading.Value is null)
        {
            form = form.Fault("weight", Numbers.Refused(context, entered, reading.Refusal, Lightest, Heaviest));
        }

        var at = DateOnly.TryParseExact(form.Value("weighed-day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && TimeOnly.TryParseExact(form.Value("weighed-time"), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? practice.Instant(day, time)
            : (DateTimeOffset?)null;
        if (at is null)
        {
            form = form.Fault("weighed-day", context.T("body.fault.when"));
        }
        else if (at > context.Now)
        {
            form = form.Fault("weighed-day", context.T("body.fault.future", context.DateAndTime(at.Value)));
        }

        var how = Enum.TryParse<WeightMethod>(form.Value("weighed-how"), out var method) && Enum.IsDefined(method) ? method : (WeightMethod?)null;
        form = how is null ? form.Fault("weighed-how", context.T("body.fault.how")) : form;
        return (form, form.HasErrors ? null : new Weighing((double)reading.Value!.Value, at!.Value, how!.Value));
    }

    public static (FormState State, BodyFacts? Facts) ReadFacts(FormState form, Patient patient, PageContext context)
    {
        double? height = null;
        if (Text("height") is { } entered)
        {
            var reading = NumberReader.Read(entered, context.Language, Shortest, Tallest);
            height = (double?)reading.Value;
            form = reading.Value is null ? form.Fault("height", Numbers.Refused(context, entered, reading.Refusal, Shortest, Tallest)) : form;
        }

        var sex = Enum.TryParse<Sex>(form.Value("sex"), out var chosen) && Enum.IsDefined(chosen) ? chosen : (Sex?)null;
        form = sex is null ? form.Fault("sex", context.T("body.fault.sex")) : form;
        var told = Text("allergies");
        var state = form.Value("allergies-state");
        switch (state)
        {
            case Listed when told is null:
                form = form.Fault("allergies", context.T("body.fault.allergies.empty"));
                break;
            case NotAsked or None when told is not null:
                form = form.Fault("allergies-state", context.T("body.fault.allergies.both", told));
                break;
            case Listed or NotAsked or None:
                break;
            default:
                form = form.Fault("allergies-state", context.T("body.fault.allergies"));
                break;
        }

        foreach (var (name, most) in (ReadOnlySpan<(string, int)>)[("allergies", LongestText), ("complaint", LongestText), ("stop-word", LongestWord), ("pseudonym", LongestPseudonym)])
        {
            if (Text(name) is { } text && text.Length > most)
            {
                form = form.Fault(name, context.T("body.fault.long", text.Length, most));
            }
        }

        if (Text("pseudonym") is { } called && Names(patient).FirstOrDefault(n => called.Contains(n, StringComparison.OrdinalIgnoreCase)) is { } part)
        {
            form = form.Fault("pseudonym", context.T("body.fault.pseudonym.name", part));
        }

        var allergies = state switch { None => string.Empty, Listed => told, _ => null };
        return (form, form.HasErrors ? null : new BodyFacts(height, sex!.Value, allergies, Text("stop-word"), Text("complaint"), Text("pseudonym")));

        // One letter or two say nothing; three may be the name.
        static IEnumerable<string> Names(Patient patient) => patient.FullName.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(n => n.Length > 2);

        string? Text(string name) => form.Value(name)?.Trim() is { Length: > 0 } text ? text : null;
    }
}
