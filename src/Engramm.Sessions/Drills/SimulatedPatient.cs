using Engramm.Quantities;

namespace Engramm.Sessions.Drills;

/// <summary>A simulated person at rest.</summary>
/// <param name="HeartRate">/min.</param>
/// <param name="Systolic">mm[Hg].</param>
/// <param name="Diastolic">mm[Hg].</param>
/// <param name="SpO2">%.</param>
/// <param name="RespiratoryRate">/min.</param>
public sealed record SimulatedBaseline(int HeartRate, int Systolic, int Diastolic, int SpO2 = 97, double RespiratoryRate = 14.5);

/// <summary>What a script can do to a simulated person.</summary>
public enum DisturbanceKind
{
    /// <summary>The saturation falls to the depth and comes back.</summary>
    SaturationDip,

    /// <summary>The pressure rises above 160/100 and comes back; the cuff is repeated after three minutes.</summary>
    PressureSurge,

    /// <summary>The saturation falls to 86 % within a minute.</summary>
    Desaturation,

    /// <summary>The pressure rises to about 186/114; the cuff is repeated after three minutes.</summary>
    PressureCrisis,

    /// <summary>Four breaths a minute within half a minute; the saturation falls to 82 % within a minute.</summary>
    Apnoea,

    /// <summary>Fear: heart rate by 50 up, breathing by 10, pressure by 24/12.</summary>
    Distress,
}

/// <summary>One scripted event.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="After">When, counted from the start of the infusion.</param>
/// <param name="Lasts">How long, rise and fall included.</param>
public sealed record Disturbance(DisturbanceKind Kind, TimeSpan After, TimeSpan Lasts)
{
    /// <summary>A minute below 94 %, for showing an alarm.</summary>
    public static Disturbance Dip(TimeSpan after) => new(DisturbanceKind.SaturationDip, after, TimeSpan.FromSeconds(90));

    /// <summary>Two cuff readings at or above 160/100, for showing an alarm.</summary>
    public static Disturbance Surge(TimeSpan after) => new(DisturbanceKind.PressureSurge, after, TimeSpan.FromMinutes(8));
}

/// <summary>The infusion as the simulated person feels it.</summary>
/// <param name="StartedAt">Null before it begins.</param>
/// <param name="StoppedAt">Null while it runs.</param>
public sealed record SimulatedInfusion(DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt);

/// <summary>
/// Vital signs of a person who does not exist, for demonstrations and tests. A pure function of seed and time: the same question always
/// gets the same answer, however often and in whatever order it is asked. The course follows group means; it predicts nothing for anybody.
/// </summary>
public sealed class SimulatedPatient(int seed, SimulatedBaseline baseline, IReadOnlyList<Disturbance> script)
{
    /// <summary>Cuff before the infusion, every five minutes. Expert default of this project.</summary>
    private static readonly TimeSpan CuffBefore = TimeSpan.FromMinutes(5);

    /// <summary>Cuff during the infusion, every ten minutes, and after it every fifteen: what the Emory i.v. service did (684 infusions, 2018).</summary>
    private static readonly TimeSpan CuffDuring = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CuffAfter = TimeSpan.FromMinutes(15);

    private enum Signal
    {
        HeartRate,
        SpO2,
        RespiratoryRate,
        Systolic,
        Diastolic,
    }

    /// <summary>Mean greatest rise of systolic pressure, mm[Hg].</summary>
    public static Sourced<double> SystolicRise { get; } = new(
        16.0, "Yale i.v. ketamine cohort 2024, PMID 38991311", Verification.Seen, "138 patients, 2,342 infusions of 0.5 mg/kg over 40 min; mean peak");

    /// <summary>Mean greatest rise of diastolic pressure, mm[Hg].</summary>
    public static Sourced<double> DiastolicRise { get; } = SystolicRise with { Value = 11.0 };

    /// <summary>When the rise is greatest, minutes after the start.</summary>
    public static Sourced<double> PeakMinute { get; } = SystolicRise with { Value = 40.0 };

