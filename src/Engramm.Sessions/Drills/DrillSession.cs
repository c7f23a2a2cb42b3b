using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Drills;

/// <summary>
/// A session with a person who does not exist: its own log under the same rules and the same fold as a real one, and a simulated
/// monitor. It lives in memory and knows no server, so that nothing of it can reach a record, a task, a count or another screen.
/// </summary>
public sealed class DrillSession
{
    /// <summary>How often the simulated monitor sends. As often as the plan expects a real one.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>No more than this is sent at once after the screen slept.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(10);

    private static readonly SimulatedBaseline AtRest = new(72, 124, 76);
    private static readonly Actor Monitor = new(MonitorId, MonitorId, ActorRole.Monitor);
    private readonly int seed;
    private DateTimeOffset sentUpTo;

    /// <summary>Opens the drill.</summary>
    /// <param name="plan">The plan; it must say that it is a drill.</param>
    /// <param name="choice">What is trained.</param>
    /// <param name="nurse">The invented nurse, who did the check-in when it is done already.</param>
    /// <param name="physician">The invented physician, who looked at the pump and started it.</param>
    /// <param name="now">What the drill's clock shows, UTC.</param>
    /// <param name="seed">Gives the noise of the values.</param>
    /// <exception cref="ArgumentException">The plan is that of a real session.</exception>
    public DrillSession(SessionPlan plan, DrillChoice choice, Actor nurse, Actor physician, DateTimeOffset now, int seed)
    {
        if (!plan.IsDrill)
        {
            throw new ArgumentException("The plan of a real session cannot be played as a drill.", nameof(plan));
        }

        (Choice, this.seed, sentUpTo) = (choice, seed, now);
        var opened = choice.IsCheckedIn ? now - BeforeStart : now;
        Write(opened, physician, new SessionOpened(plan));
        if (choice.IsCheckedIn)
        {
            CheckIn(plan, nurse, physician, opened, now);
        }
    }

    /// <summary>The name of the simulated monitor.</summary>
    public const string MonitorId = "DRILL-MONITOR";

    /// <summary>How long before its start a pump that runs already was checked in.</summary>
    public static readonly TimeSpan BeforeStart = TimeSpan.FromMinutes(25);

    /// <summary>What is trained.</summary>
    public DrillChoice Choice { get; }

    /// <summary>Everything that happened.</summary>
    public SessionLog Log { get; } = new();

    /// <summary>When the incident begins; null before the start of the pump.</summary>
    public DateTimeOffset? IncidentAt => Log.State.StartedAt + Choice.After;

    /// <summary>When somebody first did something that helps; null while nobody has.</summary>
    public DateTimeOffset? AnsweredAt => IncidentAt is { } since
        ? Log.State.Entries.Where(e => e.At >= since && DrillScript.Answers(Choice.Incident, e.Entry)).Select(e => (DateTimeOffset?)e.At).FirstOrDefault()
        : null;

    /// <summary>Takes a command as the server of a real session would: once, and under the same rules.</summary>
    /// <param name="command">The command.</param>
    /// <param name="now">What the drill's clock shows, UTC.</param>
    /// <returns>Why it is refused; null when it is stored.</returns>
    public Refusal? Apply(SessionCommand command, DateTimeOffset now)
    {
        if (Log.Contains(command.CommandId))
        {
            return null;
        }

        if (SessionRules.Check(Log.State, command, now) is { } refusal)
        {
            return refusal;
        }

        Log.Add(command.Store(Log.CompleteUpTo + 1, now));
        return null;
    }

    /// <summary>Lets the simulated monitor speak up to now. Silent until a person has tied it to the chair, as a real one.</summary>
    /// <returns>Whether it said anything.</returns>
    public bool Advance(DateTimeOffset now)
    {
        if (Log.State.Monitor is null)
        {
            sentUpTo = now;
            return false;
        }

        var from = sentUpTo < now - LongestCatchUp ? now - LongestCatchUp : sentUpTo;
        var (body, infusion) = (Body(), Infusion());
        var said = false;
        foreach (var cuff in body.CuffTimes(from, now, infusion))
        {
            var reading = body.Cuff(cuff, infusion);
            Send(cuff, (Measure.Systolic, reading.Systolic), (Measure.Diastolic, reading.Diastolic), (Measure.MeanPressure, reading.Mean));
            said = true;
        }

        for (var at = from + Every; at <= now; at += Every)
        {
            var vitals = body.At(at, infusion);
            Send(at, (Measure.HeartRate, vitals.HeartRate!.Value), (Measure.OxygenSaturation, vitals.SpO2!.Value), (Measure.RespiratoryRate, vitals.RespiratoryRate!.Value));
            (from, said) = (at, true);
        }

        sentUpTo = from;
        return said;
    }

