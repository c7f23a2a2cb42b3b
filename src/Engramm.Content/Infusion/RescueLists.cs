namespace Engramm.Content.Infusion;

/// <summary>Which emergency.</summary>
public enum RescueKind
{
    /// <summary>High blood pressure without complaints.</summary>
    R1,

    /// <summary>Hypertensive emergency.</summary>
    R2,

    /// <summary>Airway, oxygen falling.</summary>
    R3,

    /// <summary>Panic, bad experience.</summary>
    R4,

    /// <summary>Nausea, vomiting.</summary>
    R5,

    /// <summary>Seizure.</summary>
    R6,

    /// <summary>Chest pain, arrhythmia.</summary>
    R7,

    /// <summary>Anaphylaxis.</summary>
    R8,

    /// <summary>Agitation on waking.</summary>
    R9,

    /// <summary>Suicidal thoughts told.</summary>
    R10,

    /// <summary>Urinary retention, line, fall.</summary>
    R11,
}

/// <summary>One step. It names no dose.</summary>
public sealed record RescueStep(string Id, Words Words);

/// <summary>What to do in one emergency, in order.</summary>
public sealed record RescuePlan(RescueKind Checklist, Words Words, IReadOnlyList<RescueStep> Steps, Source Source);

/// <summary>The practice's rescue checklists.</summary>
public sealed record RescueLists : ContentFile
{
    public required IReadOnlyList<RescuePlan> Lists { get; init; }

    /// <inheritdoc/>
    protected internal override IEnumerable<ContentFault> Faults() =>
        [.. Lists.GroupBy(list => list.Checklist).Where(twins => twins.Count() > 1).Select(twins => new ContentFault("lists", $"the checklist '{twins.Key}' is given twice")),
            .. Lists.Where(list => list.Steps.GroupBy(s => s.Id, StringComparer.Ordinal).Any(twins => twins.Count() > 1))
                .Select(list => new ContentFault("lists", $"a step of '{list.Checklist}' is given twice"))];
}
