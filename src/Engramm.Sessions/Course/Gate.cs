using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Course;

/// <summary>What a finding of the gate is about.</summary>
public enum GateTopic
{
    /// <summary>A check-in question.</summary>
    CheckIn,

    /// <summary>A measured value.</summary>
    Vital,

    /// <summary>The pump seen by two different people.</summary>
    Pump,

    /// <summary>The emergency points.</summary>
    Readiness,

    /// <summary>Somebody said stop before the start.</summary>
    Stop,

    /// <summary>The alarms of a screen tried.</summary>
    SelfTest,

    /// <summary>Something arose in the person's record. It ends there; nobody releases it here.</summary>
    Record,
}

/// <summary>One point of the gate as it stands.</summary>
/// <param name="Id">The check-in item's id, a <see cref="Measure"/>'s name, <c>Sedation</c>, <c>pump.first</c>, <c>pump.second</c>, <c>readiness</c>, <c>selfTest</c>, <c>stop</c> or <c>record.</c> and a <see cref="RecordHold"/>.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Outcome">What it says. A missing answer or value is a hold.</param>
/// <param name="IsMissing">Whether nobody has answered or measured yet.</param>
/// <param name="Value">The value, for vitals.</param>
/// <param name="ReleasedBy">The physician's decision, made after the finding.</param>
public sealed record GateFinding(string Id, GateTopic Topic, GateOutcome Outcome, bool IsMissing, double? Value, SessionEvent? ReleasedBy)
{
    /// <summary>Whether it keeps the regular start closed.</summary>
    public bool IsOpen => Outcome == GateOutcome.Block || (Outcome == GateOutcome.Hold && ReleasedBy is null);

    /// <summary>
    /// Whether a physician can release it. The pump, the readiness and unanswered points are done, not released; only the trial of the
    /// alarms may also be left out, because the certified monitor alarms without it.
    /// </summary>
    public bool CanBeReleased => Outcome == GateOutcome.Hold
        && (Topic == GateTopic.SelfTest || (!IsMissing && Topic is GateTopic.CheckIn or GateTopic.Vital or GateTopic.Stop));
}

/// <summary>Evaluates the day's gate from answers and from the last values before the start.</summary>
internal static class Gate
{
    public static IReadOnlyList<GateFinding> Of(SessionCourse course, Func<Sign, Measure, Reading?> lastBeforeStart)
    {
        if (course.Plan is not { } plan)
        {
            return [];
        }

        var findings = plan.CheckIn.Select(item => OfItem(item, course)).ToList();
        findings.AddRange(OfVitals(plan, course, lastBeforeStart));
        findings.AddRange(OfPump(course));
        findings.Add(OfReadiness(plan, course));
        if (plan is { NeedsSelfTest: true, Switches.DeviceAlarms: true })
        {
            findings.Add(OfSelfTest(course));
        }

        if (course.StopBeforeStart is { } stop)
        {
            findings.Add(Finding(course, "stop", GateTopic.Stop, GateOutcome.Hold, null, stop.At));
        }

        findings.AddRange(course.RecordHolds
            .Where(r => course.Dose.StartedAt is { } start ? r.From <= start && !(r.Until <= start) : r.Until is null)
            .Select(r => new GateFinding("record." + r.What, GateTopic.Record, r.What == RecordHold.Consent ? GateOutcome.Block : GateOutcome.Hold, IsMissing: false, null, null)));
        return findings;
    }

    private static GateFinding OfItem(CheckInItem item, SessionCourse course)
    {
        if (!course.CheckIn.TryGetValue(item.Id, out var line) || line.Entry is not CheckInAnswered { Answer: not Answer.Unknown } answered)
        {
            return new GateFinding(item.Id, GateTopic.CheckIn, GateOutcome.Hold, IsMissing: true, null, null);
        }

        var outcome = answered.Answer == item.GoAnswer ? GateOutcome.Go : item.Otherwise;
        return Finding(course, item.Id, GateTopic.CheckIn, outcome, null, line.At);
    }

