using Engramm.Sessions.Entries;
using Engramm.Sessions.Leaving;
using FsCheck.Xunit;

namespace Engramm.Sessions.Tests;

/// <summary>Nobody leaves but with all nine conditions, or by a physician who writes down why.</summary>
public sealed class DischargeProperties
{
    private const double Signing = 165;

    private static readonly Actor[] People =
    [
        Ward.Physician, Ward.Nurse, Ward.Therapist, Ward.Patient, Ward.Monitor,
        new("ben", "Ben Solberg", ActorRole.Companion), new("engramm", "Engramm", ActorRole.Software),
    ];

    private static readonly string?[] Reasons = [null, "", "ok", new('x', SessionRules.ShortestReason - 1), new string(' ', 30), "Verlegung auf Station nach Absprache"];

    /// <summary>Everything leaving needs: how it is fulfilled, and the ways in which it is not. An empty way was not looked at.</summary>
    private static readonly Need[] Needs =
    [
        new([(150, Ward.Pressure(132, 80))], [[], [(134, Ward.Pressure(132, 80))], [(150, Ward.Pressure(160, 80))], [(150, Ward.Pressure(132, 100))], [(150, Ward.Pressure(154, 80))], [(150, Ward.Pressure(132, 62))]]),
        new([(150, Ward.ByHand(Measure.OxygenSaturation, 96))], [[], [(134, Ward.ByHand(Measure.OxygenSaturation, 97))], [(150, Ward.ByHand(Measure.OxygenSaturation, 95.9))]]),
        new([(150, Ward.ByHand(Measure.HeartRate, 110))], [[], [(150, Ward.ByHand(Measure.HeartRate, 111))], [(150, Ward.ByHand(Measure.HeartRate, 49))], [(30, Ward.ByHand(Measure.HeartRate, 76))]]),
        new([(150, new SedationRecorded(SedationScale.Rass, 0))], [[], [(150, new SedationRecorded(SedationScale.Moaas, 4))], [(150, new SedationRecorded(SedationScale.Rass, 1))]]),
        new([(150, new ExperienceRated("own", 2))], [[], [(150, new ExperienceRated("own", 3))], [(150, new ExperienceRated("own", null))]]),
        Score(DischargeItem.Aldrete),
        Score(DischargeItem.Padss),
        .. Enum.GetValues<DischargeItem>().Except([DischargeItem.Aldrete, DischargeItem.Padss, DischargeItem.BloodPressureAccepted]).Select(Item),
        new([(20, new EscortNamed("Ben Solberg"))], [[]]),
        new([(154, new LineRemoved())], [[]]),
        new([(40, new InfusionEnded())], [[(46, new InfusionEnded())], [(40, new InfusionEnded()), (105, new InfusionStopped())], [(105, new InfusionStopped())], .. TooEarly]),
    ];

    /// <summary>Ways to have ended less than 60 minutes before the signature: these no reason makes up for.</summary>
    private static (double Minute, SessionEntry Entry)[][] TooEarly => [[(106, new InfusionEnded())], [(40, new InfusionEnded()), (106, new InfusionStopped())], [(106, new InfusionStopped())]];

    [Property(MaxTest = 600)]
    public bool Discharge_takes_all_nine_conditions_or_a_physicians_written_reason(int seed)
    {
        var chance = new Random(seed);
        var broken = Enumerable.Range(0, chance.Next(3)).Select(_ => chance.Next(Needs.Length)).ToHashSet();
        var ward = Ward.Running();
        foreach (var (minute, entry) in Needs.SelectMany((need, i) => broken.Contains(i) ? need.Broken[chance.Next(need.Broken.Length)] : need.Fulfilled).OrderBy(e => e.Minute))
        {
            ward.Write(minute, entry);
        }

        var isTooEarly = Signing - (ward.State.EndedAt!.Value - Ward.At(0)).TotalMinutes < 60;

        var by = People[chance.Next(People.Length)];
        var reason = Reasons[chance.Next(Reasons.Length)];
        var taken = ward.Check(Signing, new DischargeSigned(reason), by) is null;
        var mayBeTaken = !isTooEarly && by.Role is ActorRole.Physician or ActorRole.Nurse
            && (broken.Count == 0 || (by.Role == ActorRole.Physician && reason?.Trim().Length >= SessionRules.ShortestReason));
        if (taken)
        {
            ward.Write(Signing, new DischargeSigned(reason), by);
        }

        return taken == mayBeTaken && (ward.State.Phase == SessionPhase.Discharged) == (taken && by.Role == ActorRole.Physician);
    }

