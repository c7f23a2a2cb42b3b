using Engramm.Sessions.Alarms;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

/// <summary>A drill: the session's own rules and fold around a person who does not exist.</summary>
public class DrillTests
{
    private static readonly DateTimeOffset Start = Ward.Zero;

    [Fact]
    public void A_real_plan_is_never_played_as_a_drill() =>
        Assert.Throws<ArgumentException>(() => new DrillSession(Ward.Plan(), Choice(DrillIncident.Anxiety), Ward.Nurse, Ward.Physician, Start, 1));

    [Theory]
    [InlineData(DrillIncident.FallingSaturation, "limit.OxygenSaturation")]
    [InlineData(DrillIncident.Apnoea, "limit.OxygenSaturation")]
    [InlineData(DrillIncident.RisingPressure, "limit.BloodPressure")]
    [InlineData(DrillIncident.Anxiety, "limit.HeartRate")]
    public void An_incident_alarms_by_the_limits_of_the_practice_and_gets_better_when_somebody_acts(DrillIncident incident, string condition)
    {
        var drill = Begin(incident);
        Play(drill, 0, 3);
        Assert.Equal(DrillCue.Calm, drill.CueAt(At(2.9)));
        Assert.DoesNotContain(drill.Log.State.Alarms(At(3)), a => a.Kind == AlarmKind.Limit);

        Play(drill, 3, 16);
        Assert.Equal(DrillCue.Incident, drill.CueAt(At(16)));
        Assert.Contains(drill.Log.State.Alarms(At(16)), a => string.Equals(a.Condition, condition, StringComparison.Ordinal));

        Assert.Null(drill.Apply(Now(16.1, new InfusionStopped("Sättigung")), At(16.1)));
        Play(drill, 16.1, 36);
        Assert.Equal(DrillCue.Better, drill.CueAt(At(17)));
        Assert.Equal(At(16.1), drill.AnsweredAt);
        Assert.NotNull(drill.Log.State.Alarms(At(36)).First(a => string.Equals(a.Condition, condition, StringComparison.Ordinal)).Ended);
    }

    [Fact]
    public void An_occlusion_shows_on_no_monitor_and_is_heard_in_the_room()
    {
        var drill = Begin(DrillIncident.PumpOcclusion);
        Play(drill, 0, 8);
        Assert.Equal(DrillCue.Incident, drill.CueAt(At(4)));
        Assert.DoesNotContain(drill.Log.State.Alarms(At(8)), a => a.Kind == AlarmKind.Limit);
        Assert.Null(drill.Apply(Now(8, new InfusionPaused()), At(8)));
        Assert.Equal(DrillCue.Better, drill.CueAt(At(8.1)));
    }

    [Fact]
    public void The_monitor_is_silent_until_somebody_ties_it_and_no_value_is_said_twice()
    {
        var drill = new DrillSession(Plan(), Choice(DrillIncident.Anxiety) with { IsCheckedIn = false }, Ward.Nurse, Ward.Physician, Start, 7);
        Assert.False(drill.Advance(At(1)));
        Assert.Null(drill.Apply(Now(1, new MonitorAttached(DrillSession.MonitorId, "Stuhl")), At(1)));
        Assert.True(drill.Advance(At(2)));
        var count = drill.Log.Count;
        Assert.False(drill.Advance(At(2)));
        Assert.Equal(count, drill.Log.Count);
        Assert.Equal(drill.Log.Count, drill.Log.CompleteUpTo);
    }

    [Fact]
    public void The_rules_of_a_session_hold_in_a_drill_and_a_command_counts_once()
    {
        var drill = Begin(DrillIncident.Anxiety);
        Assert.Equal("note", drill.Apply(Now(1, new NoteAdded(" ")), At(1))?.Code);
        var note = Now(1, new NoteAdded("Liegt ruhig."));
        Assert.Null(drill.Apply(note, At(1)));
        Assert.Null(drill.Apply(note, At(1)));
        Assert.Single(drill.Log.State.Entries, e => e.Entry is NoteAdded);
    }

    [Fact]
    public void The_debrief_counts_from_the_incident_and_leaves_out_what_came_before()
    {
        var drill = Begin(DrillIncident.FallingSaturation);
        Assert.Null(DrillDebrief.Of(drill, At(2)).IncidentAt);
        Play(drill, 0, 5);
        Do(drill, 1, new EventNoted(RoomEvent.PhysicianCalled));
        var alarm = drill.Log.State.ActiveAlarms(At(5)).First(a => a.Kind == AlarmKind.Limit);
        Do(drill, 5, alarm.Acknowledgement());
        Do(drill, 5.5, new InfusionPaused());
        Do(drill, 6, new ChecklistStepDone(RescueChecklist.R3, "wake"));
        Do(drill, 6.5, new InfusionStopped("Sättigung"));
        Play(drill, 5, 8);

        var debrief = DrillDebrief.Of(drill, At(8));
        Assert.Equal(At(3), debrief.IncidentAt);
        Assert.Equal((TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(3.5), null), (debrief.Paused!.Value, debrief.Stopped!.Value, debrief.Called));
        Assert.InRange(debrief.FirstAlarm!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        Assert.Contains(debrief.Alarms, a => a.Waited == At(5) - a.Alarm.LevelSince);
        var list = Assert.Single(debrief.Checklists);
        Assert.Equal([(null, "stop"), (TimeSpan.FromMinutes(3), "wake")], list.Steps.Select(s => (s.After, s.Step)));
    }

    [Fact]
    public void The_clock_of_a_drill_goes_on_where_it_was_and_knows_the_real_time_between()
    {
        var clock = new DrillClock(Start, TimeSpan.FromSeconds(100), 1);
        clock.Turn(10, TimeSpan.FromSeconds(160));
        clock.Turn(4, TimeSpan.FromSeconds(166));
        Assert.Equal(At(2), clock.At(TimeSpan.FromSeconds(166)));
        Assert.Equal(At(2) + TimeSpan.FromSeconds(4), clock.At(TimeSpan.FromSeconds(167)));
        Assert.Equal(TimeSpan.FromSeconds(67), clock.RealTime(Start, At(2) + TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.RealTime(At(1), At(1.5)));
        Assert.True(clock.WasFast);
        Assert.False(new DrillClock(Start, TimeSpan.Zero, 1).WasFast);
    }

    private static DrillChoice Choice(DrillIncident incident) => new(incident, TimeSpan.FromMinutes(3), IsCheckedIn: true);

    private static SessionPlan Plan() => Ward.Plan() with { IsDrill = true, Rescue = [new RescueList(RescueChecklist.R3, 1, ["stop", "wake"])] };

    private static DrillSession Begin(DrillIncident incident) => new(Plan(), Choice(incident), Ward.Nurse, Ward.Physician, Start, 7);

    private static DateTimeOffset At(double minutes) => Start + TimeSpan.FromMinutes(minutes);

    private static SessionCommand Now(double minute, SessionEntry entry) => new(Guid.NewGuid(), At(minute), Ward.Nurse, entry);

    private static void Do(DrillSession drill, double minute, SessionEntry entry) => Assert.Null(drill.Apply(Now(minute, entry), At(minute)));

    /// <summary>The monitor speaks every ten seconds of the drill's clock.</summary>
    private static void Play(DrillSession drill, double from, double to)
    {
        for (var minute = from; minute <= to; minute += 1 / 6.0)
        {
            drill.Advance(At(minute));
        }
    }
}