    private static IEnumerable<GateFinding> OfVitals(SessionPlan plan, SessionCourse course, Func<Sign, Measure, Reading?> lastBeforeStart)
    {
        var bands = plan.GateBands.ToLookup(b => b.Measure);
        foreach (var sign in bands.GroupBy(b => Measures.SignOf(b.Key)))
        {
            var measured = sign.Select(m => (Bands: m, Reading: lastBeforeStart(sign.Key, m.Key))).ToList();

            // Either sedation scale will do; a blood pressure needs both numbers.
            if (sign.Key == Sign.Sedation)
            {
                measured = measured.Exists(m => m.Reading is not null) ? measured.FindAll(m => m.Reading is not null) : measured[..1];
            }

            foreach (var (measure, reading) in measured)
            {
                var id = reading is null && sign.Key == Sign.Sedation ? nameof(Sign.Sedation) : measure.Key.ToString();
                var value = reading?[measure.Key];
                var band = value is { } number ? measure.FirstOrDefault(b => b.Contains(number)) : null;
                yield return band is null || reading is null
                    ? new GateFinding(id, GateTopic.Vital, GateOutcome.Hold, IsMissing: value is null, value, null)
                    : Finding(course, id, GateTopic.Vital, band.Outcome, value, reading.At);
            }
        }
    }

    private static IEnumerable<GateFinding> OfPump(SessionCourse course)
    {
        var first = course.FirstPumpCheck;
        var second = course.SecondPumpCheck;
        yield return OfPumpCheck("pump.first", first, null);
        yield return OfPumpCheck("pump.second", second, first);
    }

    private static GateFinding OfPumpCheck(string id, CourseEntry? check, CourseEntry? other)
    {
        var samePerson = other is not null && string.Equals(check?.Event.By.Id, other.Event.By.Id, StringComparison.Ordinal);
        var agrees = check?.Entry is PumpChecked { Agrees: true };
        return new GateFinding(id, GateTopic.Pump, agrees && !samePerson ? GateOutcome.Go : GateOutcome.Hold, IsMissing: check is null || samePerson, null, null);
    }

    private static GateFinding OfReadiness(SessionPlan plan, SessionCourse course)
    {
        var confirmed = course.Readiness?.Entry is ReadinessConfirmed ready ? ready.Confirmed : [];
        var complete = course.Readiness is not null && plan.Readiness.All(point => confirmed.Contains(point, StringComparer.Ordinal));
        return new GateFinding("readiness", GateTopic.Readiness, complete ? GateOutcome.Go : GateOutcome.Hold, IsMissing: !complete, null, null);
    }

    /// <summary>Sound and light are needed; a second screen only where there is one.</summary>
    private static GateFinding OfSelfTest(SessionCourse course)
    {
        const string id = "selfTest";
        return course.SelfTest is { Entry: AlarmSelfTested test } line
            ? Finding(course, id, GateTopic.SelfTest, test is { SoundHeard: true, LightSeen: true, SecondConsole: not Answer.No } ? GateOutcome.Go : GateOutcome.Hold, null, line.At)
            : Finding(course, id, GateTopic.SelfTest, GateOutcome.Hold, null, DateTimeOffset.MinValue) with { IsMissing = true };
    }

    /// <summary>A release counts only for what was known when it was given: a newer answer or value opens the question again.</summary>
    private static GateFinding Finding(SessionCourse course, string id, GateTopic topic, GateOutcome outcome, double? value, DateTimeOffset basis)
    {
        var release = course.Released.TryGetValue(id, out var line) && line.At >= basis && line.Event.By.Role == ActorRole.Physician ? line.Event : null;
        return new GateFinding(id, topic, outcome, IsMissing: false, value, outcome == GateOutcome.Hold ? release : null);
    }
}