    [Property(MaxTest = 150)]
    public bool No_order_of_entries_and_corrections_discharges_in_another_way(int seed)
    {
        var chance = new Random(seed);
        var ward = Ward.Running();
        var written = new List<SessionEvent>();
        foreach (var (minute, entry) in Needs.Where(_ => chance.Next(12) > 0).SelectMany(n => n.Fulfilled).OrderBy(e => e.Minute))
        {
            written.Add(ward.Write(minute, entry));
        }

        for (var step = 0; step < 40; step++)
        {
            var (minute, by) = (155 + (step * 0.5), People[chance.Next(4)]);
            var made = Any(chance);
            var entry = chance.Next(2) == 0
                ? new Amended(written[chance.Next(written.Count)].CommandId, "Tippfehler", chance.Next(4) == 0 ? null : made, chance.Next(3) == 0 ? Ward.At(chance.Next(160)) : null)
                : made;
            if (ward.Check(minute, entry, by) is not null)
            {
                continue;
            }

            var met = ward.State.Discharge(Ward.At(minute)).All(c => c.State == ConditionState.Met || c.Topic == DischargeTopic.Signature);
            written.Add(ward.Write(minute, entry, by));
            if (ward.State.DischargeSignedBy is { } signed)
            {
                return signed.CommandId == written[^1].CommandId && by.Role == ActorRole.Physician && entry is DischargeSigned { Reason: var reason }
                    && (met || reason?.Trim().Length >= SessionRules.ShortestReason);
            }
        }

        return ward.State.Phase != SessionPhase.Discharged;
    }

    /// <summary>Whatever is entered and by whom: before 60 minutes after the end and after the last STOP nothing is a discharge.</summary>
    [Property(MaxTest = 400)]
    public bool Nobody_is_discharged_before_the_least_observation_time(int seed)
    {
        var chance = new Random(seed);
        var least = chance.Next(3) switch { 0 => (Engramm.Quantities.Minutes?)null, 1 => new(60), _ => new(90) };
        var ward = Ward.Running(Ward.Plan() with { LeastObservation = least, Discharge = chance.Next(4) == 0 ? null : Ward.Criteria });
        ward.Write(40, chance.Next(2) == 0 ? new InfusionEnded() : new InfusionStopped());
        foreach (var (minute, entry) in Needs[..^1].SelectMany(n => n.Fulfilled).Where(_ => chance.Next(3) > 0).Append((50 + chance.Next(20), chance.Next(3) == 0 ? new InfusionStopped() : new NoteAdded("ruhig"))).OrderBy(e => e.Item1))
        {
            ward.Write(minute, entry);
        }

        var last = ward.State.Entries.Where(e => e.Entry is InfusionEnded or InfusionStopped).Max(e => e.At);
        var at = 40 + (chance.NextDouble() * 130);
        var isTooEarly = Ward.At(at) < last + TimeSpan.FromMinutes(least?.Value ?? 60);
        var refusal = ward.Check(at, new DischargeSigned(Reasons[^1]), Ward.Physician);
        return isTooEarly == refusal is { Code: "discharge.tooEarly" } && (isTooEarly || refusal is null) && ward.Check(at, new LeftAgainstAdvice(Reasons[^1]!), Ward.Nurse) is null;
    }

    private static SessionEntry Any(Random chance) => chance.Next(7) switch
    {
        0 => new DischargeSigned(Reasons[chance.Next(Reasons.Length)]),
        1 => new DischargeItemRecorded((DischargeItem)chance.Next(13), (Answer)chance.Next(3), chance.Next(3) == 0 ? chance.Next(16) : null),
        2 => new InfusionStopped(),
        3 => Ward.Pressure(120 + chance.Next(50), 80),
        4 => new NoteAdded("Trinkt Tee"),
        5 => new SedationRecorded(SedationScale.Moaas, chance.Next(6)),
        _ => new InfusionResumed(null, "Ärztlich angeordnet"),
    };

    private static Need Score(DischargeItem score) => new(
        [(151, new DischargeItemRecorded(score, Answer.Yes, 9))],
        [[], [(151, new DischargeItemRecorded(score, Answer.Yes, 8))], [(151, new DischargeItemRecorded(score, Answer.Unknown))], [(39, new DischargeItemRecorded(score, Answer.Yes, 10))]]);

    private static Need Item(DischargeItem item) => new(
        [(152, new DischargeItemRecorded(item, Answer.Yes))],
        [[], [(152, new DischargeItemRecorded(item, Answer.No))], [(152, new DischargeItemRecorded(item, Answer.Unknown))], [(39, new DischargeItemRecorded(item, Answer.Yes))]]);

    private sealed record Need((double Minute, SessionEntry Entry)[] Fulfilled, (double Minute, SessionEntry Entry)[][] Broken);
}
