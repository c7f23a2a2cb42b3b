using Engramm.Quantities;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class RoomTests
{
    private const string Reason = "Sportlerin, Ruhepuls 42 seit Jahren";

    private static LimitChanged Bradycardia(double below) => new("hr.call", [new LimitBound(Measure.HeartRate, BoundSide.Above, below)], Reason);

    [Fact]
    public void A_changed_limit_counts_from_then_on_and_leaves_the_alarms_that_were_there()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 115));
        ward.Write(6, Bradycardia(118), Ward.Physician);
        ward.Write(7, Ward.ByHand(Measure.HeartRate, 80));
        ward.Write(8, Ward.ByHand(Measure.HeartRate, 116));
        var alarm = Assert.Single(ward.State.Alarms(Ward.At(9)), a => a.Kind == AlarmKind.Limit);
        Assert.Equal((Ward.At(5), Ward.At(7)), (alarm.Since, alarm.Ended));
        ward.Write(10, Ward.ByHand(Measure.HeartRate, 119));
        Assert.Equal(118, ward.State.Alarms(Ward.At(11)).Last(a => a.Kind == AlarmKind.Limit).Limit!.Bounds[0].Value);
        Assert.Equal(118, ward.State.Limits.Single(l => l.Id is "hr.call").Bounds[0].Value);
    }

    [Fact]
    public void A_change_that_becomes_known_late_takes_no_alarm_away()
    {
        var ward = Ward.Running();
        ward.Write(5, Ward.ByHand(Measure.HeartRate, 115));
        ward.Write(4, Bradycardia(118), Ward.Physician, knownAt: 20);
        Assert.Single(ward.State.Alarms(Ward.At(21)), a => a.Kind == AlarmKind.Limit);
    }

    [Fact]
    public void Only_a_physician_changes_a_limit_with_a_reason_and_possible_numbers()
    {
        var ward = Ward.Running();
        Assert.Null(ward.Check(5, Bradycardia(118), Ward.Physician));
        Assert.Equal("role", ward.Check(5, Bradycardia(118), Ward.Nurse)?.Code);
        Assert.Equal("release.reason", ward.Check(5, Bradycardia(118) with { Reason = "so" }, Ward.Physician)?.Code);
        Assert.Equal("limit.unknown", ward.Check(5, Bradycardia(118) with { Limit = "hr.none" }, Ward.Physician)?.Code);
        Assert.Equal("limit.range", ward.Check(5, Bradycardia(9000), Ward.Physician)?.Code);
        Assert.Equal("limit.range", ward.Check(5, Bradycardia(double.NaN), Ward.Physician)?.Code);
        Assert.Equal("limit.bounds", ward.Check(5, Bradycardia(118) with { Bounds = [] }, Ward.Physician)?.Code);
    }

    [Theory]
    [InlineData("hr.call", Measure.HeartRate, BoundSide.Above, 10, 120)]
    [InlineData("hr.pause", Measure.HeartRate, BoundSide.Above, 110, 140)]
    [InlineData("hr.stop", Measure.HeartRate, BoundSide.Above, 120, 300)]
    [InlineData("spo2.call", Measure.OxygenSaturation, BoundSide.Below, 92, 100)]
    [InlineData("spo2.stop", Measure.OxygenSaturation, BoundSide.Below, 20, 92)]
    [InlineData("bp.low.call", Measure.Systolic, BoundSide.Below, 30, 160)]
    public void A_limit_keeps_between_its_milder_and_its_stricter_neighbour(string id, Measure measure, BoundSide side, double lowest, double highest)
    {
        var ward = Ward.Running();
        string? Code(double value) => ward.Check(5, new LimitChanged(id, [new LimitBound(measure, side, value)], Reason), Ward.Physician)?.Code;
        Assert.Equal((null, null), (Code(lowest), Code(highest)));
        Assert.Equal(("limit.range", "limit.range"), (Code(lowest - 0.5), Code(highest + 0.5)));
    }

    [Fact]
    public void A_neighbour_that_was_moved_moves_the_range_and_the_refusal_names_it()
    {
        var ward = Ward.Running();
        ward.Write(5, new LimitChanged("hr.pause", [new LimitBound(Measure.HeartRate, BoundSide.Above, 130)], Reason), Ward.Physician);
        Assert.Null(ward.Check(6, Bradycardia(130), Ward.Physician));
        Assert.Equal(["HeartRate", "131", "10", "130"], ward.Check(6, Bradycardia(131), Ward.Physician)!.Details);
    }

    [Fact]
    public void A_lower_limit_never_crosses_an_upper_one_of_the_same_change()
    {
        var limit = new AlarmLimit(
            "hr.both", [new(Measure.HeartRate, BoundSide.Above, 110), new(Measure.HeartRate, BoundSide.Below, 50)], LimitAction.Call, AlarmPriority.Medium, LimitConfirmation.Once,
            new LimitSource("test", Engramm.Quantities.Verification.Assumed));
        Assert.Equal((10.0, 80.0), LimitRange.Of([limit], limit, limit.Bounds[1], [limit.Bounds[0] with { Value = 80 }]));
        Assert.Equal((50.0, 300.0), LimitRange.Of([limit], limit, limit.Bounds[0], [limit.Bounds[1]]));
    }

    [Fact]
    public void The_trial_of_the_alarms_opens_the_gate_and_a_physician_may_do_without()
    {
        var ward = new Ward();
        ward.Write(-60, new SessionOpened(Ward.Plan() with { NeedsSelfTest = true }));
        GateFinding Point() => ward.State.Gate.Single(f => f.Topic == GateTopic.SelfTest);
        Assert.Equal((true, true, true), (Point().IsOpen, Point().IsMissing, Point().CanBeReleased));
        ward.Write(-50, new AlarmSelfTested("Tablet 1", false, true, Answer.Unknown));
        Assert.Equal((true, false), (Point().IsOpen, Point().IsMissing));
        ward.Write(-49, new HoldReleased("selfTest", "Lautsprecher defekt, Monitor alarmiert laut."), Ward.Physician);
        Assert.False(Point().IsOpen);
        ward.Write(-40, new AlarmSelfTested("Tablet 1", true, true, Answer.No));
        Assert.True(Point().IsOpen);
        ward.Write(-39, new AlarmSelfTested("Tablet 1", true, true, Answer.Unknown));
        Assert.Equal(GateOutcome.Go, Point().Outcome);
    }

    [Fact]
    public void A_rescue_begins_with_its_first_step_even_when_nobody_pressed_start()
    {
        var ward = Ward.Running();
        ward.Write(5, new ChecklistStepDone(RescueChecklist.R3, "call"));
        ward.Write(6, new ChecklistStepDone(RescueChecklist.R3, "call"));
        ward.Write(7, new ChecklistStepDone(RescueChecklist.R3, "oxygen"));
        ward.Write(9, new ChecklistClosed(RescueChecklist.R3, "SpO2 wieder 97 %"));
        ward.Write(12, new ChecklistStepDone(RescueChecklist.R3, SessionRules.ChecklistStart));
        Assert.Equal(2, ward.State.Rescues.Count);
        var first = ward.State.Rescues[0];
        Assert.Equal((2, Ward.At(5), Ward.At(9)), (first.Steps.Count, first.Started.At, first.Closed?.At));
        Assert.Equal(Ward.At(5), first.Done("call")?.At);
        Assert.Null(ward.State.Rescues[1].Closed);
        Assert.Equal("checklist.notOpen", ward.Check(13, new ChecklistClosed(RescueChecklist.R1, "gut"), Ward.Nurse)?.Code);
    }

    [Fact]
    public void A_step_the_list_does_not_have_is_refused_and_a_list_the_plan_does_not_have_is_not()
    {
        var ward = new Ward();
        ward.Write(-60, new SessionOpened(Ward.Plan() with { Rescue = [new RescueList(RescueChecklist.R1, 1, ["cuff"])] }));
        Assert.Null(ward.Check(1, new ChecklistStepDone(RescueChecklist.R1, "cuff"), Ward.Nurse));
        Assert.Null(ward.Check(1, new ChecklistStepDone(RescueChecklist.R1, SessionRules.ChecklistStart), Ward.Nurse));
        Assert.Equal("checklist.step", ward.Check(1, new ChecklistStepDone(RescueChecklist.R1, "oxygen"), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(1, new ChecklistStepDone(RescueChecklist.R8, "legs"), Ward.Nurse));
    }

    [Fact]
    public void Charge_goes_to_the_last_who_took_it_and_observers_come_and_go()
    {
        var ward = Ward.Running();
        Assert.Null(ward.State.InCharge);
        ward.Write(1, new ChargeTaken("Tablet 1"), Ward.Nurse);
        ward.Write(9, new ChargeTaken("Tablet 2", "Blutdruck um 10 messen"), Ward.Physician);
        ward.Write(3, new ObserverJoined(), Ward.Therapist);
        ward.Write(4, new ObserverJoined("Büro"), Ward.Physician);
        ward.Write(5, new ObserverLeft(), Ward.Physician);
        Assert.Equal(Ward.Physician, ward.State.InCharge?.By);
        Assert.Equal([Ward.Therapist], ward.State.Observers.Select(o => o.By));
    }

    [Theory]
    [InlineData(200, 6, 10, null)]
    [InlineData(39, 6, 10, "beats.carrier")]
    [InlineData(1001, 6, 10, "beats.carrier")]
    [InlineData(200, 0, 10, "beats.beat")]
    [InlineData(200, 41, 10, "beats.beat")]
    [InlineData(200, 6, 121, "beats.fade")]
    [InlineData(200, 6, double.NaN, "beats.fade")]
    public void Beats_outside_what_is_heard_as_a_beat_are_refused(double carrier, double beat, double fade, string? code)
    {
        var ward = Ward.Running();
        Assert.Equal(code, ward.Check(2, new BinauralBeatsStarted(new Hertz(carrier), new Hertz(beat), fade, Answer.Yes, Answer.Yes), Ward.Nurse)?.Code);
        ward.Write(2, new BinauralBeatsStarted(new Hertz(200), new Hertz(6), 10, Answer.Yes, Answer.Yes));
        Assert.Equal(6, ward.State.Beats?.Beat.Value);
        ward.Write(3, new BinauralBeatsStopped());
        Assert.Null(ward.State.Beats);
    }

    [Theory]
    [InlineData(true, Answer.Yes, null)]
    [InlineData(true, Answer.No, "beats.elsewhere")]
    [InlineData(true, Answer.Unknown, "beats.elsewhere")]
    [InlineData(false, Answer.Unknown, null)]
    public void Headphones_never_take_the_alarms_from_the_room(bool areAlarmsOn, Answer elsewhere, string? code)
    {
        var ward = Ward.Opened(alarms: areAlarmsOn);
        Assert.Equal(code, ward.Check(2, new BinauralBeatsStarted(new Hertz(200), new Hertz(6), 10, Answer.Yes, elsewhere), Ward.Nurse)?.Code);
    }

    [Fact]
    public void A_stop_of_the_session_ends_the_tones_and_a_pause_does_not()
    {
        var ward = Ward.Running();
        var beats = new BinauralBeatsStarted(new Hertz(200), new Hertz(6), 10, Answer.Yes, Answer.Yes);
        ward.Write(2, beats);
        ward.Write(3, new InfusionPaused());
        Assert.Equal(beats, ward.State.Beats);
        ward.Write(4, new InfusionStopped());
        Assert.Null(ward.State.Beats);

        // Started anew afterwards they play: the STOP ended those that played.
        ward.Write(5, beats);
        Assert.Equal(beats, ward.State.Beats);
    }

    [Fact]
    public void An_adverse_event_has_a_name_a_severity_and_a_time_that_has_come()
    {
        var ward = Ward.Running();
        var event1 = new AdverseEventRecorded(
            "Übelkeit", Ward.At(3), null, 1, Answer.No, AdverseRelation.Probable, AdverseAction.None, AdverseOutcome.Recovering);
        Assert.Null(ward.Check(5, event1, Ward.Nurse));
        Assert.False(event1.NeedsPhysician);
        Assert.True((event1 with { IsSerious = Answer.Unknown }).NeedsPhysician);
        Assert.True((event1 with { Severity = 3 }).NeedsPhysician);
        Assert.Equal("note", ward.Check(5, event1 with { Term = " " }, Ward.Nurse)?.Code);
        Assert.Equal("severity", ward.Check(5, event1 with { Severity = 0 }, Ward.Nurse)?.Code);
        Assert.Equal("severity", ward.Check(5, event1 with { Severity = 6 }, Ward.Nurse)?.Code);
        Assert.Equal("period", ward.Check(5, event1 with { EndedAt = Ward.At(2) }, Ward.Nurse)?.Code);
        Assert.Equal("period", ward.Check(2, event1, Ward.Nurse)?.Code);
        Assert.Equal("role", ward.Check(5, event1, Ward.Patient)?.Code);
        var written = ward.Write(5, event1);
        ward.Write(9, new Amended(written.CommandId, "abgeklungen", event1 with { EndedAt = Ward.At(8), Outcome = AdverseOutcome.Recovered }));
        Assert.Equal(AdverseOutcome.Recovered, (Assert.Single(ward.State.AdverseEvents).Entry as AdverseEventRecorded)?.Outcome);
    }

    [Fact]
    public void A_failure_of_the_screen_has_a_place_and_a_period_that_runs_forward()
    {
        var ward = Ward.Running();
        var failure = new OwnFailureNoted(OwnFailure.NoServer, Ward.At(1), Ward.At(2), "Tablet 1");
        Assert.Null(ward.Check(3, failure, Ward.Nurse));
        Assert.Equal("period", ward.Check(3, failure with { To = Ward.At(0) }, Ward.Nurse)?.Code);
        Assert.Equal("device", ward.Check(3, failure with { Device = "" }, Ward.Nurse)?.Code);
    }
}