    /// <summary>When pressure is back at baseline, minutes after the start.</summary>
    public static Sourced<double> ReturnMinute { get; } = new(
        90.0, "Szarmach et al. 2020, cardiovascular safety of i.v. ketamine", Verification.Seen, "measured at 0, 15, 30, 45, 60 and 90 min");

    /// <summary>Greatest rise of heart rate, /min. No figure was found; small on purpose.</summary>
    public static Sourced<double> HeartRateRise { get; } = new(6.0, "expert default of this project, needs a physician's signature", Verification.Assumed);

    /// <summary>What the monitor measures without pause.</summary>
    public SimulatedVitals At(DateTimeOffset now, SimulatedInfusion infusion)
    {
        var effect = Effect(now, infusion);
        var dip = Strength(DisturbanceKind.SaturationDip, now, infusion, TimeSpan.FromSeconds(20));
        var saturation = baseline.SpO2 + Noise(Signal.SpO2, now, 40);
        // 92 % is below the usual call limit of 94 and not below the next one.
        saturation -= dip * Math.Max(0, saturation - 92);
        saturation -= Strength(DisturbanceKind.Desaturation, now, infusion, RampOf(DisturbanceKind.Desaturation)) * Math.Max(0, saturation - 86);
        saturation -= Strength(DisturbanceKind.Apnoea, now, infusion, RampOf(DisturbanceKind.Apnoea)) * Math.Max(0, saturation - 82);
        var fear = Strength(DisturbanceKind.Distress, now, infusion, RampOf(DisturbanceKind.Distress));
        var breathing = baseline.RespiratoryRate + (10 * fear) + (1.4 * Noise(Signal.RespiratoryRate, now, 20));
        breathing -= Strength(DisturbanceKind.Apnoea, now, infusion, RampOf(DisturbanceKind.Apnoea) / 2) * Math.Max(0, breathing - 4);
        return new SimulatedVitals(
            Round(baseline.HeartRate + (HeartRateRise.Value * effect) + (50 * fear) + (2 * Noise(Signal.HeartRate, now, 15))),
            Math.Min(100, Round(saturation)),
            Round(breathing),
            null);
    }

    /// <summary>What the cuff reads when it is inflated at this moment.</summary>
    public CuffReading Cuff(DateTimeOffset at, SimulatedInfusion infusion)
    {
        var effect = Effect(at, infusion);
        var surge = Strength(DisturbanceKind.PressureSurge, at, infusion, TimeSpan.FromMinutes(1));
        var systolic = baseline.Systolic + (SystolicRise.Value * effect);
        var diastolic = baseline.Diastolic + (DiastolicRise.Value * effect);
        // Above the usual call limit of 160/100 and below the next one of 170/105, noise included.
        systolic += surge * Math.Max(0, 165 - systolic);
        diastolic += surge * Math.Max(0, 102 - diastolic);
        var crisis = Strength(DisturbanceKind.PressureCrisis, at, infusion, RampOf(DisturbanceKind.PressureCrisis));
        systolic += crisis * Math.Max(0, 186 - systolic);
        diastolic += crisis * Math.Max(0, 114 - diastolic);
        var fear = Strength(DisturbanceKind.Distress, at, infusion, RampOf(DisturbanceKind.Distress));
        systolic += 24 * fear;
        diastolic += 12 * fear;
        return new CuffReading(Round(systolic + (2 * Noise(Signal.Systolic, at, 60))), Round(diastolic + (1.5 * Noise(Signal.Diastolic, at, 60))), at);
    }

    /// <summary>How long a disturbance takes to its full strength, and from there back to nothing.</summary>
    public static TimeSpan RampOf(DisturbanceKind kind) => TimeSpan.FromSeconds(kind is DisturbanceKind.SaturationDip ? 20 : 60);

