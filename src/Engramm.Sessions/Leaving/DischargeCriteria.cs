using Engramm.Quantities;

namespace Engramm.Sessions.Leaving;

/// <summary>The numbers behind the nine conditions, copied from the practice's content when the session is opened, with where they come from.</summary>
/// <param name="LeastAldrete">Least modified Aldrete score, of 10.</param>
/// <param name="LeastPadss">Least post-anaesthetic discharge score, of 10; adapted: the line's site in place of surgical bleeding.</param>
/// <param name="QuietAfterStop">No STOP within this time.</param>
/// <param name="SystolicBelow">Systolic pressure must be below this, mmHg.</param>
/// <param name="DiastolicBelow">Diastolic pressure must be below this, mmHg.</param>
/// <param name="PressurePercent">Largest distance of both pressures from baseline, in per cent of baseline.</param>
/// <param name="OxygenFall">Largest fall of oxygen saturation below baseline, in per cent points.</param>
/// <param name="HeartRateFrom">Slowest heart rate, /min.</param>
/// <param name="HeartRateTo">Fastest heart rate, /min.</param>
/// <param name="HighestExperience">Highest rating of the experience, 0…10, unless the rating before the session was as high.</param>
/// <param name="OldestValue">Values older than this do not describe the patient who is about to leave.</param>
public sealed record DischargeCriteria(
    Sourced<double> LeastAldrete,
    Sourced<double> LeastPadss,
    Sourced<Minutes> QuietAfterStop,
    Sourced<double> SystolicBelow,
    Sourced<double> DiastolicBelow,
    Sourced<double> PressurePercent,
    Sourced<double> OxygenFall,
    Sourced<double> HeartRateFrom,
    Sourced<double> HeartRateTo,
    Sourced<double> HighestExperience,
    Sourced<Minutes> OldestValue);
