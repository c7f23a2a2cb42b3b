namespace Engramm.Content.Relearning;

/// <summary>What to do when the pain flares up. Always open, also offline.</summary>
public sealed record FlarePlan : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    /// <summary>What counts as a flare-up here.</summary>
    public required Words WhatIsAFlare { get; init; }

    /// <summary>That it belongs to learning and is no failure.</summary>
    public required Words Message { get; init; }

    public required IReadOnlyList<FlareStep> Steps { get; init; }

    /// <summary>What the person fills in on a good day.</summary>
    public required IReadOnlyList<PlanField> OwnPlan { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }
}

/// <summary>One step, in order.</summary>
/// <param name="Code">Its code; <c>stop-check</c> asks the short form of the red flags first.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What to do.</param>
public sealed record FlareStep(string Code, Words Title, Words Text);

/// <summary>A field of the person's own plan.</summary>
public sealed record PlanField(string Code, Words Label);
