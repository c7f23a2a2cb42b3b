using Engramm.Kinetics;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Dosing;

/// <summary>From this moment on the pump ran at this rate; a pause, a stop and the end are rate 0.</summary>
/// <param name="At">Practice time, UTC.</param>
/// <param name="Rate">Base per minute.</param>
/// <param name="PumpRate">What the pump showed.</param>
public sealed record PumpStep(DateTimeOffset At, MilligramsPerMinute Rate, MillilitresPerHour PumpRate);

/// <summary>
/// What the pump did, from the entries people made. Nothing is cut: when nobody confirms the end, the amount goes on
/// growing past the plan and <see cref="IsPastPlannedEnd"/> says that a confirmation is missing.
/// </summary>
public sealed class DoseLog
{
    private readonly List<PumpStep> steps = [];

    internal DoseLog(InfusionOrder? order) => Order = order;

    /// <summary>The plan; null while the session has none.</summary>
    public InfusionOrder? Order { get; }

    /// <summary>The steps in order of time.</summary>
    public IReadOnlyList<PumpStep> Steps => steps;

    /// <summary>The first start; null before.</summary>
    public DateTimeOffset? StartedAt => steps.Count == 0 ? null : steps[0].At;

    /// <summary>The present rate.</summary>
    public MilligramsPerMinute Rate => steps.Count == 0 ? new MilligramsPerMinute(0) : steps[^1].Rate;

    /// <summary>What the pump is set to, or was before it was paused.</summary>
    public MillilitresPerHour LastPumpRate { get; private set; }

    /// <summary>Whether the pump gives drug.</summary>
    public bool IsRunning => Rate.Value > 0;

    /// <summary>How much base was given by this moment.</summary>
    public Milligrams GivenAt(DateTimeOffset now) => new(Sum(now, step => step.Rate.Value));

    /// <summary>How much fluid the pump has moved by this moment.</summary>
    public Millilitres VolumeAt(DateTimeOffset now) => new(Sum(now, step => step.PumpRate.Value / 60));

    /// <summary>How long the pump has been giving drug, pauses not counted.</summary>
    public TimeSpan InfusedFor(DateTimeOffset now) => TimeSpan.FromMinutes(Sum(now, step => step.Rate.Value > 0 ? 1 : 0));

    /// <summary>How long until the planned dose is in at the present rate; null when the pump stands or there is no plan; zero when it is in.</summary>
    public TimeSpan? RemainingAt(DateTimeOffset now)
    {
        if (!IsRunning || Order is null)
        {
            return null;
        }

        var missing = Order.Dose.Value - GivenAt(now).Value;
        return missing > 0 ? TimeSpan.FromMinutes(missing / Rate.Value) : TimeSpan.Zero;
    }

    /// <summary>When the planned dose is in if nothing changes; null when the pump stands or there is no plan.</summary>
    public DateTimeOffset? PlannedEnd()
    {
        if (!IsRunning || Order is null)
        {
            return null;
        }

        var last = steps[^1];
        return last.At + TimeSpan.FromMinutes((Order.Dose.Value - GivenAt(last.At).Value) / Rate.Value);
    }

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

    private Checked<DoseSchedule>? Schedule(DateTimeOffset now, DateTimeOffset until)
    {
        if (Order is not { } order || StartedAt is not { } start)
        {
            return null;
        }

        Minutes From(DateTimeOffset at) => new((at - start).TotalMinutes);
        return DoseSchedule.FromLog(order.Substance, [.. steps.Where(s => s.At <= now).Select(s => new RateChange(From(s.At), s.Rate))], [], From(until));
    }

    /// <summary>The pump is set to this rate; 0 when it stands.</summary>
    internal void Set(DateTimeOffset at, MillilitresPerHour pumpRate)
    {
        if (pumpRate.Value > 0)
        {
            LastPumpRate = pumpRate;
        }

        var strength = Order?.Strength.Value ?? 0;
        steps.Add(new PumpStep(at, new MilligramsPerMinute(pumpRate.Value * strength / 60), pumpRate));
    }

    private double Sum(DateTimeOffset now, Func<PumpStep, double> perMinute)
    {
        var sum = 0.0;
        for (var i = 0; i < steps.Count; i++)
        {
            var until = i + 1 < steps.Count && steps[i + 1].At < now ? steps[i + 1].At : now;
            if (until > steps[i].At)
            {
                sum += perMinute(steps[i]) * (until - steps[i].At).TotalMinutes;
            }
        }

        return sum;
    }
}
