using Engramm.Content.Screening;

namespace Engramm.Content.Treatment;

/// <summary>What the patient takes home after an infusion, on paper and on the phone.</summary>
public sealed record DischargeAdvice : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>Until when the rules hold.</summary>
    public required Words Until { get; init; }

    /// <summary>At least this many hours after the infusion, and not before a restful night.</summary>
    public required Engramm.Quantities.Sourced<decimal> LeastHours { get; init; }

    public required IReadOnlyList<AdviceLine> Rules { get; init; }

    /// <summary>What is harmless and passes.</summary>
    public required IReadOnlyList<AdviceLine> Expected { get; init; }

    public required IReadOnlyList<WarningSign> WarningSigns { get; init; }

    public required IReadOnlyList<AdviceLine> NextContacts { get; init; }

    /// <summary>What the phone asks after the discharge, and when; null when it asks nothing.</summary>
    public QuestionsAfter? QuestionsAfter { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The code of the line among <see cref="NextContacts"/> that promises <see cref="QuestionsAfter"/>.</summary>
    public const string QuestionsLine = "questions";

    protected internal override IEnumerable<ContentFault> Faults() =>
        QuestionsAfter is null && NextContacts.Any(line => line.Code is QuestionsLine)
            ? [new ContentFault("next_contacts", $"the line '{QuestionsLine}' promises questions, and questions_after names none")]
            : [];
}

/// <summary>A questionnaire that the phone offers on certain days after the discharge.</summary>
/// <param name="Instrument">Id of the questionnaire.</param>
/// <param name="Days">Days after the day of the discharge, counted in the practice's zone, rising.</param>
/// <param name="Source">Where days and questionnaire come from.</param>
public sealed record QuestionsAfter(string Instrument, IReadOnlyList<int> Days, Source Source);

/// <summary>One line of advice.</summary>
public sealed record AdviceLine(string Code, Words Text);

/// <summary>A sign that needs help, and how soon.</summary>
public sealed record WarningSign(string Code, Words Text, Urgency Urgency);