    /// <summary>What the people in the room see and hear beyond the monitor: nothing yet, the incident, or that it gets better.</summary>
    public DrillCue CueAt(DateTimeOffset now) =>
        IncidentAt is not { } since || now < since ? DrillCue.Calm : AnsweredAt is { } answered && answered <= now ? DrillCue.Better : DrillCue.Incident;

    private SimulatedInfusion Infusion() => new(Log.State.StartedAt, Log.State.EndedAt);

    private SimulatedPatient Body() =>
        new(seed, AtRest, Log.State.StartedAt is { } start ? DrillScript.Of(Choice, start, AnsweredAt) : []);

    /// <summary>What a team does before the pump starts, done by nobody who exists.</summary>
    private void CheckIn(SessionPlan plan, Actor nurse, Actor physician, DateTimeOffset opened, DateTimeOffset start)
    {
        var at = opened.AddMinutes(2);
        foreach (var item in plan.CheckIn)
        {
            Write(at, nurse, new CheckInAnswered(item.Id, item.GoAnswer));
        }

        Write(at, nurse, new MonitorAttached(MonitorId, plan.Patient.Label));
        var body = new SimulatedPatient(seed, AtRest, []);
        foreach (var minute in (ReadOnlySpan<int>)[4, 8])
        {
            var seen = opened.AddMinutes(minute);
            var (vitals, cuff) = (body.At(seen, new SimulatedInfusion(null, null)), body.Cuff(seen, new SimulatedInfusion(null, null)));
            Write(seen, nurse, new VitalsObserved(ValueSource.Manual, [.. Values(
                (Measure.HeartRate, vitals.HeartRate!.Value), (Measure.OxygenSaturation, vitals.SpO2!.Value), (Measure.RespiratoryRate, vitals.RespiratoryRate!.Value),
                (Measure.Systolic, cuff.Systolic), (Measure.Diastolic, cuff.Diastolic), (Measure.Temperature, 36.5))]));
            Write(seen, nurse, new SedationRecorded(SedationScale.Moaas, 5));
            Write(seen, nurse, new ExperienceRated("experience", 0));
        }

        Write(opened.AddMinutes(12), nurse, new ReadinessConfirmed(plan.Readiness));
        if (plan.Switches.DeviceAlarms)
        {
            Write(opened.AddMinutes(12), nurse, new AlarmSelfTested(MonitorId, SoundHeard: true, LightSeen: true, Answer.Unknown));
        }

        Write(opened.AddMinutes(14), nurse, new PumpChecked(PumpCheck.First, Agrees: true, "DRILL"));
        Write(opened.AddMinutes(15), physician, new PumpChecked(PumpCheck.Second, Agrees: true));
        Write(start, physician, new InfusionStarted(plan.Infusion.PumpRate));
    }

    private void Write(DateTimeOffset at, Actor by, SessionEntry entry)
    {
        var command = new SessionCommand(Guid.NewGuid(), at, by, entry);
        if (SessionRules.Check(Log.State, command, at) is { } refusal)
        {
            throw new InvalidOperationException($"The drill wrote {entry.GetType().Name}, refused as '{refusal.Code}' ({string.Join(", ", refusal.Details)}).");
        }

        Log.Add(command.Store(Log.CompleteUpTo + 1, at));
    }

    /// <summary>As a real monitor's: a value the session refuses, because it was seen before the tie or after the end, is set aside.</summary>
    private void Send(DateTimeOffset at, params ReadOnlySpan<(Measure Measure, double Value)> values)
    {
        var seen = new VitalsObserved(ValueSource.Monitor, Values(values), MonitorId, FormattableString.Invariant($"DRILL-{at.ToUnixTimeMilliseconds()}-{values.Length}-{(int)values[0].Measure}"));
        Apply(new SessionCommand(Guid.NewGuid(), at, Monitor, seen), at);
    }

    private static List<VitalValue> Values(params ReadOnlySpan<(Measure Measure, double Value)> values)
    {
        var list = new List<VitalValue>(values.Length);
        foreach (var (measure, value) in values)
        {
            list.Add(new VitalValue(measure, value, Measures.Unit(measure)));
        }

        return list;
    }
}

/// <summary>What the room looks like beyond the monitor.</summary>
public enum DrillCue
{
    /// <summary>Nothing unusual.</summary>
    Calm,

    /// <summary>The incident goes on.</summary>
    Incident,

    /// <summary>Somebody has acted and it gets better.</summary>
    Better,
}
