using Engramm.Quantities;
using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Tests;

/// <summary>What replaces an entry obeys the rules for what it says.</summary>
public sealed class CorrectionTests
{
    private const string Reason = "Leichtes Frühstück vor fünf Stunden, vertretbar.";
    private static readonly LeftAgainstAdvice Left = new("Will nach Hause, Risiken besprochen, 112 genannt");
    private static readonly BinauralBeatsStarted Beats = new(new Hertz(200), new Hertz(6), 20, HeardOnBothEars: Answer.Yes, AlarmsElsewhere: Answer.Yes);

    public static TheoryData<SessionEntry, SessionEntry, string> Refused => new()
    {
        { Start(51), Start(0), "rate" },
        { Start(51), Start(-40), "rate" },
        { Start(51), Start(1e-9), "rate" },
        { Start(51), new InfusionStarted(new MillilitresPerHour(51)), "reason" },
        { new PumpRateChanged(new MillilitresPerHour(40), "as ordered"), new PumpRateChanged(new MillilitresPerHour(0), "as ordered"), "rate" },
        { new PumpRateChanged(new MillilitresPerHour(40), "as ordered"), new PumpRateChanged(new MillilitresPerHour(41), " "), "reason" },
        { new InfusionResumed(null, "as ordered"), new InfusionResumed(new MillilitresPerHour(1e-9), "as ordered"), "rate" },
        { new InfusionResumed(null, "as ordered"), new InfusionResumed(), "reason" },
        { new HoldReleased("fasting", Reason), new HoldReleased("fasting", "x"), "release.reason" },
        { new HoldReleased("fasting", Reason), new HoldReleased("consent", Reason), "amended.kind" },
        { new PumpChecked(PumpCheck.First, true), new PumpChecked(PumpCheck.Second, true), "amended.kind" },
        { new PumpChecked(PumpCheck.First, true), new PumpChecked(PumpCheck.First, false), "note" },
        { new CheckInAnswered("fasting", Answer.No), new CheckInAnswered("breakfast", Answer.Yes), "checkIn.unknown" },
        { new ObservationSkipped("bp.run+10", "asleep"), new ObservationSkipped("bp.run+10", ""), "reason" },
        { Beats, Beats with { Carrier = new Hertz(5000) }, "beats.carrier" },
        { Beats, Beats with { Beat = new Hertz(0) }, "beats.beat" },
        { Beats, Beats with { AlarmsElsewhere = Answer.Unknown }, "beats.elsewhere" },
        { Ward.ByHand(Measure.HeartRate, 72), Ward.FromMonitor(Measure.HeartRate, 75), "amended.source" },
        { Ward.FromMonitor(Measure.HeartRate, 72), Ward.FromMonitor(Measure.HeartRate, 75), "amended.source" },
        { Ward.ByHand(Measure.HeartRate, 72), new VitalsObserved(ValueSource.Manual, []), "vitals.empty" },
        { new MonitorDetached("MON-1"), new MonitorDetached("MON-2"), "amended.kind" },
        { new SessionCancelled("a test"), new SessionCancelled(" "), "reason" },
        { new IntentionNoted("rest"), new IntentionNoted(""), "note" },
        { Left, Left with { Reason = "x" }, "release.reason" },
    };

    /// <summary>The twins of those above.</summary>
    public static TheoryData<SessionEntry, SessionEntry> Taken => new()
    {
        { Start(51), Start(15) },
        { new PumpRateChanged(new MillilitresPerHour(40), "as ordered"), new PumpRateChanged(new MillilitresPerHour(41), "misread") },
        { new InfusionResumed(null, "as ordered"), new InfusionResumed(new MillilitresPerHour(40), "as ordered by Dr. Falkenberg") },
        { new InfusionEnded(), new InfusionEnded() },
        { new HoldReleased("fasting", Reason), new HoldReleased("fasting", Reason + " Rücksprache um 8:40.") },
        { new PumpChecked(PumpCheck.First, true), new PumpChecked(PumpCheck.First, true, "LOT-2") },
        { new CheckInAnswered("fasting", Answer.No), new CheckInAnswered("fasting", Answer.Yes) },
        { Beats, Beats with { Carrier = new Hertz(250) } },
        { Ward.ByHand(Measure.HeartRate, 72), Ward.ByHand(Measure.HeartRate, 75) },
        { Ward.FromMonitor(Measure.HeartRate, 72), Ward.ByHand(Measure.HeartRate, 75) },
        { new MonitorDetached("MON-1"), new MonitorDetached("MON-1") },
        { new SessionCancelled("a test"), new SessionCancelled("a test of corrections") },
        { new IntentionNoted("rest"), new IntentionNoted("to rest") },
        { Left, Left with { Reason = Left.Reason + " Um 11:20." } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_correction_that_would_be_refused_as_an_entry_is_refused(SessionEntry target, SessionEntry replacement, string code) =>
        Assert.Equal(code, Check(target, replacement));

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_correction_is_not_held_up_by_what_has_happened_since(SessionEntry target, SessionEntry replacement) =>
        Assert.Null(Check(target, replacement));

    private static InfusionStarted Start(double rate) => new(new MillilitresPerHour(rate), "the pump ran already");

    private static string? Check(SessionEntry target, SessionEntry replacement)
    {
        var ward = Ward.Ready();
        var written = ward.Write(1, target, Ward.Physician);
        ward.Write(2, new InfusionEnded());
        return ward.Check(60, new Amended(written.CommandId, "Tippfehler", replacement), Ward.Physician)?.Code;
    }
}
