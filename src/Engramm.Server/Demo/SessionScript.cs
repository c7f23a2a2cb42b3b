using Engramm.Content;
using Engramm.Exchange.Hl7v2;
using Engramm.Quantities;
using Engramm.Server.Staff.Infusion;
using Engramm.Sessions;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Storage.SessionLog;

namespace Engramm.Server.Demo;

/// <summary>
/// Writes the log of one infusion of the fictional practice: every entry goes through the same rules as in a real session, and one
/// that they refuse is a fault of this script.
/// </summary>
internal sealed class SessionScript(Guid practiceId, SessionPlan plan, Actor physician, Actor nurse, SimulatedPatient body, Chance chance, Language language)
{
    /// <summary>The id of the patient's own rating, as the cockpit uses it.</summary>
    private const string Experience = "experience";

    private static readonly Words[] Seen =
    [
        new("Liegt ruhig, Hände offen.", "Lies quietly, hands open."), new("Weint kurz, möchte weitermachen.", "Cries briefly, wants to go on."),
        new("Sagt leise, es sei weit und warm.", "Says softly that it is wide and warm."),
    ];

    private readonly SessionLog log = new();
    private readonly List<(DateTimeOffset At, Actor By, SessionEntry Entry)> said = [];

    /// <summary>What the log comes to.</summary>
    public SessionState State => log.State;

    /// <summary>The log's rows, in the order in which things happened.</summary>
    /// <exception cref="InvalidOperationException">The rules of the session refuse an entry.</exception>
    public IReadOnlyList<SessionLogRow> Play()
    {
        var rows = new List<SessionLogRow>(said.Count);
        foreach (var (at, by, entry) in said.OrderBy(e => e.At))
        {
            var signed = entry is ReportSigned report ? report with { Fingerprint = new StoredLog(rows).Fingerprint(report.UpToSequence) } : entry;
            var command = new SessionCommand(chance.Id(), at, by, signed);
            if (SessionRules.Check(log.State, command, at) is { } refusal)
            {
                throw new InvalidOperationException($"The script of an invented infusion wrote {entry.GetType().Name}, refused as '{refusal.Code}' ({string.Join(", ", refusal.Details)}).");
            }

            var written = command.Store(rows.Count + 1, at);
            log.Add(written);
            rows.Add(new SessionLogRow
            {
                PracticeId = practiceId,
                SessionId = plan.SessionId,
                Sequence = written.Sequence,
                CommandId = written.CommandId,
                OccurredAt = at,
                RecordedAt = at,
                Json = SessionJson.Write(written),
            });
        }

        return rows;
    }

    /// <summary>Check-in, values at rest, readiness, the pump seen by two, start.</summary>
    public void Begin(DateTimeOffset start)
    {
        Write(start.AddMinutes(-40), physician, new SessionOpened(plan));
        var at = start.AddMinutes(-24);
        foreach (var item in plan.CheckIn)
        {
            Write(at, nurse, new CheckInAnswered(item.Id, item.GoAnswer));
            at = at.AddSeconds(9);
        }

        foreach (var before in (ReadOnlySpan<double>)[23.7, 20.5])
        {
            AtRest(start.AddMinutes(-before));
        }

        Write(start.AddMinutes(-19), nurse, new EscortNamed(new Words("Begleitperson, Telefonnummer in der Akte", "Escort, phone number in the record").In(language)));
        Write(start.AddMinutes(-13), nurse, new ReadinessConfirmed(plan.Readiness));
        Write(start.AddMinutes(-12), nurse, new AlarmSelfTested("7C1A", SoundHeard: true, LightSeen: true, SecondConsole: Answer.Unknown));
        Write(start.AddMinutes(-12), nurse, new ChargeTaken("7C1A"));
        Write(start.AddMinutes(-9), nurse, new PumpChecked(PumpCheck.First, Agrees: true, "DEMO-2611"));
        Write(start.AddMinutes(-8), physician, new PumpChecked(PumpCheck.Second, Agrees: true));
        Write(start, physician, new InfusionStarted(plan.Infusion.PumpRate));
    }

    /// <summary>What the nurse writes while the pump runs, up to a moment.</summary>
    /// <param name="start">Start of the pump.</param>
    /// <param name="until">Nothing later is written.</param>
    /// <param name="byHand">The nurse reads the monitor and writes the values down; otherwise it sends them.</param>
    public void Accompany(DateTimeOffset start, DateTimeOffset until, bool byHand)
    {
        var infusion = new SimulatedInfusion(start, null);
        var entries = new List<(DateTimeOffset At, SessionEntry Entry)>
        {
            (start.AddMinutes(1.5), new EventNoted(RoomEvent.MaskOn)),
            (start.AddMinutes(1.7), new EventNoted(RoomEvent.MusicOn)),
            (start.AddMinutes(14), new EventNoted(RoomEvent.LineChecked)),
            (start.AddMinutes(23), new NoteAdded(chance.Of(Seen).In(language))),
        };
        var end = plan.Infusion.Duration.Value;
        for (var minute = 0.0; minute <= end; minute += 5)
        {
            var at = start.AddMinutes(minute + 0.3);
            if (minute % 10 == 0)
            {
                entries.Add((at, new SedationRecorded(SedationScale.Moaas, 5)));
            }

            if (byHand)
            {
                entries.Add((at.AddSeconds(12), ByHand(at, infusion, withCuff: minute % 10 == 0)));
            }
        }

        entries.Add((start.AddMinutes(20.6), new ExperienceRated(Experience, chance.Between(3, 6))));
        entries.Add((start.AddMinutes(end - 0.2), new ExperienceRated(Experience, chance.Between(2, 5))));
        foreach (var (at, entry) in entries.Where(e => e.At <= until))
        {
            Write(at, nurse, entry);
        }
    }

