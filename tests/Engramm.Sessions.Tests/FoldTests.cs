using System.Diagnostics;
using System.Globalization;
using Engramm.Quantities;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Engramm.Sessions.Tests;

public sealed class FoldTests
{
    private static readonly Measure[] Watched = [Measure.HeartRate, Measure.OxygenSaturation, Measure.Systolic, Measure.Temperature];

    [Property(MaxTest = 1000)]
    public Property Any_order_and_any_repetition_of_the_events_give_the_same_state() =>
        Prop.ForAll(Session(), seed =>
        {
            var (events, order) = seed;
            var inOrder = SessionState.Of(events);
            var shuffled = new SessionLog();
            foreach (var index in order)
            {
                shuffled.Add(events[index % events.Length]);
                _ = shuffled.State.Phase;
            }

            shuffled.AddRange(events.Reverse());
            return string.Equals(Describe(inOrder), Describe(shuffled.State), StringComparison.Ordinal) && shuffled.CompleteUpTo == events.Length;
        });

    [Property(MaxTest = 1000)]
    public Property Late_data_never_removes_an_alarm() =>
        Prop.ForAll(Session(), seed =>
        {
            var (events, order) = seed;
            var now = Ward.At(60);
            var amended = events.Select(e => (e.Entry as Amended)?.Target).ToHashSet();
            var late = order.Select(i => i % events.Length).Where(i => events[i].Entry is VitalsObserved or SedationRecorded or ExperienceRated or NoteAdded or EventNoted or OwnFailureNoted)
                .Where(i => !amended.Contains(events[i].CommandId)).ToHashSet();
            var log = new SessionLog();
            log.AddRange(events.Where((_, i) => !late.Contains(i)));
            var before = log.State.Alarms(now);
            foreach (var index in late)
            {
                now += TimeSpan.FromSeconds(1);
                log.Add(events[index] with { RecordedAt = now });
                var after = log.State.Alarms(now);
                var lost = before.FirstOrDefault(was => !after.Any(isNow => Keeps(was, isNow)));
                if (lost is not null)
                {
                    throw new InvalidOperationException($"{events[index]} removed {lost}");
                }

                before = after;
            }

            return true;
        });

