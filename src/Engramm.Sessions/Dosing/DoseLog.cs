using Engramm.Kinetics;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Dosing;

/// <summary>From this moment on the pump ran at this rate; a pause, a stop and the end are rate 0.</summary>
/// <param name="At">Practice time, UTC.</param>
/// <param name="Rate">Base per minute.</param>
/// <param name="PumpRate">What the pump showed.</param>
/// <param name="OutAt">
/// When the programmed volume is in if nobody touches the pump: it gives nothing after. Null while the pump stands, without a plan, and when
/// a person says that the pump runs although its programme is out: how much it was programmed with then, nobody has written down.
/// </param>
public sealed record PumpStep(DateTimeOffset At, MilligramsPerMinute Rate, MillilitresPerHour PumpRate, DateTimeOffset? OutAt);

/// <summary>What the pump gave in some stretches.</summary>
/// <param name="Dose">Base.</param>
/// <param name="Volume">Fluid.</param>
/// <param name="Time">How long it ran, pauses not counted.</param>
public sealed record PumpAmount(Milligrams Dose, Millilitres Volume, TimeSpan Time);

/// <summary>
/// What the pump did, from the entries people made. The pump was programmed with the planned volume and stands when it is in. A stretch that
/// ends with an entry of a person is confirmed; what the pump has given since the last entry is assumed by its programme until the next one.
/// </summary>
public sealed class DoseLog
{
    /// <summary>Less than this of the planned dose is rounding, not drug.</summary>
    private const double Rounding = 1e-6;

    private readonly List<PumpStep> steps = [];

    internal DoseLog(InfusionOrder? order) => Order = order;

    /// <summary>The plan; null while the session has none.</summary>
    public InfusionOrder? Order { get; }

    /// <summary>The steps in order of time.</summary>
    public IReadOnlyList<PumpStep> Steps => steps;

    /// <summary>The first start; null before.</summary>
    public DateTimeOffset? StartedAt => steps.Count == 0 ? null : steps[0].At;

    /// <summary>The present rate, as people have set it.</summary>
    public MilligramsPerMinute Rate => steps.Count == 0 ? new MilligramsPerMinute(0) : steps[^1].Rate;

    /// <summary>What the pump is set to, or was before it was paused.</summary>
    public MillilitresPerHour LastPumpRate { get; private set; }

    /// <summary>Whether the pump was started and nobody has said since that it stands.</summary>
    public bool IsRunning => Rate.Value > 0;

    /// <summary>How much base is in by this moment, confirmed or assumed; past the programmed volume only where a person says the pump ran on.</summary>
    public Milligrams GivenAt(DateTimeOffset now) => Sum(now, confirmed: true, assumed: true).Dose;

    /// <summary>What is confirmed by this moment: every stretch that ended with an entry of a person.</summary>
    public PumpAmount ConfirmedAt(DateTimeOffset now) => Sum(now, confirmed: true, assumed: false);

    /// <summary>What is assumed by the pump's programme: from the last entry on, at most the programmed volume.</summary>
    public PumpAmount AssumedAt(DateTimeOffset now) => Sum(now, confirmed: false, assumed: true);

    /// <summary>How long the pump has been giving drug, pauses not counted.</summary>
    public TimeSpan InfusedFor(DateTimeOffset now) => Sum(now, confirmed: true, assumed: true).Time;

    /// <summary>How long until the planned dose is in at the present rate; null when the pump stands or there is no plan; zero when it is in.</summary>
    public TimeSpan? RemainingAt(DateTimeOffset now) => PlannedEnd() is { } end ? (end > now ? end - now : TimeSpan.Zero) : null;

    /// <summary>When the programmed volume is in if nothing changes; null when the pump stands or there is no plan.</summary>
    public DateTimeOffset? PlannedEnd() => IsRunning && Order is not null ? steps[^1].OutAt ?? steps[^1].At : null;

    /// <summary>Whether the pump should have ended by now and nobody has confirmed it.</summary>
    public bool IsPastPlannedEnd(DateTimeOffset now) => PlannedEnd() is { } end && now >= end;

