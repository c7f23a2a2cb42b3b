using Engramm.Kinetics.Models;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Tests;

/// <summary>A fictional session to write into: PROT-DEP-40 for 68 kg, the stop and hold matrix of the practice, and people.</summary>
internal sealed class Ward
{
    public static readonly DateTimeOffset Zero = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly Actor Physician = new("ines", "Dr. Ines Falkenberg", ActorRole.Physician);
    public static readonly Actor Nurse = new("jonas", "Jonas Riedel", ActorRole.Nurse);
    public static readonly Actor Therapist = new("lea", "Dr. Lea Marquardt", ActorRole.Therapist);
    public static readonly Actor Patient = new("katrin", "Katrin Solberg", ActorRole.Patient);
    public static readonly Actor Monitor = new("MON-1", "Monitor 1", ActorRole.Monitor);

    private static readonly LimitSource Default = new("Expert default of this project", Verification.Assumed);
    private int made;

    public SessionLog Log { get; } = new();

    public SessionState State => Log.State;

    public static DateTimeOffset At(double minutes) => Zero + TimeSpan.FromMinutes(minutes);

    /// <summary>Writes an entry at a minute after 09:00; known at once unless told otherwise.</summary>
    public SessionEvent Write(double minute, SessionEntry entry, Actor? by = null, double? knownAt = null)
    {
        var written = Event(++made, minute, entry, by, knownAt);
        Log.Add(written);
        return written;
    }

    public static SessionEvent Event(int sequence, double minute, SessionEntry entry, Actor? by = null, double? knownAt = null) =>
        new(new Guid(sequence, 0, 0, new byte[8]), sequence, At(minute), At(knownAt ?? minute), by ?? Nurse, entry);

    public Refusal? Check(double minute, SessionEntry entry, Actor by) => SessionRules.Check(State, entry, by, At(minute));

