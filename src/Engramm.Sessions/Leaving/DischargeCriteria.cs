using Engramm.Quantities;

namespace Engramm.Sessions.Leaving;

/// <summary>The numbers behind the nine conditions, with where they come from.</summary>
public static class DischargeCriteria
{
    private const string Default = "Expert default of this project; needs a physician's signature.";

    /// <summary>Least modified Aldrete score, of 10.</summary>
    public static Sourced<int> LeastAldrete { get; } = new(9, "Aldrete JA. The post-anesthesia recovery score revisited. J Clin Anesth 1995", Verification.Seen);

    /// <summary>Least post-anaesthetic discharge score, of 10; our list replaces surgical bleeding by the line's site.</summary>
    public static Sourced<int> LeastPadss { get; } = new(9, "Chung F et al. A post-anesthetic discharge scoring system. J Clin Anesth 1995", Verification.Seen, "adapted");

    /// <summary>No STOP within this time.</summary>
    public static Sourced<Minutes> AfterStop { get; } = new(new Minutes(60), Default, Verification.Assumed);

    /// <summary>Systolic pressure must be below this, mmHg.</summary>
    public static Sourced<double> SystolicBelow { get; } = new(160, Default, Verification.Assumed);

    /// <summary>Diastolic pressure must be below this, mmHg.</summary>
    public static Sourced<double> DiastolicBelow { get; } = new(100, Default, Verification.Assumed);

    /// <summary>Largest distance of both pressures from baseline, as a share of baseline.</summary>
    public static Sourced<double> PressureShare { get; } = new(0.20, Default, Verification.Assumed);

    /// <summary>Largest fall of oxygen saturation below baseline, in per cent points.</summary>
    public static Sourced<double> OxygenFall { get; } = new(2, Default, Verification.Assumed);

    /// <summary>Slowest heart rate, /min.</summary>
    public static Sourced<double> HeartRateFrom { get; } = new(50, Default, Verification.Assumed);

    /// <summary>Fastest heart rate, /min.</summary>
    public static Sourced<double> HeartRateTo { get; } = new(110, Default, Verification.Assumed);

    /// <summary>Highest rating of the experience, unless the rating before the session was as high.</summary>
    public static Sourced<double> HighestExperience { get; } = new(2, Default, Verification.Assumed);

    /// <summary>Values older than this do not describe the patient who is about to leave.</summary>
    public static Sourced<Minutes> OldestValue { get; } = new(new Minutes(30), Default, Verification.Assumed);
}
