using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

public sealed class DischargeTests
{
    private static readonly DischargeItem[] Asked =
    [
        DischargeItem.Oriented, DischargeItem.WalksSteadily, DischargeItem.Drinks, DischargeItem.SuicideCheckNotWorse, DischargeItem.SiteDry,
        DischargeItem.EscortPresent, DischargeItem.WrittenAdvice, DischargeItem.OralAdvice, DischargeItem.EmergencyPhone, DischargeItem.NextContact,
    ];

    private static Ward AlmostHome(SessionPlan? plan = null)
    {
        var ward = Ward.Running(plan);
        ward.Write(40, new InfusionEnded());
        ward.Write(150, Ward.Pressure(132, 80));
        ward.Write(150, Ward.ByHand(Measure.OxygenSaturation, 97));
        ward.Write(150, Ward.ByHand(Measure.HeartRate, 76));
        ward.Write(150, new SedationRecorded(SedationScale.Moaas, 5));
        ward.Write(150, new ExperienceRated("own", 1));
        ward.Write(151, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 10));
        ward.Write(151, new DischargeItemRecorded(DischargeItem.Padss, Answer.Yes, 9));
        foreach (var item in Asked)
        {
            ward.Write(152, new DischargeItemRecorded(item, Answer.Yes));
        }

