using Engramm.Sessions.Alarms;
using Engramm.Sessions.Course;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

/// <summary>What stands in the record closes the start, and alarms after it.</summary>
public class RecordHoldTests
{
    private static readonly Actor Software = new("engramm", "Engramm", ActorRole.Software);

    private static IEnumerable<Alarm> FromRecord(Ward ward, double minute) => ward.State.Alarms(Ward.At(minute)).Where(a => a.Kind == AlarmKind.Record);

    [Fact]
    public void Before_the_start_it_is_a_point_of_the_gate_that_nobody_releases_and_no_alarm()
    {
        var ward = new Ward();
        ward.Write(-30, new SessionOpened(Ward.Plan()));
        ward.Write(-10, new RecordHoldNoted(RecordHold.SuicideRisk, Stands: true), Software);
        ward.Write(-9, new RecordHoldNoted(RecordHold.Consent, Stands: true), Software);
        Assert.Equal(
            [("record.SuicideRisk", GateOutcome.Hold), ("record.Consent", GateOutcome.Block)],
            ward.State.Gate.Where(f => f.Topic == GateTopic.Record).Select(f => (f.Id, f.Outcome)));
        Assert.NotNull(ward.Check(-8, new HoldReleased("record.SuicideRisk", "Im Gespräch glaubhaft distanziert."), Ward.Physician));
        Assert.Empty(FromRecord(ward, -5));
        ward.Write(-4, new RecordHoldNoted(RecordHold.SuicideRisk, Stands: false), Software);
        Assert.Equal([RecordHold.Consent], ward.State.RecordHolds);
        Assert.DoesNotContain(ward.State.Gate, f => f.Id is "record.SuicideRisk");
    }

    [Fact]
    public void After_the_start_it_alarms_until_it_is_settled_and_seen()
    {
        var ward = Ward.Running();
        ward.Write(5, new RecordHoldNoted(RecordHold.Consent, Stands: true), Software);
        ward.Write(6, new RecordHoldNoted(RecordHold.Consent, Stands: true), Software);
        ward.Write(8, new RecordHoldNoted(RecordHold.RedFlag, Stands: true), Software);
        Assert.Empty(FromRecord(ward, 4));
        Assert.Equal(
            [("record.Consent", AlarmPriority.High, LimitAction.Stop), ("record.RedFlag", AlarmPriority.Medium, LimitAction.Call)],
            FromRecord(ward, 9).Select(a => (a.Condition, a.Priority, a.Action!.Value)));

        // Raised after the start it is no point of a gate that was passed before.
        Assert.DoesNotContain(ward.State.Gate, f => f.Topic == GateTopic.Record);
        ward.Write(10, new RecordHoldNoted(RecordHold.RedFlag, Stands: false), Software);
        var flag = FromRecord(ward, 11).Single(a => a.Record == RecordHold.RedFlag);
        Assert.True(flag is { Ended: not null, IsActive: true });
        ward.Write(12, flag.Acknowledgement(), Ward.Nurse);
        Assert.False(FromRecord(ward, 13).Single(a => a.Record == RecordHold.RedFlag).IsActive);

        // Told again later it is another alarm, which nobody has seen.
        ward.Write(20, new RecordHoldNoted(RecordHold.RedFlag, Stands: true), Software);
        Assert.Equal([true, false], FromRecord(ward, 21).Where(a => a.Record == RecordHold.RedFlag).Select(a => a.IsAcknowledged));
    }

    [Fact]
    public void What_stood_at_a_start_outside_the_gate_alarms_from_the_start()
    {
        var ward = new Ward();
        ward.Write(-30, new SessionOpened(Ward.Plan()));
        ward.Write(-10, new RecordHoldNoted(RecordHold.SuicideRisk, Stands: true), Software);
        ward.Write(0, new InfusionStarted(Ward.Plan().Infusion.PumpRate, "Probe des Ablaufs ohne Tages-Check"), Ward.Physician);
        Assert.Equal(Ward.At(0), Assert.Single(FromRecord(ward, 1)).Since);
        Assert.Contains(ward.State.Gate, f => f.Id is "record.SuicideRisk");
    }

    [Fact]
    public void Only_the_software_writes_it_and_no_correction_takes_it_back()
    {
        var ward = Ward.Running();
        var noted = ward.Write(5, new RecordHoldNoted(RecordHold.RedFlag, Stands: true), Software);
        Assert.Equal("role", ward.Check(6, new RecordHoldNoted(RecordHold.RedFlag, Stands: false), Ward.Physician)?.Code);
        Assert.Null(ward.Check(6, new RecordHoldNoted(RecordHold.RedFlag, Stands: false), Software));
        Assert.Equal("amended.kind", ward.Check(6, new Amended(noted.CommandId, "Versehentlich entstanden"), Ward.Physician)?.Code);
        ward.Write(7, new RecordHoldNoted(RecordHold.RedFlag, Stands: false), Ward.Physician);
        Assert.Equal([RecordHold.RedFlag], ward.State.RecordHolds);
    }
}
