using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Schedules;

/// <summary>A stretch of infusion at one rate.</summary>
/// <param name="Start">When it begins, counted from the start of the schedule; not negative.</param>
/// <param name="End">When it ends; after the start.</param>
/// <param name="Rate">Base per minute; not negative. Zero says in writing that nothing ran.</param>
public sealed record Infusion(Minutes Start, Minutes End, MilligramsPerMinute Rate)
{
    /// <summary>How long it runs.</summary>
    public Minutes Duration => End - Start;

    /// <summary>What it gives.</summary>
    public Milligrams Amount => Rate * Duration;
}

/// <summary>An amount given at once.</summary>
/// <param name="At">When, counted from the start of the schedule; not negative.</param>
/// <param name="Amount">Base; positive.</param>
public sealed record Bolus(Minutes At, Milligrams Amount);

/// <summary>An entry of a dose log: from here on the pump runs at this rate. A pause or a stop is rate 0.</summary>
public sealed record RateChange(Minutes At, MilligramsPerMinute Rate);

/// <summary>What is, or was, given over time: infusions at constant rates that do not overlap, and boluses. Cannot be changed.</summary>
public sealed class DoseSchedule
{
    private DoseSchedule(Substance substance, Infusion[] infusions, Bolus[] boluses)
    {
        Substance = substance;
        Infusions = infusions;
        Boluses = boluses;
        Course = Course.Of(infusions, boluses);
    }

    /// <summary>The drug given.</summary>
    public Substance Substance { get; }

    /// <summary>The infusions in order of time.</summary>
    public IReadOnlyList<Infusion> Infusions { get; }

    /// <summary>The boluses in order of time.</summary>
    public IReadOnlyList<Bolus> Boluses { get; }

    /// <summary>Everything given by the end.</summary>
    public Milligrams TotalDose => new(Infusions.Sum(i => i.Amount.Value) + Boluses.Sum(b => b.Amount.Value));

    /// <summary>When the last of it is in; 0 for an empty schedule.</summary>
    public Minutes End => new(Math.Max(
        Infusions.Count == 0 ? 0 : Infusions[^1].End.Value,
        Boluses.Count == 0 ? 0 : Boluses[^1].At.Value));

    internal Course Course { get; }

    /// <summary>A schedule from its parts in any order, or what is wrong with them.</summary>
    public static Checked<DoseSchedule> Of(Substance substance, IEnumerable<Infusion> infusions, IEnumerable<Bolus> boluses)
    {
        Infusion[] ordered = [.. infusions.OrderBy(i => i.Start)];
        Bolus[] given = [.. boluses.OrderBy(b => b.At)];
        var findings = Examine(ordered, given);
        return findings.Count == 0 ? Checked.Sound(new DoseSchedule(substance, ordered, given)) : Checked.Refused<DoseSchedule>(findings);
    }

    /// <summary>A plan: one amount, evenly over one duration, from <paramref name="start"/> on (default 0).</summary>
    public static Checked<DoseSchedule> Even(Substance substance, Milligrams amount, Minutes duration, Minutes start = default)
    {
        if (duration.Value <= 0)
        {
            return Checked.Refused<DoseSchedule>([new KineticsFinding(KineticsFault.NoDuration, "duration", duration.Value, Least: 0)]);
        }

        if (amount.Value < 0)
        {
            return Checked.Refused<DoseSchedule>([new KineticsFinding(KineticsFault.Negative, "amount", amount.Value, Least: 0)]);
        }

        var (rate, end) = (amount.Value / duration.Value, start.Value + duration.Value);
        return double.IsFinite(rate) && double.IsFinite(end)
            ? Of(substance, [new Infusion(start, new Minutes(end), new MilligramsPerMinute(rate))], [])
            : Checked.Refused<DoseSchedule>([new KineticsFinding(KineticsFault.NotFinite, "rate")]);
    }

