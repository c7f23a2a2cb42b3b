using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>Limits of blood pressure before going home.</summary>
/// <param name="SystolicBelow">mmHg; this value itself does not pass.</param>
/// <param name="DiastolicBelow">mmHg; this value itself does not pass.</param>
/// <param name="PercentOfBaseline">How far from the value before the session, in percent of it; this value itself passes.</param>
public sealed record DischargeBloodPressure(Sourced<double> SystolicBelow, Sourced<double> DiastolicBelow, Sourced<double> PercentOfBaseline);

/// <summary>Limits of heart rate before going home, /min, both included.</summary>
public sealed record DischargeHeartRate(Sourced<double> Least, Sourced<double> Most);

/// <summary>
/// The numbers of the nine conditions for going home after a session, copied into a session when it is opened. The least scores stand with the
/// recovery scores, the observation time with the protocol. All conditions are needed, and a signature; the software discharges nobody.
/// </summary>
public sealed record DischargeCriteria : ContentFile
{
    public required DischargeBloodPressure BloodPressure { get; init; }

    public required DischargeHeartRate HeartRate { get; init; }

    /// <summary>How many percentage points oxygen saturation may lie below the value before the session.</summary>
    public required Sourced<double> OxygenDropPercentPoints { get; init; }

    /// <summary>The highest rating of the experience (0–10) that passes without looking at the baseline.</summary>
    public required Sourced<double> ExperienceMost { get; init; }

    /// <summary>How many minutes must have passed since an infusion was stopped for safety.</summary>
    public required Sourced<double> QuietMinutesAfterStop { get; init; }

    /// <summary>Values older than so many minutes do not describe the person who is about to leave.</summary>
    public required Sourced<double> OldestValueMinutes { get; init; }
}
