using Engramm.Kinetics.Models;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;

namespace Engramm.TestKit;

/// <summary>The smallest session plan that is complete: 34 mg over 40 min for 68 kg, no limits, one due observation.</summary>
public static class MinimalPlan
{
    public static SessionPlan For(Guid sessionId) => new(
        sessionId,
        new SessionPatient("Test Solberg", new DateOnly(1979, 3, 14), 47, new Kilograms(68), "TRD", [], [], null),
        new ProtocolReference("PROT-DEP-40", "1"),
        new InfusionOrder(
            Substance.RacemicKetamine, "Ketamin", new MilligramsPerMillilitre(1), new Milligrams(34), new Minutes(40), new MillilitresPerHour(51)),
        [new CheckInItem("fasting", Answer.Yes, GateOutcome.Hold), new CheckInItem("suicide-thoughts", Answer.No, GateOutcome.Hold) { Rule = "K-18" }],
        [],
        [],
        [new PlannedObservation("bp.run", DueKind.BloodPressure, DueAnchor.Start, new Minutes(10), new Minutes(10), new Minutes(3))],
        [],
        [new SignFreshness(Sign.HeartRate, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))],
        new KineticsChoice(Model(), null, null),
        new Minutes(120),
        new SessionSwitches(LimitHighlighting: true, DeviceAlarms: true))
    {
        Advice = new LeavingAdvice("after-infusion", 1, Made(24.0)),
        Discharge = new DischargeCriteria(
            Made(9.0), Made(9.0), Made(new Minutes(60)), Made(160.0), Made(100.0), Made(20.0), Made(2.0), Made(50.0), Made(110.0), Made(2.0), Made(new Minutes(30))),
    };

    private static Sourced<T> Made<T>(T value) => new(value, "made up for tests", Verification.Assumed);

    /// <summary>One compartment with round numbers: enough to be carried, not meant to be right.</summary>
    private static MammillaryModel Model()
    {
        return new MammillaryModel(
            "round", "Round numbers", Substance.RacemicKetamine, SamplingSite.Arterial, new Kilograms(70),
            new WeightRange(Made(new Kilograms(40)), Made(new Kilograms(150))),
            new Scaled<Litres>(Made(new Litres(200)), Made(1.0)),
            new Scaled<LitresPerHour>(Made(new LitresPerHour(80)), Made(0.75)),
            [], []);
    }
}
