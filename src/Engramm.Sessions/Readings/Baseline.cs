namespace Engramm.Sessions.Readings;

/// <summary>
/// What the patient showed before the pump started: the mean of the last two usable blood pressures (of one, if there is one),
/// and the last value of the others. Null where nothing was measured; never a usual value instead.
/// </summary>
/// <param name="Systolic">mmHg.</param>
/// <param name="Diastolic">mmHg.</param>
/// <param name="OxygenSaturation">%.</param>
/// <param name="HeartRate">/min.</param>
/// <param name="Experience">0…10.</param>
public sealed record Baseline(double? Systolic, double? Diastolic, double? OxygenSaturation, double? HeartRate, double? Experience);