    /// <summary>
    /// Stretches one after the other without gaps, from minute 0: a ramp over hours or days. A rate of 0 is a pause.
    /// </summary>
    public static Checked<DoseSchedule> Ramp(Substance substance, IReadOnlyList<(MilligramsPerMinute Rate, Minutes Duration)> steps)
    {
        var infusions = new Infusion[steps.Count];
        var start = new Minutes(0);
        for (var i = 0; i < steps.Count; i++)
        {
            var end = start + steps[i].Duration;
            infusions[i] = new Infusion(start, end, steps[i].Rate);
            start = end;
        }

        // In the order given, so that a duration below zero is found where it stands.
        var findings = Examine(infusions, []);
        return findings.Count == 0 ? Checked.Sound(new DoseSchedule(substance, infusions, [])) : Checked.Refused<DoseSchedule>(findings);
    }

    /// <summary>The same schedule begun again at each of these times: a series over days or weeks.</summary>
    public Checked<DoseSchedule> Series(IReadOnlyList<Minutes> starts) => Of(
        Substance,
        starts.SelectMany(start => Infusions.Select(i => i with { Start = i.Start + start, End = i.End + start })),
        starts.SelectMany(start => Boluses.Select(b => b with { At = b.At + start })));

    /// <summary>
    /// What a dose log says was given until <paramref name="until"/>: each rate holds until the next change.
    /// The entries must come in the order of the log.
    /// </summary>
    public static Checked<DoseSchedule> FromLog(Substance substance, IReadOnlyList<RateChange> changes, IReadOnlyList<Bolus> boluses, Minutes until)
    {
        var findings = new List<KineticsFinding>();
        var infusions = new List<Infusion>();
        for (var i = 0; i < changes.Count; i++)
        {
            var (at, rate) = changes[i];
            if (at.Value < 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.Negative, $"changes[{i}].at", at.Value, Least: 0));
            }

            if (rate.Value < 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.Negative, $"changes[{i}].rate", rate.Value, Least: 0));
            }

            if (i > 0 && at < changes[i - 1].At)
            {
                findings.Add(new KineticsFinding(KineticsFault.NotInOrder, $"changes[{i}].at", at.Value, Least: changes[i - 1].At.Value));
            }

            var end = i + 1 < changes.Count && changes[i + 1].At < until ? changes[i + 1].At : until;
            if (rate.Value > 0 && end > at)
            {
                infusions.Add(new Infusion(at, end, rate));
            }
        }

        return findings.Count == 0
            ? Of(substance, infusions, boluses.Where(b => b.At <= until))
            : Checked.Refused<DoseSchedule>(findings);
    }

    /// <summary>The part given by <paramref name="now"/>: a running infusion is cut there, a bolus at that very time counts as given.</summary>
    public DoseSchedule Until(Minutes now) => new(
        Substance,
        [.. Infusions.Where(i => i.Start < now).Select(i => i.End <= now ? i : i with { End = now })],
        [.. Boluses.Where(b => b.At <= now)]);

    /// <summary>How much has been given by <paramref name="now"/>.</summary>
    public Milligrams GivenBy(Minutes now) => Until(now).TotalDose;

    private static List<KineticsFinding> Examine(Infusion[] infusions, Bolus[] boluses)
    {
        var findings = new List<KineticsFinding>();
        var total = 0.0;
        for (var i = 0; i < infusions.Length; i++)
        {
            var (start, end, rate) = infusions[i];
            total += rate.Value * (end.Value - start.Value);
            if (start.Value < 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.Negative, $"infusions[{i}].start", start.Value, Least: 0));
            }

            if (end <= start)
            {
                findings.Add(new KineticsFinding(KineticsFault.NoDuration, $"infusions[{i}].end", end.Value, Least: start.Value));
            }

            if (rate.Value < 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.Negative, $"infusions[{i}].rate", rate.Value, Least: 0));
            }

            if (i > 0 && start < infusions[i - 1].End)
            {
                findings.Add(new KineticsFinding(KineticsFault.Overlap, $"infusions[{i}].start", start.Value, Least: infusions[i - 1].End.Value));
            }
        }

        for (var i = 0; i < boluses.Length; i++)
        {
            var (at, amount) = boluses[i];
            total += amount.Value;
            if (at.Value < 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.Negative, $"boluses[{i}].at", at.Value, Least: 0));
            }

            if (amount.Value <= 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.NotPositive, $"boluses[{i}].amount", amount.Value, Least: 0));
            }
        }

        if (!double.IsFinite(total))
        {
            findings.Add(new KineticsFinding(KineticsFault.NotFinite, "total"));
        }

        return findings;
    }
}
