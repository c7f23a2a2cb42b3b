using Engramm.Exchange.Hl7v2;

namespace Engramm.Server.Live;

/// <summary>A sign that a monitor sent and that could not be used, for the person who sets the monitor up. Holds no value.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="Refusal">Why.</param>
/// <param name="At">When it came last, practice time, UTC.</param>
public sealed record RefusedSign(VitalKind Sign, ValueRefusal Refusal, DateTimeOffset At);