    /// <summary>
    /// What was given until this moment, for the curve drawn as a line; its time 0 is <see cref="StartedAt"/>. Null before the
    /// start and without a plan.
    /// </summary>
    public Checked<DoseSchedule>? ScheduleGiven(DateTimeOffset now) => Schedule(now, now);

    /// <summary>
    /// What was given and what is still to come if the pump goes on to the planned dose, for the curve drawn dotted; its time 0 is
    /// <see cref="StartedAt"/>, before the start the start of the plan. While the pump stands nothing is assumed to come. Null without a plan.
    /// </summary>
    public Checked<DoseSchedule>? ScheduleAhead(DateTimeOffset now)
    {
        if (Order is { } order && StartedAt is null)
        {
            return DoseSchedule.Even(order.Substance, order.Dose, order.Duration);
        }

        return Schedule(now, PlannedEnd() is { } end && end > now ? end : now);
    }

    /// <summary>The stretches in which the pump gave drug by this moment, in order of time.</summary>
    /// <returns>From, until, and whether a person's entry ended it.</returns>
    public IEnumerable<(PumpStep Step, DateTimeOffset Until, bool IsConfirmed)> Stretches(DateTimeOffset now)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var isConfirmed = i + 1 < steps.Count && steps[i + 1].At <= now;
            var until = isConfirmed ? steps[i + 1].At : now;
            until = steps[i].OutAt < until ? steps[i].OutAt!.Value : until;
            if (steps[i].Rate.Value > 0 && until > steps[i].At)
            {
                yield return (steps[i], until, isConfirmed);
            }
        }
    }

    private Checked<DoseSchedule>? Schedule(DateTimeOffset now, DateTimeOffset until)
    {
        if (Order is not { } order || StartedAt is not { } start)
        {
            return null;
        }

        Minutes From(DateTimeOffset at) => new((at - start).TotalMinutes);
        var changes = Stretches(until).Where(s => s.Step.At <= now)
            .SelectMany(s => new[] { new RateChange(From(s.Step.At), s.Step.Rate), new RateChange(From(s.Until), new MilligramsPerMinute(0)) });
        return DoseSchedule.FromLog(order.Substance, [.. changes], [], From(until));
    }

    /// <summary>The pump is set to this rate; 0 when it stands.</summary>
    internal void Set(DateTimeOffset at, MillilitresPerHour pumpRate)
    {
        if (pumpRate.Value > 0)
        {
            LastPumpRate = pumpRate;
        }

        var rate = new MilligramsPerMinute(pumpRate.Value * (Order?.Strength.Value ?? 0) / 60);
        var left = Order is { } order ? order.Dose.Value - GivenAt(at).Value : 0;
        var outAt = rate.Value > 0 && left > Order!.Dose.Value * Rounding ? After(at, left / rate.Value) : (DateTimeOffset?)null;
        steps.Add(new PumpStep(at, rate, pumpRate, outAt));
    }

    /// <summary>A rate that no pump has, in a log from before it was refused, would end beyond the calendar.</summary>
    private static DateTimeOffset After(DateTimeOffset at, double minutes) =>
        minutes < (DateTimeOffset.MaxValue - at).TotalMinutes - 1 ? at.AddTicks((long)Math.Round(minutes * TimeSpan.TicksPerMinute)) : DateTimeOffset.MaxValue;

    private PumpAmount Sum(DateTimeOffset now, bool confirmed, bool assumed)
    {
        var (dose, volume, minutes) = (0.0, 0.0, 0.0);
        foreach (var (step, until, isConfirmed) in Stretches(now))
        {
            if (isConfirmed ? confirmed : assumed)
            {
                var ran = (until - step.At).TotalMinutes;
                (dose, volume, minutes) = (dose + (step.Rate.Value * ran), volume + (step.PumpRate.Value / 60 * ran), minutes + ran);
            }
        }

        return new PumpAmount(new Milligrams(dose), new Millilitres(volume), TimeSpan.FromMinutes(minutes));
    }
}
