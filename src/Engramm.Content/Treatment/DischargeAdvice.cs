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

    public required IReadOnlyList<string> Evidence { get; init; }
}

/// <summary>One line of advice.</summary>
public sealed record AdviceLine(string Code, Words Text);

/// <summary>A sign that needs help, and how soon.</summary>
public sealed record WarningSign(string Code, Words Text, Urgency Urgency);
