namespace Engramm.Content.Screening;

/// <summary>How soon a physician must look at it.</summary>
public enum Urgency
{
    /// <summary>Emergency number or emergency department, now.</summary>
    Emergency,

    /// <summary>The same day.</summary>
    Today,

    /// <summary>Within one to three days.</summary>
    WithinThreeDays,

    WithinOneWeek,

    WithinFourWeeks,
}

/// <summary>Warning signs that come before everything else. A yes or "don't know" ends the public check; it never says "cleared".</summary>
public sealed record RedFlagList : ContentFile, IPatientText
{
    public required Words Title { get; init; }

    public required Words Introduction { get; init; }

    /// <summary>In the order in which they are asked: the most urgent first.</summary>
    public required IReadOnlyList<RedFlag> Flags { get; init; }

    /// <summary>What to do, one for every urgency that occurs.</summary>
    public required IReadOnlyList<UrgencyAdvice> Advice { get; init; }

    /// <summary>What a "don't know" means here.</summary>
    public required Words Unknown { get; init; }

    /// <summary>Shown when no sign was marked. Never a clearance.</summary>
    public required Words NoneMarked { get; init; }

    /// <summary>Ids that are asked again every four weeks, at every flare-up and after a fall.</summary>
    public required IReadOnlyList<string> ShortForm { get; init; }

    /// <summary>After how many days the short form comes again.</summary>
    public required int ShortFormEveryDays { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>The flag with this id.</summary>
    public RedFlag? Find(string flag) => Flags.FirstOrDefault(f => string.Equals(f.Id, flag, StringComparison.Ordinal));

    /// <summary>The advice for an urgency.</summary>
    public UrgencyAdvice AdviceFor(Urgency urgency) => Advice.First(advice => advice.Urgency == urgency);

    protected internal override IEnumerable<ContentFault> Faults() =>
        ShortForm.Where(id => Find(id) is null).Select(id => new ContentFault("short_form", $"'{id}' is not a flag of this list"))
            .Concat(Flags.GroupBy(flag => flag.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(twin => new ContentFault("flags", $"'{twin.Key}' exists twice")))
            .Concat(Flags.Select(flag => flag.Urgency).Distinct().Where(urgency => Advice.Count(advice => advice.Urgency == urgency) != 1)
                .Select(urgency => new ContentFault("advice", $"there must be exactly one advice for the urgency '{urgency}'")));
}

/// <summary>One warning sign.</summary>
/// <param name="Id">Its number, RF-01 …</param>
/// <param name="Group">What it may point to, for staff.</param>
/// <param name="Question">The question to the patient.</param>
/// <param name="Urgency">How soon a physician must look at it.</param>
/// <param name="UrgencySource">Where the urgency comes from.</param>
public sealed record RedFlag(string Id, Words Group, Words Question, Urgency Urgency, Source UrgencySource);

/// <summary>What to do at an urgency.</summary>
/// <param name="Urgency">Which one.</param>
/// <param name="Title">One line.</param>
/// <param name="WhereToGo">Where to go and what to say.</param>
/// <param name="Numbers">Codes of the numbers on the crisis card that help here.</param>
public sealed record UrgencyAdvice(Urgency Urgency, Words Title, Words WhereToGo, IReadOnlyList<string> Numbers);