    /// <summary>The end, two hours of observation, discharge with all nine conditions, report.</summary>
    /// <returns>When the physician signed the discharge.</returns>
    public DateTimeOffset Finish(DateTimeOffset start)
    {
        var end = start + plan.Infusion.Duration.ToTimeSpan() + TimeSpan.FromMinutes(0.5);
        Write(end, nurse, new InfusionEnded());
        var infusion = new SimulatedInfusion(start, end);
        foreach (var minute in (ReadOnlySpan<int>)[15, 30, 45, 60, 90, 120])
        {
            var at = end.AddMinutes(minute);
            Write(at, nurse, ByHand(at, infusion, withCuff: true));
            Write(at.AddSeconds(30), nurse, new SedationRecorded(SedationScale.Moaas, 5));
            if (minute is 30 or 120)
            {
                Write(at.AddSeconds(50), nurse, new ExperienceRated(Experience, minute == 30 ? chance.Between(1, 2) : 0));
            }
        }

        var leaving = end.AddMinutes(121.5);
        Write(leaving, nurse, new LineRemoved());
        foreach (var item in Enum.GetValues<DischargeItem>().Where(i => i is not DischargeItem.BloodPressureAccepted))
        {
            leaving = leaving.AddSeconds(8);
            Write(leaving, nurse, new DischargeItemRecorded(item, Answer.Yes, item switch { DischargeItem.Aldrete => 10, DischargeItem.Padss => 9 + chance.Between(0, 1), _ => null }));
        }

        var signed = end.AddMinutes(126);
        Write(signed, physician, new DischargeSigned());
        Write(end.AddMinutes(140), physician, new ReportSigned(said.Count));
        return signed;
    }

    /// <summary>What a tied monitor has sent: its own rhythm, the cuff at its own times.</summary>
    /// <param name="monitor">The device.</param>
    /// <param name="chair">Where it stands.</param>
    /// <param name="from">When it was tied.</param>
    /// <param name="start">Start of the pump.</param>
    /// <param name="until">The last message.</param>
    public void TieMonitor(string monitor, string chair, DateTimeOffset from, DateTimeOffset start, DateTimeOffset until)
    {
        Write(from, nurse, new MonitorAttached(monitor, chair));
        var sender = new Actor(monitor, monitor, ActorRole.Monitor);
        var infusion = new SimulatedInfusion(start, null);
        var cuffs = body.CuffTimes(from, until, infusion);
        var step = plan.Freshness.Select(f => f.LiveEvery).Min() is { } live && live > TimeSpan.Zero ? live * 2 : TimeSpan.FromSeconds(10);
        var last = from;
        for (var at = from + step; at <= until; at += step)
        {
            foreach (var cuff in cuffs.Where(c => c > last && c <= at))
            {
                var reading = body.Cuff(cuff, infusion);
                Write(cuff, sender, Sent(monitor, cuff, [(Measure.Systolic, reading.Systolic), (Measure.Diastolic, reading.Diastolic), (Measure.MeanPressure, reading.Mean)]));
            }

            var vitals = body.At(at, infusion);
            Write(at, sender, Sent(monitor, at, [(Measure.HeartRate, vitals.HeartRate!.Value), (Measure.OxygenSaturation, vitals.SpO2!.Value), (Measure.RespiratoryRate, vitals.RespiratoryRate!.Value)]));
            last = at;
        }
    }

    private void Write(DateTimeOffset at, Actor by, SessionEntry entry) => said.Add((at, by, entry));

    private void AtRest(DateTimeOffset at)
    {
        Write(at, nurse, ByHand(at, new SimulatedInfusion(null, null), withCuff: true, withTemperature: true));
        Write(at.AddSeconds(40), nurse, new SedationRecorded(SedationScale.Moaas, 5));
        Write(at.AddSeconds(70), nurse, new ExperienceRated(Experience, 0));
    }

    private VitalsObserved ByHand(DateTimeOffset at, SimulatedInfusion infusion, bool withCuff, bool withTemperature = false)
    {
        var vitals = body.At(at, infusion);
        List<VitalValue> values =
        [
            Value(Measure.HeartRate, vitals.HeartRate!.Value), Value(Measure.OxygenSaturation, vitals.SpO2!.Value), Value(Measure.RespiratoryRate, vitals.RespiratoryRate!.Value),
        ];
        if (withCuff)
        {
            var cuff = body.Cuff(at, infusion);
            values.AddRange([Value(Measure.Systolic, cuff.Systolic), Value(Measure.Diastolic, cuff.Diastolic)]);
        }

        if (withTemperature)
        {
            values.Add(Value(Measure.Temperature, 36.5));
        }

        return new VitalsObserved(ValueSource.Manual, values);
    }

    private static VitalsObserved Sent(string monitor, DateTimeOffset at, (Measure Measure, double Value)[] values) =>
        new(ValueSource.Monitor, [.. values.Select(v => Value(v.Measure, v.Value))], monitor, FormattableString.Invariant($"SEED-{at.ToUnixTimeMilliseconds()}"));

    private static VitalValue Value(Measure measure, double value) => new(measure, value, Measures.Unit(measure));
}
