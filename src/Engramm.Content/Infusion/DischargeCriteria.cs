using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>One of the conditions for going home.</summary>
public sealed record DischargeCondition(int Number, Words Words);

/// <summary>Limits of blood pressure before going home.</summary>
/// <param name="SystolicBelow">mmHg; this value itself does not pass.</param>
/// <param name="DiastolicBelow">mmHg; this value itself does not pass.</param>
/// <param name="PercentOfBaseline">How far from the value before the session, in percent of it; this value itself passes.</param>
public sealed record DischargeBloodPressure(Sourced<double> SystolicBelow, Sourced<double> DiastolicBelow, Sourced<double> PercentOfBaseline);

/// <summary>Limits of heart rate before going home, /min, both included.</summary>
public sealed record DischargeHeartRate(Sourced<double> Least, Sourced<double> Most);

/// <summary>The conditions for going home after a session. All of them are needed, and a signature; the software discharges nobody.</summary>
public sealed record DischargeCriteria : ContentFile
{
    /// <summary>The nine conditions in order.</summary>
    public required IReadOnlyList<DischargeCondition> Conditions { get; init; }

    public required DischargeBloodPressure BloodPressure { get; init; }

    public required DischargeHeartRate HeartRate { get; init; }

    /// <summary>How many percentage points oxygen saturation may lie below the value before the session.</summary>
    public required Sourced<double> OxygenDropPercentPoints { get; init; }

    /// <summary>The highest rating of the experience (0–10) that passes without looking at the baseline.</summary>
    public required Sourced<double> ExperienceMost { get; init; }

    /// <summary>The least Aldrete and PADSS score that passes.</summary>
    public required Sourced<double> ScoreLeast { get; init; }

    /// <summary>How many minutes must have passed since an infusion was stopped for safety.</summary>
    public required Sourced<double> QuietMinutesAfterStop { get; init; }
}