    /// <summary>When the cuff inflates by itself after <paramref name="after"/> and up to <paramref name="until"/>, in order.</summary>
    public IReadOnlyList<DateTimeOffset> CuffTimes(DateTimeOffset after, DateTimeOffset until, SimulatedInfusion infusion)
    {
        var end = infusion.StoppedAt ?? DateTimeOffset.MaxValue;
        var times = new SortedSet<DateTimeOffset>();
        if (infusion.StartedAt is not { } start)
        {
            AddGrid(times, DateTimeOffset.UnixEpoch, CuffBefore, after, until);
            return [.. times];
        }

        AddGrid(times, DateTimeOffset.UnixEpoch, CuffBefore, after, Earlier(until, start));
        AddGrid(times, start, CuffDuring, after, Earlier(until, end));
        if (infusion.StoppedAt is { } stopped)
        {
            AddGrid(times, stopped, CuffAfter, after, until);
        }

        foreach (var surge in script.Where(entry => entry.Kind is DisturbanceKind.PressureSurge or DisturbanceKind.PressureCrisis))
        {
            foreach (var minute in (ReadOnlySpan<int>)[2, 5])
            {
                var time = start + surge.After + TimeSpan.FromMinutes(minute);
                if (time > after && time <= until)
                {
                    times.Add(time);
                }
            }
        }

        return [.. times];
    }

    /// <summary>0 at rest, 1 at the peak: a cosine up to minute 40, a cosine down to minute 90; a stop begins the way down at once.</summary>
    private static double Effect(DateTimeOffset now, SimulatedInfusion infusion)
    {
        if (infusion.StartedAt is not { } start || now <= start)
        {
            return 0;
        }

        var peak = start + TimeSpan.FromMinutes(PeakMinute.Value);
        var top = infusion.StoppedAt is { } stopped ? Earlier(stopped, peak) : peak;
        var reached = Half((Earlier(now, top) - start).TotalMinutes / PeakMinute.Value);
        var falling = (now - top).TotalMinutes / (ReturnMinute.Value - PeakMinute.Value);
        return falling <= 0 ? reached : reached * (1 - Half(Math.Min(1, falling)));
    }

    private double Strength(DisturbanceKind kind, DateTimeOffset now, SimulatedInfusion infusion, TimeSpan ramp)
    {
        if (infusion.StartedAt is not { } start)
        {
            return 0;
        }

        var strength = 0.0;
        foreach (var entry in script)
        {
            var since = now - start - entry.After;
            if (entry.Kind == kind && since > TimeSpan.Zero && since < entry.Lasts)
            {
                var edge = Earlier(since, entry.Lasts - since) / ramp;
                strength = Math.Max(strength, Math.Min(1, edge));
            }
        }

        return strength;
    }

    /// <summary>Smooth noise in [-1, 1]: a random number at every knot, a cosine between knots.</summary>
    private double Noise(Signal signal, DateTimeOffset now, int secondsBetweenKnots)
    {
        var position = now.ToUnixTimeMilliseconds() / 1000.0 / secondsBetweenKnots;
        var knot = Math.Floor(position);
        var (left, right) = (Knot(signal, (long)knot), Knot(signal, (long)knot + 1));
        return left + ((right - left) * Half(position - knot));
    }

    /// <summary>A number in [-1, 1) that looks random and depends on nothing but its arguments (SplitMix64).</summary>
    private double Knot(Signal signal, long index)
    {
        var mixed = unchecked(((ulong)(uint)seed * 0x9E3779B97F4A7C15) + ((ulong)index * 0xBF58476D1CE4E5B9) + ((ulong)signal * 0x94D049BB133111EB));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        mixed ^= mixed >> 31;
        return ((mixed >> 11) / (double)(1UL << 52)) - 1;
    }

    private static void AddGrid(SortedSet<DateTimeOffset> times, DateTimeOffset origin, TimeSpan step, DateTimeOffset after, DateTimeOffset until)
    {
        var first = after < origin ? 0 : (long)Math.Floor((after - origin) / step) + 1;
        for (var time = origin + (step * first); time <= until; time += step)
        {
            times.Add(time);
        }
    }

    private static double Half(double part) => (1 - Math.Cos(Math.PI * part)) / 2;

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
