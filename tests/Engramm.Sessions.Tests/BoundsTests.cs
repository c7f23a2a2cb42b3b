using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Readings;

namespace Engramm.Sessions.Tests;

/// <summary>What no pump and no calendar of a session has is refused; where an old log has it, the session stays readable.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-40)]
    [InlineData(1e-9)]
    [InlineData(1e-7)]
    [InlineData(1e-6)]
    [InlineData(0.009)]
    [InlineData(1500.1)]
    [InlineData(1e300)]
    public void A_rate_no_pump_can_be_set_to_is_refused_with_what_is_possible(double rate)
    {
        var (ready, running) = (Ward.Ready(), Ward.Running());
        running.Write(5, new InfusionPaused());
        foreach (var (ward, entry) in ((Ward, SessionEntry)[])[
            (ready, new InfusionStarted(new MillilitresPerHour(rate), "the pump ran already")),
            (running, new InfusionResumed(new MillilitresPerHour(rate))),
            (running, new PumpRateChanged(new MillilitresPerHour(rate), "as ordered"))])
        {
            var refusal = ward.Check(6, entry, Ward.Physician);
            Assert.Equal("rate", refusal?.Code);
            Assert.Equal("0.01 1500", string.Join(' ', refusal!.Details.Skip(1)));
        }
    }

    /// <summary>The twin of the test above.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(51)]
    [InlineData(1500)]
    public void A_rate_a_pump_can_be_set_to_is_taken(double rate) =>
        Assert.Null(Ward.Ready().Check(0, new InfusionStarted(new MillilitresPerHour(rate)), Ward.Physician));

    [Theory]
    [InlineData("2016-11-23T09:00:00Z", false)]
    [InlineData("2026-11-22T07:59:00Z", false)]
    [InlineData("2026-11-22T08:00:00Z", true)]
    [InlineData("2026-11-23T09:00:00Z", true)]
    [InlineData("2026-11-24T09:00:00Z", true)]
    [InlineData("2026-11-24T09:01:00Z", false)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    [InlineData("0001-01-01T00:00:00Z", false)]
    public void A_time_outside_the_life_of_the_session_is_refused_with_what_is_possible(string time, bool isTaken)
    {
        var at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var ward = Ward.Ready();
        var note = ward.Write(-5, new NoteAdded("to be moved"));
        foreach (var command in (SessionCommand[])[
            new(Guid.NewGuid(), at, Ward.Physician, new InfusionStarted(new MillilitresPerHour(51), "the pump ran already")),
            new(Guid.NewGuid(), Ward.Zero, Ward.Physician, new Amended(note.CommandId, "wrong time", new NoteAdded("moved"), at)),
            new(Guid.NewGuid(), Ward.Zero, Ward.Physician, new OwnFailureNoted(OwnFailure.Asleep, at, at, "AB12"))])
        {
            var refusal = SessionRules.Check(ward.State, command, Ward.Zero);
            Assert.Equal(isTaken ? null : "time.range", refusal?.Code);
            Assert.Equal(isTaken ? "" : "2026-11-22 08:00, 2026-11-24 09:00", string.Join(", ", (refusal?.Details ?? []).Skip(1)));
        }
    }

    [Theory]
    [InlineData(-10_000, true)]
    [InlineData(0, true)]
    [InlineData((24 * 60) + 1, false)]
    public void An_opening_that_was_cut_short_is_completed_later_but_not_opened_ahead(double minute, bool isTaken) =>
        Assert.Equal(isTaken ? null : "time.range", SessionRules.Check(new SessionLog().State, new SessionCommand(Guid.NewGuid(), Ward.At(minute), Ward.Physician, new SessionOpened(Ward.Plan())), Ward.Zero)?.Code);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-7)]
    [InlineData(1e-6)]
    public void An_old_log_with_such_a_rate_can_be_read_and_corrected(double rate)
    {
        var ward = Ward.Ready();
        var start = ward.Write(0, new InfusionStarted(new MillilitresPerHour(rate)), Ward.Physician);
        Assert.Equal(SessionPhase.Running, ward.State.Phase);
        Assert.InRange(ward.State.Due(Ward.At(30)).Count, 1, 5000);
        Assert.NotNull(ward.State.Alarms(Ward.At(30)));
        var right = new Amended(start.CommandId, "misread", new InfusionStarted(new MillilitresPerHour(51)));
        Assert.Null(ward.Check(31, right, Ward.Physician));
        ward.Write(31, right, Ward.Physician);
        Assert.Equal(Ward.At(40), ward.State.Dose.PlannedEnd());
    }

    [Theory]
    [InlineData(60, Freshness.Stale)]
    [InlineData(5, Freshness.Live)]
    [InlineData(0, Freshness.Live)]
    public void A_stored_value_of_a_clock_that_was_ahead_is_not_live(int secondsAhead, Freshness freshness)
    {
        var ward = Ward.Running();
        ward.Write(5, new MonitorAttached("MON-1", "Stuhl 1"));
        ward.Write(6 + (secondsAhead / 60.0), Ward.FromMonitor(Measure.HeartRate, 72), Ward.Monitor, knownAt: 6);
        Assert.Equal(freshness, ward.State.Latest(Sign.HeartRate, Ward.At(6 + (secondsAhead / 60.0))).Freshness);
    }

    [Fact]
    public void An_old_log_with_a_start_of_another_year_has_no_table_without_an_end()
    {
        var ward = Ward.Ready();
        ward.Write(-10 * 365 * 24 * 60, new InfusionStarted(new MillilitresPerHour(51)), Ward.Physician);
        Assert.InRange(ward.State.Alarms(Ward.At(0)).Count, 1, 3000);
    }
}
