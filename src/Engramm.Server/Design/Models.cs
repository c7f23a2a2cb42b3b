namespace Engramm.Server.Design;

/// <summary>One option of a choice.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What a person reads.</param>
/// <param name="Note">A second, quieter line.</param>
/// <param name="Apart">Stands apart from the others: "don't know", "prefer not to say".</param>
public sealed record Choice(string Value, string Text, string? Note = null, bool Apart = false)
{
    /// <summary>The value posted for "I would rather not say". Stored as an answer, never as "no".</summary>
    public const string Declined = "declined";

    /// <summary>Yes, no, don't know: unknown is an answer.</summary>
    public static IReadOnlyList<Choice> YesNoUnknown(PageContext context) =>
    [
        new("yes", context.T("design.yes")),
        new("no", context.T("design.no")),
        new("unknown", context.T("design.unknown"), Apart: true),
    ];
}

/// <summary>The patient whose page this is: always visible, so that nobody charts on the wrong person.</summary>
/// <param name="Href">The record.</param>
/// <param name="Name">Full name.</param>
/// <param name="Birth">Date of birth, age and sex in one line.</param>
/// <param name="Facts">Weight, allergies, diagnosis: what must never be out of sight.</param>
/// <param name="Flags">Open holds and other findings.</param>
public sealed record PatientBar(string Href, string Name, string Birth, IReadOnlyList<BarFact> Facts, IReadOnlyList<BarFlag> Flags);

/// <summary>One fact in the patient bar. Unknown is written as such, never left out; it may lead to where it is entered.</summary>
public sealed record BarFact(string Label, string Value, string? Note = null, string? Href = null);

/// <summary>One flag in the patient bar.</summary>
public sealed record BarFlag(BadgeKind Kind, string Text, string? Href = null);

/// <summary>Where a phase of the journey stands.</summary>
public enum PhaseState
{
    Ahead,
    Now,
    Done,
}

/// <summary>One of the five phases.</summary>
public sealed record Phase(string Title, string Note, PhaseState State, string Href);

/// <summary>One relearning programme that runs beside the phases.</summary>
public sealed record RelearningTrack(string Title, int Done, int Total, string? Href = null);

/// <summary>The rail at the left: the journey and what runs beside it.</summary>
public sealed record Journey(IReadOnlyList<Phase> Phases, IReadOnlyList<RelearningTrack> Relearning);

/// <summary>The guided tour through a fictional practice.</summary>
/// <param name="Steps">The steps, five in the demo practice.</param>
/// <param name="Current">Index of the step shown, from 0.</param>
/// <param name="EndHref">Leaves the tour.</param>
public sealed record Tour(IReadOnlyList<TourStep> Steps, int Current, string EndHref);

/// <summary>A stop of the tour.</summary>
public sealed record TourStep(string Title, string Text, string Href);