    public static SessionPlan Plan(bool alarms = true, bool highlighting = true) => new(
        new Guid("6f1f3c0e-7d0e-4b0a-9f0c-1d6f0a5f0b01"),
        new SessionPatient("Katrin Solberg", new DateOnly(1979, 4, 2), 47, new Kilograms(68), "TRD", ["Pflaster (Acrylat)"], ["Hypertonie"], "Hafen"),
        new ProtocolReference("PROT-DEP-40", "1"),
        new InfusionOrder(
            Substance.RacemicKetamine, "Ketamin", new MilligramsPerMillilitre(1), new Milligrams(34), new Minutes(40), new MillilitresPerHour(51)),
        [new CheckInItem("fasting", Answer.Yes, GateOutcome.Hold), new CheckInItem("consent", Answer.Yes, GateOutcome.Block)],
        [
            new GateBand(Measure.Systolic, null, 90, GateOutcome.Block, Default),
            new GateBand(Measure.Systolic, 90, 160, GateOutcome.Go, Default),
            new GateBand(Measure.Systolic, 160, 181, GateOutcome.Hold, Default),
            new GateBand(Measure.Systolic, 181, null, GateOutcome.Block, Default),
            new GateBand(Measure.Moaas, null, 5, GateOutcome.Hold, Default),
            new GateBand(Measure.Moaas, 5, null, GateOutcome.Go, Default),
            new GateBand(Measure.Rass, 0, 1, GateOutcome.Go, Default),
        ],
        ["oxygen", "suction"],
        [
            new PlannedObservation("bp.before", DueKind.BloodPressure, DueAnchor.CheckIn, new Minutes(0), null, new Minutes(5)),
            new PlannedObservation("bp.start", DueKind.BloodPressure, DueAnchor.Start, new Minutes(0), null, new Minutes(3)),
            new PlannedObservation("bp.run", DueKind.BloodPressure, DueAnchor.Start, new Minutes(10), new Minutes(10), new Minutes(3)),
            new PlannedObservation("exp", DueKind.Experience, DueAnchor.Start, new Minutes(20), null, new Minutes(3)),
            new PlannedObservation("bp.end", DueKind.BloodPressure, DueAnchor.End, new Minutes(15), null, new Minutes(3)),
        ],
        Limits(),
        [
            new SignFreshness(Sign.HeartRate, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            new SignFreshness(Sign.BloodPressure, null, TimeSpan.FromMinutes(12)),
        ],
        new KineticsChoice(Model(), null, null),
        new Minutes(120),
        new SessionSwitches(highlighting, alarms))
    {
        Symptoms =
        [
            Symptom("danger-sign", LimitAction.Stop, AlarmPriority.High, null, new SymptomSign(RoomEvent.ChestPain), new SymptomSign(RoomEvent.Seizure)),
            Symptom("syncope", LimitAction.Stop, AlarmPriority.High, null, new SymptomSign(RoomEvent.Syncope)),
            Symptom("nausea", LimitAction.Call, AlarmPriority.Medium, null, new SymptomSign(RoomEvent.Nausea, 4)),
            Symptom("vomiting", LimitAction.Pause, AlarmPriority.High, null, new SymptomSign(RoomEvent.Vomiting)),
            Symptom(
                "vomiting-and-sedated", LimitAction.Stop, AlarmPriority.High,
                new SymptomBeside(TimeSpan.FromMinutes(10), [new LimitBound(Measure.Moaas, BoundSide.AtMost, 3)]), new SymptomSign(RoomEvent.Vomiting)),
            Symptom(
                "pressure-30", LimitAction.Pause, AlarmPriority.High, new SymptomBeside(TimeSpan.FromMinutes(10), [], 30), new SymptomSign(RoomEvent.Headache)),
        ],
        Matrix = new StopHoldMatrix("test@1", null,
        [
            new MatrixRow("pressure", ["bp.high.call", "bp.high.pause", "bp.high.stop", "bp.low.call", "danger-sign", "pressure-30"]),
            new MatrixRow("oxygen", ["spo2.call", "spo2.pause", "spo2.stop"]),
        ]),
        Discharge = Criteria,
        Escalation = new EscalationTimes(null, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30)),
    };

    /// <summary>The practice's numbers for leaving.</summary>
    public static DischargeCriteria Criteria { get; } = new(
        Number(9), Number(9), Number(new Minutes(60)), Number(160), Number(100), Number(20), Number(2), Number(50), Number(110), Number(2), Number(new Minutes(30)));

    private static Sourced<T> Number<T>(T value) => new(value, "Expert default of this project", Verification.Assumed);

    private static Sourced<double> Number(int value) => Number((double)value);

    private static SymptomRule Symptom(string id, LimitAction action, AlarmPriority priority, SymptomBeside? beside, params SymptomSign[] signs) =>
        new(id, signs, beside, action, priority, Default);

