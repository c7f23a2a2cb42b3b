using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class SessionRulesTests
{
    private static readonly InfusionStarted Start = new(new MillilitresPerHour(51));

    [Fact]
    public void A_session_walks_from_planned_to_running()
    {
        Assert.Equal(SessionPhase.Planned, Ward.Opened().State.Phase);
        var ward = Ward.Opened();
        ward.Write(-20, new CheckInAnswered("fasting", Answer.Yes));
        Assert.Equal(SessionPhase.PreCheck, ward.State.Phase);
        Assert.Equal(SessionPhase.Ready, Ward.Ready().State.Phase);
        Assert.Equal(SessionPhase.Running, Ward.Running().State.Phase);
    }

    [Fact]
    public void The_regular_start_is_closed_while_something_is_open()
    {
        var ward = Ward.Opened();
        var refusal = ward.Check(0, Start, Ward.Physician);
        Assert.Equal("start.gate", refusal?.Code);
        Assert.Equal(["fasting", "consent", "Systolic", "Sedation", "pump.first", "pump.second", "readiness"], refusal!.Details);
        Assert.Null(Ward.Ready().Check(0, Start, Ward.Physician));
    }

    [Fact]
    public void A_start_outside_the_gate_is_recorded_with_its_reason()
    {
        var ward = Ward.Opened();
        var start = Start with { OutsideGateReason = "Pumpe lief schon, Anordnung Dr. Falkenberg" };
        Assert.Null(ward.Check(0, start, Ward.Nurse));
        ward.Write(0, start);
        Assert.Equal(SessionPhase.Running, ward.State.Phase);
        Assert.Contains(ward.State.Gate, f => f.IsOpen);
    }

    [Fact]
    public void An_unknown_answer_is_never_read_as_no_or_yes()
    {
        var ward = Ward.Ready();
        ward.Write(-5, new CheckInAnswered("fasting", Answer.Unknown));
        Assert.Contains(ward.State.Gate, f => f is { Id: "fasting", Outcome: GateOutcome.Hold, IsMissing: true });
        Assert.Equal(SessionPhase.PreCheck, ward.State.Phase);
    }

    [Fact]
    public void A_hold_is_released_by_a_physician_with_a_reason_and_a_block_by_nobody()
    {
        var ward = Ward.Ready();
        ward.Write(-5, new CheckInAnswered("fasting", Answer.No));
        ward.Write(-4, Ward.Pressure(190, 80));
        const string Reason = "Leichtes Frühstück vor fünf Stunden, vertretbar.";
        Assert.Equal("release.reason", ward.Check(-3, new HoldReleased("fasting", "ok"), Ward.Physician)?.Code);
        Assert.Equal("role", ward.Check(-3, new HoldReleased("fasting", Reason), Ward.Nurse)?.Code);
        Assert.Equal("release.block", ward.Check(-3, new HoldReleased("Systolic", Reason), Ward.Physician)?.Code);
        Assert.Null(ward.Check(-3, new HoldReleased("fasting", Reason), Ward.Physician));
        ward.Write(-3, new HoldReleased("fasting", Reason), Ward.Physician);
        Assert.Contains(ward.State.Gate, f => f is { Id: "fasting", IsOpen: false });
        ward.Write(-2, Ward.Pressure(150, 80));
        Assert.Equal(SessionPhase.Ready, ward.State.Phase);
    }

    [Fact]
    public void A_release_does_not_cover_a_later_value()
    {
        var ward = Ward.Ready();
        ward.Write(-5, Ward.Pressure(165, 80));
        ward.Write(-4, new HoldReleased("Systolic", "Bekannt hoch, nach Rücksprache vertretbar."), Ward.Physician);
        Assert.True(ward.State.IsGateOpen);
        ward.Write(-3, Ward.Pressure(170, 80));
        Assert.False(ward.State.IsGateOpen);
    }

    [Fact]
    public void The_pump_needs_two_different_people()
    {
        var ward = Ward.Opened();
        ward.Write(-8, new PumpChecked(PumpCheck.First, true));
        Assert.Equal("pump.samePerson", ward.Check(-7, new PumpChecked(PumpCheck.Second, true), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(-7, new PumpChecked(PumpCheck.Second, true), Ward.Physician));
        ward.Write(-7, new PumpChecked(PumpCheck.Second, true));
        Assert.Contains(ward.State.Gate, f => f is { Id: "pump.second", IsOpen: true });
    }

    [Fact]
    public void Everyone_in_the_room_may_pause_and_stop_in_every_phase()
    {
        foreach (var ward in new[] { Ward.Opened(), Ward.Ready(), Ward.Running() })
        {
            foreach (var by in new[] { Ward.Physician, Ward.Nurse, Ward.Therapist, Ward.Patient, new Actor("x", "Begleitung", ActorRole.Companion) })
            {
                Assert.Null(ward.Check(5, new InfusionStopped(), by));
                Assert.Null(ward.Check(5, new InfusionPaused(), by));
            }

            Assert.Equal("role", ward.Check(5, new InfusionStopped(), Ward.Monitor)?.Code);
        }
    }

    [Fact]
    public void A_stop_before_the_start_holds_the_gate_until_a_physician_decides()
    {
        var ward = Ward.Ready();
        ward.Write(-2, new InfusionStopped("Patientin möchte nicht"), Ward.Patient);
        Assert.False(ward.State.IsGateOpen);
        Assert.Equal("start.gate", ward.Check(0, Start, Ward.Physician)?.Code);
    }

    [Fact]
    public void Resuming_needs_a_physician_and_after_a_stop_a_reason()
    {
        var ward = Ward.Running();
        ward.Write(10, new InfusionPaused());
        Assert.Equal(SessionPhase.Paused, ward.State.Phase);
        Assert.Equal("resume.physician", ward.Check(12, new InfusionResumed(), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(12, new InfusionResumed(), Ward.Physician));
        ward.Write(13, new InfusionStopped("Angst"), Ward.Patient);
        Assert.Equal("resume.afterStop", ward.Check(14, new InfusionResumed(), Ward.Physician)?.Code);
        Assert.Null(ward.Check(14, new InfusionResumed(null, "Auf Wunsch der Patientin"), Ward.Physician));
        ward.Write(14, new InfusionResumed(null, "Auf Wunsch der Patientin"), Ward.Physician);
        Assert.Equal(SessionPhase.Running, ward.State.Phase);
    }

    [Fact]
    public void After_a_stop_a_nurse_does_not_resume_whatever_she_says_and_by_no_way_round()
    {
        const string Reason = "Pumpe wieder an, Anordnung Dr. Falkenberg";
        var ward = Ward.Running();
        ward.Write(8, new InfusionPaused());

        // The twin: after a pause she does, with the reason.
        Assert.Null(ward.Check(9, new InfusionResumed(Reason: Reason), Ward.Nurse));
        var earlier = ward.Write(9, new InfusionResumed(Reason: Reason), Ward.Nurse);
        ward.Write(10, new InfusionStopped(), Ward.Nurse);
        Assert.Equal("resume.afterStopPhysician", ward.Check(12, new InfusionResumed(Reason: Reason), Ward.Nurse)?.Code);
        Assert.Equal("resume.afterStopPhysician", ward.Check(10, new InfusionResumed(Reason: Reason), Ward.Nurse)?.Code);
        Assert.Equal("role", ward.Check(12, new InfusionResumed(Reason: Reason), Ward.Therapist)?.Code);

        // Not after somebody has entered the end as well, nor by moving an earlier entry behind the STOP.
        ward.Write(13, new InfusionEnded());
        Assert.Equal("resume.afterStopPhysician", ward.Check(14, new InfusionResumed(Reason: Reason), Ward.Nurse)?.Code);
        var moved = new Amended(earlier.CommandId, "Zeit falsch", new InfusionResumed(Reason: Reason), Ward.At(12));
        Assert.Equal("resume.afterStopPhysician", ward.Check(14, moved, Ward.Nurse)?.Code);
        Assert.Null(ward.Check(14, moved with { OccurredAt = Ward.At(8.5) }, Ward.Nurse));

        // What was before the STOP and reaches the server after it is still written, and restarts nothing.
        Assert.Null(ward.Check(9.5, new InfusionResumed(Reason: Reason), Ward.Nurse));
        ward.Write(9.5, new InfusionResumed(Reason: Reason), Ward.Nurse);
        Assert.Equal(SessionPhase.Stopped, ward.State.Phase);
        Assert.Empty(ward.State.RestartsAfterStop);

        ward.Write(15, new InfusionResumed(Reason: "Beschwerden vergangen, auf ihren Wunsch"), Ward.Physician);
        Assert.Equal(Ward.At(15), Assert.Single(ward.State.RestartsAfterStop).At);

        // From then on it is an infusion like any other.
        ward.Write(16, new InfusionPaused());
        Assert.Null(ward.Check(17, new InfusionResumed(Reason: Reason), Ward.Nurse));
    }

    [Fact]
    public void Monitor_values_are_taken_only_from_the_monitor_tied_to_the_chair()
    {
        var ward = Ward.Ready();
        var values = Ward.FromMonitor(Measure.HeartRate, 72);
        Assert.Equal("monitor.notAttached", ward.Check(-3, values, Ward.Monitor)?.Code);
        ward.Write(-3, new MonitorAttached("MON-1", "Stuhl 1"));
        Assert.Null(ward.Check(-2, values, Ward.Monitor));
        Assert.Equal("monitor.notAttached", ward.Check(-2, values with { DeviceId = "MON-2" }, Ward.Monitor)?.Code);
        ward.Write(-1, new MonitorDetached("MON-1"));
        Assert.Equal("monitor.notAttached", ward.Check(0, values, Ward.Monitor)?.Code);
        Assert.Null(ward.Check(-2, values, Ward.Monitor));
    }

    [Fact]
    public void A_wrong_unit_is_refused_and_an_impossible_value_is_not()
    {
        var ward = Ward.Running();
        var kilopascal = new VitalsObserved(ValueSource.Manual, [new(Measure.Systolic, 17, "kPa")]);
        Assert.Equal("vitals.unit", ward.Check(5, kilopascal, Ward.Nurse)?.Code);
        Assert.Null(ward.Check(5, Ward.ByHand(Measure.HeartRate, 900), Ward.Nurse));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void The_sound_is_paused_for_two_minutes_at_most(int seconds, bool accepted)
    {
        Assert.Equal(accepted, Ward.Running().Check(5, new AudioPaused(seconds), Ward.Nurse) is null);
    }

    [Fact]
    public void The_sound_comes_back_by_itself()
    {
        var ward = Ward.Running();
        ward.Write(5, new AudioPaused(60));
        Assert.Equal(Ward.At(6), ward.State.AudioPausedUntil(Ward.At(5.5)));
        Assert.Null(ward.State.AudioPausedUntil(Ward.At(6)));
    }

    [Fact]
    public void A_therapist_gives_no_orders()
    {
        var ward = Ward.Ready();
        Assert.Equal("role", ward.Check(0, Start, Ward.Therapist)?.Code);
        Assert.Equal("role", ward.Check(0, new DischargeSigned(), Ward.Therapist)?.Code);
        Assert.Null(ward.Check(0, new NoteAdded("ruhig"), Ward.Therapist));
    }

    [Fact]
    public void Whoever_goes_without_a_discharge_has_left_and_is_not_discharged()
    {
        const string Reason = "Will nach Hause, Risiken besprochen, 112 genannt";
        Assert.Equal("left.notStarted", Ward.Ready().Check(0, new LeftAgainstAdvice(Reason), Ward.Nurse)?.Code);
        var ward = Ward.Running();
        Assert.Equal("left.notEnded", ward.Check(10, new LeftAgainstAdvice(Reason), Ward.Nurse)?.Code);
        ward.Write(10, new InfusionStopped());
        Assert.Equal("release.reason", ward.Check(11, new LeftAgainstAdvice("weg"), Ward.Nurse)?.Code);
        Assert.Equal("role", ward.Check(11, new LeftAgainstAdvice(Reason), Ward.Patient)?.Code);
        Assert.Equal("name", ward.Check(11, new PatientTransferred(" ", "Blutdruck"), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(11, new PatientTransferred("Rettungsdienst", "Blutdruck"), Ward.Nurse));
        Assert.Null(ward.Check(11, new LeftAgainstAdvice(Reason), Ward.Therapist));
        var left = ward.Write(11, new LeftAgainstAdvice(Reason));
        Assert.Equal((SessionPhase.LeftAgainstAdvice, Ward.At(11)), (ward.State.Phase, ward.State.ClosedAt!.Value));
        Assert.Null(ward.State.DischargeSignedBy);

        // From then on it is neither discharged nor left once more; the report can be signed, and a wrong entry corrected.
        Assert.Equal("discharge.otherEnding", ward.Check(200, new DischargeSigned(Reason), Ward.Physician)?.Code);
        Assert.Equal("discharge.otherEnding", ward.Check(12, new LeftAgainstAdvice(Reason), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(12, new ReportSigned(9), Ward.Physician));
        Assert.Null(ward.Check(12, new Amended(left.CommandId, "War nur auf der Toilette"), Ward.Nurse));
        ward.Write(12, new Amended(left.CommandId, "War nur auf der Toilette"));
        Assert.Equal(SessionPhase.Stopped, ward.State.Phase);
    }

    [Theory]
    [InlineData("mood", "K-18", Answer.Yes, true)]
    [InlineData("mood", "K-18", Answer.No, false)]
    [InlineData("mood", "K-18", Answer.Unknown, false)]
    [InlineData("mood", "K-25", Answer.Yes, false)]
    [InlineData("suicide-thoughts", null, Answer.Yes, true)]
    [InlineData("suicide-thoughts", "K-25", Answer.Yes, false)]
    public void The_days_question_about_suicide_is_known_by_its_rule_and_in_old_sessions_by_its_id(string id, string? rule, Answer answer, bool tells)
    {
        var plan = Ward.Plan();
        var ward = Ward.Opened(plan with { CheckIn = [.. plan.CheckIn, new CheckInItem(id, Answer.No, GateOutcome.Hold) { Rule = rule }] });
        ward.Write(-20, new CheckInAnswered(id, answer));
        Assert.Equal(tells, ward.State.SuicideSigns.Count == 1);
    }

    [Fact]
    public void What_was_told_about_suicide_stays_told_when_it_is_corrected_and_a_rescue_list_tells_once()
    {
        var ward = Ward.Running();
        ward.Write(50, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Yes));
        ward.Write(51, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Unknown));
        ward.Write(52, new DischargeItemRecorded(DischargeItem.Oriented, Answer.No));
        ward.Write(53, new ChecklistStepDone(RescueChecklist.R4, "words"));
        Assert.Empty(ward.State.SuicideSigns);

        var worse = ward.Write(54, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.No));
        ward.Write(55, new Amended(worse.CommandId, "Verklickt", new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Yes)));
        ward.Write(56, new ChecklistStepDone(RescueChecklist.R10, "stay"));
        ward.Write(57, new ChecklistStepDone(RescueChecklist.R10, "ask"));
        Assert.Equal([Ward.At(54), Ward.At(56)], ward.State.SuicideSigns.Select(s => s.At));
        ward.Write(58, new ChecklistClosed(RescueChecklist.R10, "beurteilt"));
        ward.Write(59, new ChecklistStepDone(RescueChecklist.R10, SessionRules.ChecklistStart));
        Assert.Equal(3, ward.State.SuicideSigns.Count);
    }

    [Fact]
    public void Postponing_is_for_before_the_start()
    {
        Assert.Null(Ward.Ready().Check(0, new SessionPostponed("Infekt"), Ward.Physician));
        Assert.Equal("sideExit.started", Ward.Running().Check(1, new SessionPostponed("Infekt"), Ward.Physician)?.Code);
        var ward = Ward.Ready();
        ward.Write(0, new SessionPostponed("Infekt"), Ward.Physician);
        Assert.Equal(SessionPhase.Postponed, ward.State.Phase);
    }
}