    /// <summary>The twin that proves the guard above can fail: when the late value is put in place of another one, alarms do go.</summary>
    [Fact]
    public void The_check_for_lost_alarms_notices_a_lost_alarm()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 145));
        var was = Assert.Single(ward.State.Alarms(Ward.At(6)), a => a.Kind == AlarmKind.Limit);
        var without = Ward.Running().State.Alarms(Ward.At(6));
        Assert.DoesNotContain(without, isNow => Keeps(was, isNow));
    }

    [Fact]
    public void A_good_value_that_arrives_late_between_two_bad_ones_splits_the_alarm_and_removes_none()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.Pressure(185, 90));
        ward.Write(8, Ward.Pressure(186, 90));
        var before = Assert.Single(ward.State.Alarms(Ward.At(9)), a => a.Kind == AlarmKind.Limit);
        ward.Write(6, Ward.Pressure(120, 80), knownAt: 9);
        Assert.Contains(ward.State.Alarms(Ward.At(9)), a => Keeps(before, a) && a.IsActive);
    }

    [Fact]
    public void A_command_sent_twice_is_applied_once_and_the_stored_event_takes_the_place_of_the_pending_one()
    {
        var ward = Ward.Running();
        var command = new SessionCommand(Guid.NewGuid(), Ward.At(5), Ward.Nurse, Ward.ByHand(Measure.HeartRate, 80));
        Assert.True(ward.Log.Add(command.Pending(Ward.At(5))));
        Assert.False(ward.Log.Add(command.Pending(Ward.At(6))));
        Assert.Single(ward.Log.Pending);
        Assert.True(ward.Log.Add(command.Store(12, Ward.At(7))));
        Assert.False(ward.Log.Add(command.Store(12, Ward.At(7))));
        Assert.False(ward.Log.Add(command.Pending(Ward.At(8))));
        Assert.Empty(ward.Log.Pending);
        Assert.True(Assert.Single(ward.State.Readings(Sign.HeartRate)).IsStored);
    }

    [Fact]
    public void A_refused_pending_entry_can_be_withdrawn_and_a_stored_one_cannot()
    {
        var ward = Ward.Running();
        var command = new SessionCommand(Guid.NewGuid(), Ward.At(5), Ward.Nurse, new InfusionPaused());
        ward.Log.Add(command.Pending(Ward.At(5)));
        Assert.Equal(SessionPhase.Paused, ward.State.Phase);
        Assert.True(ward.Log.Withdraw(command.CommandId));
        Assert.Equal(SessionPhase.Running, ward.State.Phase);
        ward.Log.Add(command.Store(12, Ward.At(6)));
        Assert.False(ward.Log.Withdraw(command.CommandId));
    }

    [Fact]
    public void Ten_thousand_values_one_by_one_stay_quick()
    {
        var ward = Ward.Running();
        ward.Write(0, new MonitorAttached("MON-1", "Stuhl 1"));
        var clock = Stopwatch.StartNew();
        for (var i = 1; i <= 10_000; i++)
        {
            ward.Write(i / 60.0, Ward.FromMonitor(Measure.HeartRate, 80 + (i % 40)), Ward.Monitor);
            _ = ward.State.Latest(Sign.HeartRate, Ward.At(i / 60.0));
            if (i % 10 == 0)
            {
                _ = ward.State.ActiveAlarms(Ward.At(i / 60.0));
            }
        }

        // Quadratic work would take minutes; the bound is far above a busy machine's linear time.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString("c", CultureInfo.InvariantCulture));
    }

    /// <summary>With a band of the gate that asks for a second value, so that these come and go as well.</summary>
    private static SessionPlan WithCaution
    {
        get
        {
            var plan = Ward.Plan();
            return plan with { RepeatAfter = new Minutes(10), GateBands = [.. plan.GateBands, new GateBand(Measure.HeartRate, 100, 130, GateOutcome.Caution, plan.GateBands[0].Source)] };
        }
    }

    private static bool Keeps(Alarm was, Alarm isNow) =>
        string.Equals(was.Condition, isNow.Condition, StringComparison.Ordinal)
        && isNow.Priority >= was.Priority
        && !(isNow.Limit?.Action < was.Limit?.Action)
        && isNow.Since <= was.LastRaised && isNow.LastRaised >= was.Since
        && (!was.IsLatching || isNow.IsActive || isNow.IsAcknowledged);

    private static string Describe(SessionState state)
    {
        var now = Ward.At(60);
        var lines = state.Entries.Select(e => $"{e.At:O} {e.Event.Sequence} {e.Entry?.GetType().Name}")
            .Concat(Enum.GetValues<Sign>().SelectMany(s => state.Readings(s).Select(r => $"{r.At:O} {r.CommandId} {r.IsAmended} {string.Join(',', r.Values)}")))
            .Concat(state.Alarms(now).Select(a => $"{a.Key} {a.Priority} {a.LastRaised:O} {a.Ended:O} {a.Limit?.Id} {a.AcknowledgedBy?.Id}"))
            .Concat(state.Due(now).Select(d => d.ToString()))
            .Concat(state.Gate.Select(g => $"{g.Id} {g.Outcome} {g.IsOpen}"))
            .Concat(state.Discharge(now).Select(c => $"{c.Topic} {c.State} {string.Join(',', c.Missing.Select(m => m.Key))}"))
            .Concat(state.Rescues.Select(r => $"{r.Checklist} {r.Steps.Count}"))
            .Append(string.Join(',', state.Limits.SelectMany(l => l.Bounds)))
            .Append($"{state.PhaseAt(now)} {state.Dose.GivenAt(now)} {state.Baseline}");
        return string.Join('\n', lines);
    }

    /// <summary>A session of up to 60 events within an hour, many at the same instant, and an order to deliver them in.</summary>
    private static Arbitrary<(SessionEvent[] Events, int[] Order)> Session()
    {
        var entry = Gen.OneOf<SessionEntry>(
            from measure in Gen.Elements(Watched)
            from share in Gen.Choose(0, 20)
            let range = Measures.Possible(measure)
            select (SessionEntry)Ward.ByHand(measure, range.Lowest + ((range.Highest - range.Lowest) * share / 19)),
            from value in Gen.Choose(150, 190) select (SessionEntry)Ward.Pressure(value, 90),
            from value in Gen.Choose(86, 100) select (SessionEntry)Ward.FromMonitor(Measure.OxygenSaturation, value),
            from value in Gen.Choose(100, 150) select (SessionEntry)Ward.FromMonitor(Measure.HeartRate, value),
            from score in Gen.Choose(0, 5) select (SessionEntry)new SedationRecorded(SedationScale.Moaas, score),
            from rating in Gen.Choose(0, 10) select (SessionEntry)new ExperienceRated("own", rating == 10 ? null : rating),
            from target in Gen.Choose(1, 60)
            from value in Gen.Choose(60, 150)
            select (SessionEntry)new Amended(new Guid(target, 0, 0, new byte[8]), "Tippfehler", value % 3 == 0 ? null : Ward.ByHand(Measure.HeartRate, value)),
            from raised in Gen.Choose(0, 60)
            select (SessionEntry)new AlarmAcknowledged("limit.HeartRate", Ward.At(raised), AlarmPriority.High, LimitAction.Pause),
            from what in Gen.Elements(RoomEvent.Nausea, RoomEvent.Vomiting, RoomEvent.ChestPain, RoomEvent.Headache, RoomEvent.MaskOn)
            from grade in Gen.Choose(0, 10)
            select (SessionEntry)new EventNoted(what, grade),
            from limit in Gen.Choose(100, 145)
            select (SessionEntry)new LimitChanged("hr.call", [new LimitBound(Measure.HeartRate, BoundSide.Above, limit)], "Sportlerin, Ruhepuls 42 seit Jahren"),
            from minute in Gen.Choose(0, 60)
            select (SessionEntry)new OwnFailureNoted(OwnFailure.NoServer, Ward.At(minute), Ward.At(minute + 1), "Tablet 1"),
            Gen.Elements<SessionEntry>(
                new InfusionStarted(new MillilitresPerHour(51)), new InfusionPaused(), new InfusionResumed(), new InfusionStopped(), new InfusionEnded(),
                new CheckInAnswered("fasting", Answer.Yes), new MonitorAttached("MON-1", "Stuhl 1"), new MonitorDetached("MON-1"),
                new PumpChecked(PumpCheck.First, true), new NoteAdded("ruhig"), new LineRemoved(), new AudioPaused(60),
                new ChecklistStepDone(RescueChecklist.R3, "oxygen"), new ChecklistClosed(RescueChecklist.R3, "gut"), new ObserverJoined(), new ChargeTaken("Tablet 1")));
        var generated =
            from entries in Gen.ArrayOf(entry, 59)
            from minutes in Gen.ArrayOf(Gen.Choose(0, 120), 59)
            from order in Gen.ArrayOf(Gen.Choose(0, 1000), 40)
            let events = entries.Select((e, i) => Ward.Event(i + 2, minutes[i] / 2.0, e, e is LimitChanged ? Ward.Physician : null)).Prepend(Ward.Event(1, -60, new SessionOpened(WithCaution))).ToArray()
            select (events, order);
        return generated.ToArbitrary();
    }
}
