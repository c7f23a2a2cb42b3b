using Engramm.Content.Relearning;
using Engramm.Quantities;

namespace Engramm.Content.Treatment;

/// <summary>
/// The text of an informed consent. It supports the explanation talk and never replaces it; every figure says where it comes from.
/// </summary>
public sealed record ConsentText : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    /// <summary>The drug it is about.</summary>
    public required string Drug { get; init; }

    /// <summary>The indication it is about, as in the list of indications.</summary>
    public required string Indication { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>What is explained, in order.</summary>
    public required IReadOnlyList<ConsentPoint> Points { get; init; }

    public required IReadOnlyList<ConsentPoint> Alternatives { get; init; }

    public required IReadOnlyList<ConsentRisk> Risks { get; init; }

    /// <summary>What the person undertakes: driving ban, escort …</summary>
    public required IReadOnlyList<ConsentPoint> Rules { get; init; }

    /// <summary>That it can be withdrawn at any time without a reason and without drawbacks.</summary>
    public required Words Withdrawal { get; init; }

    public required IReadOnlyList<TeachingQuestion> UnderstandingCheck { get; init; }

    /// <summary>What the signature says.</summary>
    public required Words Declaration { get; init; }

    /// <summary>Everything the text rests on.</summary>
    public IReadOnlyList<string> Evidence =>
        [.. Points.Concat(Alternatives).Concat(Rules).SelectMany(point => point.Evidence ?? []).Concat(Risks.SelectMany(risk => risk.Evidence ?? [])).Distinct(StringComparer.Ordinal)];

    protected internal override IEnumerable<ContentFault> Faults() =>
        Enumerable.Range(0, UnderstandingCheck.Count)
            .Where(i => UnderstandingCheck[i].Answers.Count(answer => answer.Right) != 1)
            .Select(i => new ContentFault(FormattableString.Invariant($"understanding_check[{i}]"), "exactly one answer is the right one"))
            .Concat(Enumerable.Range(0, Risks.Count)
                .Where(i => Risks[i].Verification is not (Verification.Seen or Verification.Computed) && (Risks[i].Frequency.De + Risks[i].Frequency.En).Any(char.IsDigit))
                .Select(i => new ContentFault(
                    FormattableString.Invariant($"risks[{i}]"), $"the risk '{Risks[i].Code}' gives a patient a figure nobody read in its source: read it, or say that how often is not established")));
}

/// <summary>A point of the explanation.</summary>
/// <param name="Code">The explanation talk ticks it off under this code.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">The text.</param>
/// <param name="Evidence">Rows its claims rest on.</param>
public sealed record ConsentPoint(string Code, Words Title, Words Text, IReadOnlyList<string>? Evidence = null);

/// <summary>A risk with how often it was seen.</summary>
/// <param name="Code">Its code within the text.</param>
/// <param name="Title">Name.</param>
/// <param name="Text">What it is and what is done about it.</param>
/// <param name="Frequency">How often, with the number of people it was seen in and against what; or that nobody knows.</param>
/// <param name="Citation">Where the frequency comes from.</param>
/// <param name="Verification">Whether that was read.</param>
/// <param name="Evidence">Rows it rests on.</param>
public sealed record ConsentRisk(string Code, Words Title, Words Text, Words Frequency, string Citation, Verification Verification, IReadOnlyList<string>? Evidence = null);