        ward.Write(153, new EscortNamed("Paul Solberg"));
        ward.Write(154, new LineRemoved());
        return ward;
    }

    private static ConditionState Of(Ward ward, DischargeTopic topic, double minute = 165) =>
        ward.State.Discharge(Ward.At(minute)).Single(c => c.Topic == topic).State;

    [Fact]
    public void There_are_nine_conditions_and_none_is_met_by_silence()
    {
        var conditions = Ward.Opened().State.Discharge(Ward.At(500));
        Assert.Equal(Enumerable.Range(1, 9), conditions.Select(c => c.Number));
        Assert.All(conditions, c => Assert.Equal(ConditionState.Open, c.State));
        Assert.All(conditions, c => Assert.NotEmpty(c.Missing));
    }

    [Fact]
    public void When_all_but_the_signature_is_met_the_session_is_ready_but_not_discharged()
    {
        var ward = AlmostHome();
        Assert.Equal(SessionPhase.Observation, ward.State.PhaseAt(Ward.At(159)));
        Assert.Equal(SessionPhase.DischargeReady, ward.State.PhaseAt(Ward.At(160)));
        ward.Write(161, new DischargeSigned(), Ward.Nurse);
        Assert.Equal(SessionPhase.DischargeReady, ward.State.PhaseAt(Ward.At(161)));
        Assert.NotNull(ward.State.DischargePreparedBy);
        ward.Write(162, new DischargeSigned(), Ward.Physician);
        Assert.Equal(SessionPhase.Discharged, ward.State.PhaseAt(Ward.At(162)));
        Assert.All(ward.State.Discharge(Ward.At(162)), c => Assert.Equal(ConditionState.Met, c.State));
    }

    [Fact]
    public void Signing_with_open_conditions_needs_a_physician_and_a_reason()
    {
        var ward = AlmostHome();
        Assert.Equal("discharge.conditions", ward.Check(100, new DischargeSigned(), Ward.Physician)?.Code);
        Assert.Equal("discharge.conditions", ward.Check(100, new DischargeSigned("Verlegung auf Station nach Absprache"), Ward.Nurse)?.Code);
        Assert.Null(ward.Check(100, new DischargeSigned("Verlegung auf Station nach Absprache"), Ward.Physician));
        Assert.Null(ward.Check(165, new DischargeSigned(), Ward.Nurse));
    }

    [Theory]
    [InlineData(159, 80, ConditionState.Unmet)]
    [InlineData(153, 80, ConditionState.Met)]
    [InlineData(154, 80, ConditionState.Unmet)]
    [InlineData(132, 94, ConditionState.Unmet)]
    [InlineData(102, 78, ConditionState.Unmet)]
    public void Blood_pressure_must_be_within_a_fifth_of_baseline(double systolic, double diastolic, ConditionState state)
    {
        // Baseline 128/78: 102.4…153.6 and 62.4…93.6.
        var ward = AlmostHome();
        ward.Write(160, Ward.Pressure(systolic, diastolic));
        Assert.Equal(state, Of(ward, DischargeTopic.VitalSigns));
    }

    [Fact]
    public void A_physician_can_accept_the_distance_from_baseline_but_not_a_value_above_the_limit()
    {
        var ward = AlmostHome();
        ward.Write(160, Ward.Pressure(156, 80));
        ward.Write(161, new DischargeItemRecorded(DischargeItem.BloodPressureAccepted, Answer.Yes), Ward.Physician);
        Assert.Equal(ConditionState.Met, Of(ward, DischargeTopic.VitalSigns));
        ward.Write(162, Ward.Pressure(160, 80));
        Assert.Equal(ConditionState.Unmet, Of(ward, DischargeTopic.VitalSigns));
        Assert.Equal("role", ward.Check(163, new DischargeItemRecorded(DischargeItem.BloodPressureAccepted, Answer.Yes), Ward.Nurse)?.Code);
    }

    [Fact]
    public void Old_values_and_unknown_answers_leave_a_condition_open()
    {
        var ward = AlmostHome();
        Assert.Equal(ConditionState.Open, Of(ward, DischargeTopic.VitalSigns, 181));
        ward.Write(160, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.Unknown));
        Assert.Equal(ConditionState.Open, Of(ward, DischargeTopic.SuicideCheck));
        ward.Write(161, new DischargeItemRecorded(DischargeItem.SuicideCheckNotWorse, Answer.No));
        Assert.Equal(ConditionState.Unmet, Of(ward, DischargeTopic.SuicideCheck));
    }

    [Theory]
    [InlineData(8, ConditionState.Unmet)]
    [InlineData(9, ConditionState.Met)]
    public void Both_scores_need_nine(int score, ConditionState state)
    {
        var ward = AlmostHome();
        ward.Write(160, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, score));
        Assert.Equal(state, Of(ward, DischargeTopic.Scores));
    }

    [Fact]
    public void A_stop_within_the_last_hour_keeps_the_patient()
    {
        var ward = AlmostHome();
        ward.Write(155, new InfusionStopped(), Ward.Patient);
        var time = ward.State.Discharge(Ward.At(165))[0];
        Assert.Equal((ConditionState.Open, Ward.At(275)), (time.State, time.EarliestAt));
    }

    [Fact]
    public void The_numbers_are_those_the_session_was_opened_with()
    {
        var plan = Ward.Plan() with { Discharge = Ward.Criteria with { HeartRateTo = Ward.Criteria.HeartRateTo with { Value = 75 } } };
        var ward = Ward.Running(plan);
        ward.Write(40, new InfusionEnded());
        ward.Write(150, Ward.ByHand(Measure.HeartRate, 76));
        var need = Assert.Single(ward.State.Discharge(Ward.At(165))[2].Failing);
        Assert.Equal(("session.discharge.heartRate", 50, 75), (need.Key, need.Numbers[0], need.Numbers[1]));
    }

    [Fact]
    public void A_session_that_knows_no_numbers_leaves_every_condition_with_a_number_open()
    {
        var ward = AlmostHome(Ward.Plan() with { Discharge = null });
        var open = ward.State.Discharge(Ward.At(165)).Where(c => c.State == ConditionState.Open).Select(c => c.Topic);
        Assert.Equal([DischargeTopic.Scores, DischargeTopic.VitalSigns, DischargeTopic.Alertness, DischargeTopic.Experience, DischargeTopic.Signature], open);
        Assert.Equal("discharge.conditions", ward.Check(165, new DischargeSigned(), Ward.Physician)?.Code);
        Assert.Null(ward.Check(165, new DischargeSigned("Nach Visite entlassen, Werte von Hand geprüft"), Ward.Physician));
    }

    [Fact]
    public void Nobody_drives_for_a_day_after_the_end_or_after_the_last_stop()
    {
        var plan = Ward.Plan() with { Advice = new LeavingAdvice("after-infusion", 1, new Quantities.Sourced<double>(24, "label", Quantities.Verification.Seen)) };
        var ward = Ward.Running(plan);
        Assert.Null(ward.State.NoDrivingUntil);
        ward.Write(40.2, new InfusionEnded());
        Assert.Equal(Ward.At(41 + (24 * 60)), ward.State.NoDrivingUntil);
        ward.Write(60, new InfusionStopped(), Ward.Patient);
        Assert.Equal(Ward.At(60 + (24 * 60)), ward.State.NoDrivingUntil);
        Assert.Null(AlmostHome().State.NoDrivingUntil);
    }

    [Fact]
    public void A_signature_ahead_of_the_clock_is_judged_by_the_clock()
    {
        var ward = AlmostHome();
        var ahead = new SessionCommand(Guid.NewGuid(), Ward.At(165), Ward.Physician, new DischargeSigned());
        Assert.Equal("discharge.conditions", SessionRules.Check(ward.State, ahead, Ward.At(155))?.Code);
        Assert.Null(SessionRules.Check(ward.State, ahead, Ward.At(165)));
    }

    [Fact]
    public void A_correction_makes_no_signature_and_says_only_what_an_entry_may_say()
    {
        var ward = AlmostHome();
        var note = ward.Write(156, new NoteAdded("Trinkt Tee"));
        var score = ward.Write(157, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 8));
        var stop = ward.Write(158, new InfusionStopped(), Ward.Patient);
        string? Refused(SessionEvent target, SessionEntry? by, Actor who) => ward.Check(160, new Amended(target.CommandId, "Tippfehler", by), who)?.Code;
        Assert.Equal("amended.kind", Refused(note, new DischargeSigned("Nach Visite entlassen, alles geprüft"), Ward.Physician));
        Assert.Equal("amended.kind", Refused(note, new LineRemoved(), Ward.Nurse));
        Assert.Equal("score", Refused(score, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 15), Ward.Nurse));
        Assert.Equal("role", Refused(score, new DischargeItemRecorded(DischargeItem.BloodPressureAccepted, Answer.Yes), Ward.Nurse));
        Assert.Equal("amended.stop", Refused(stop, null, Ward.Nurse));
        Assert.Equal("amended.stop", ward.Check(160, new Amended(stop.CommandId, "War früher", new InfusionStopped("-"), Ward.At(20)), Ward.Nurse)?.Code);
        Assert.Null(Refused(stop, new InfusionStopped("Wollte nicht mehr"), Ward.Nurse));
        Assert.Null(Refused(stop, null, Ward.Physician));
        Assert.Null(Refused(score, new DischargeItemRecorded(DischargeItem.Aldrete, Answer.Yes, 9), Ward.Nurse));

        var signed = AlmostHome();
        var signature = signed.Write(165, new DischargeSigned(), Ward.Physician);
        Assert.Equal("amended.kind", signed.Check(166, new Amended(signature.CommandId, "Doch nicht"), Ward.Physician)?.Code);
    }
}
