namespace Engramm.Sessions.Drills;

/// <summary>A cuff reading, mm[Hg].</summary>
public sealed record CuffReading(int Systolic, int Diastolic, DateTimeOffset MeasuredAt)
{
    /// <summary>Mean pressure by the usual rule of thumb, a third of the way from diastolic to systolic.</summary>
    public int Mean => (int)Math.Round(Diastolic + ((Systolic - Diastolic) / 3.0), MidpointRounding.AwayFromZero);
}

/// <summary>What a monitor shows at one moment; null is not measured.</summary>
/// <param name="HeartRate">/min.</param>
/// <param name="SpO2">%.</param>
/// <param name="RespiratoryRate">/min.</param>
/// <param name="Cuff">The cuff reading, when one was just taken.</param>
public sealed record SimulatedVitals(int? HeartRate, int? SpO2, int? RespiratoryRate, CuffReading? Cuff);