    private static IReadOnlyList<AlarmLimit> Limits()
    {
        var twice = LimitConfirmation.Twice(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));
        var sustained = LimitConfirmation.Sustained(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        AlarmLimit Pressure(string id, double systolic, double diastolic, LimitAction action, AlarmPriority priority) => new(
            id, [new(Measure.Systolic, BoundSide.AtLeast, systolic), new(Measure.Diastolic, BoundSide.AtLeast, diastolic)], action, priority, twice, Default);
        AlarmLimit One(string id, Measure measure, BoundSide side, double value, LimitAction action, AlarmPriority priority, LimitConfirmation? how = null) =>
            new(id, [new(measure, side, value)], action, priority, how ?? LimitConfirmation.Once, Default);
        return
        [
            Pressure("bp.high.call", 160, 100, LimitAction.Call, AlarmPriority.Medium),
            Pressure("bp.high.pause", 170, 105, LimitAction.Pause, AlarmPriority.High),
            Pressure("bp.high.stop", 180, 110, LimitAction.Stop, AlarmPriority.High),
            One("bp.low.call", Measure.Systolic, BoundSide.Below, 100, LimitAction.Call, AlarmPriority.Medium),
            One("hr.call", Measure.HeartRate, BoundSide.Above, 110, LimitAction.Call, AlarmPriority.Medium),
            One("hr.pause", Measure.HeartRate, BoundSide.Above, 120, LimitAction.Pause, AlarmPriority.High),
            One("hr.stop", Measure.HeartRate, BoundSide.Above, 140, LimitAction.Stop, AlarmPriority.High),
            One("spo2.call", Measure.OxygenSaturation, BoundSide.Below, 94, LimitAction.Call, AlarmPriority.Medium),
            One("spo2.pause", Measure.OxygenSaturation, BoundSide.Below, 92, LimitAction.Pause, AlarmPriority.High, sustained),
            One("spo2.stop", Measure.OxygenSaturation, BoundSide.Below, 90, LimitAction.Stop, AlarmPriority.High, sustained),
            One("moaas.call", Measure.Moaas, BoundSide.AtMost, 4, LimitAction.Call, AlarmPriority.Medium),
            One("moaas.stop", Measure.Moaas, BoundSide.AtMost, 2, LimitAction.Stop, AlarmPriority.High),
        ];
    }

    /// <summary>One compartment with round numbers: enough to be carried, not meant to be right.</summary>
    private static MammillaryModel Model()
    {
        Sourced<T> Made<T>(T value) => new(value, "made up for this test", Verification.Assumed);
        return new MammillaryModel(
            "round", "Round numbers", Substance.RacemicKetamine, SamplingSite.Arterial, new Kilograms(70),
            new WeightRange(Made(new Kilograms(40)), Made(new Kilograms(150))),
            new Scaled<Litres>(Made(new Litres(200)), Made(1.0)),
            new Scaled<LitresPerHour>(Made(new LitresPerHour(80)), Made(0.75)),
            [], []);
    }

    public static VitalsObserved Pressure(double systolic, double diastolic) => new(
        ValueSource.Manual, [new(Measure.Systolic, systolic, "mmHg"), new(Measure.Diastolic, diastolic, "mmHg")]);

    public static VitalsObserved FromMonitor(Measure measure, double value) => new(
        ValueSource.Monitor, [new(measure, value, Measures.Unit(measure))], "MON-1", "4711");

    public static VitalsObserved ByHand(Measure measure, double value) => new(ValueSource.Manual, [new(measure, value, Measures.Unit(measure))]);

    public static Ward Opened(bool alarms = true, bool highlighting = true) => Opened(Plan(alarms, highlighting));

    public static Ward Opened(SessionPlan plan)
    {
        var ward = new Ward();
        ward.Write(-60, new SessionOpened(plan));
        return ward;
    }

    /// <summary>Everything the gate asks for, by minute −5.</summary>
    public static Ward Ready(SessionPlan? plan = null)
    {
        var ward = Opened(plan ?? Plan());
        ward.Write(-20, new CheckInAnswered("fasting", Answer.Yes));
        ward.Write(-20, new CheckInAnswered("consent", Answer.Yes));
        ward.Write(-18, Pressure(128, 78));
        ward.Write(-18, ByHand(Measure.OxygenSaturation, 98));
        ward.Write(-17, new SedationRecorded(SedationScale.Moaas, 5));
        ward.Write(-16, new ExperienceRated("own", 0));
        ward.Write(-10, new ReadinessConfirmed(["oxygen", "suction"]));
        ward.Write(-8, new PumpChecked(PumpCheck.First, true, "LOT-1"));
        ward.Write(-7, new PumpChecked(PumpCheck.Second, true), Physician);
        return ward;
    }

    /// <summary>Started at minute 0 with the planned rate.</summary>
    public static Ward Running(SessionPlan? plan = null)
    {
        var ward = Ready(plan);
        ward.Write(0, new InfusionStarted(new MillilitresPerHour(51)), Physician);
        return ward;
    }
}
