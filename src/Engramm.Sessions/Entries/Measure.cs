namespace Engramm.Sessions.Entries;

/// <summary>A number that is read off the patient.</summary>
public enum Measure
{
    /// <summary>Heart or pulse rate, /min.</summary>
    HeartRate,

    /// <summary>Oxygen saturation by pulse oximetry, %.</summary>
    OxygenSaturation,

    /// <summary>Systolic blood pressure, mmHg.</summary>
    Systolic,

    /// <summary>Diastolic blood pressure, mmHg.</summary>
    Diastolic,

    /// <summary>Mean arterial pressure, mmHg.</summary>
    MeanPressure,

    /// <summary>Breaths per minute.</summary>
    RespiratoryRate,

    /// <summary>Body temperature, °C.</summary>
    Temperature,

    /// <summary>Sedation as MOAA/S, 0…5.</summary>
    Moaas,

    /// <summary>Sedation and agitation as RASS, −5…+4.</summary>
    Rass,

    /// <summary>The patient's own rating, 0…10.</summary>
    Experience,
}

/// <summary>A vital sign: what has one tile, one series and one alarm.</summary>
public enum Sign
{
    /// <summary>Systolic, diastolic and mean pressure together.</summary>
    BloodPressure,

    /// <summary>Heart rate.</summary>
    HeartRate,

    /// <summary>Oxygen saturation.</summary>
    OxygenSaturation,

    /// <summary>Respiratory rate.</summary>
    RespiratoryRate,

    /// <summary>Temperature.</summary>
    Temperature,

    /// <summary>MOAA/S and RASS, agitation included.</summary>
    Sedation,

    /// <summary>The patient's rating.</summary>
    Experience,
}

/// <summary>What is known of each measure without any patient.</summary>
public static class Measures
{
    /// <summary>The unit in which the measure is stored; anything else is refused at the door. Scores have none.</summary>
    public static string Unit(Measure measure) => measure switch
    {
        Measure.HeartRate or Measure.RespiratoryRate => "/min",
        Measure.OxygenSaturation => "%",
        Measure.Systolic or Measure.Diastolic or Measure.MeanPressure => "mmHg",
        Measure.Temperature => "°C",
        Measure.Moaas or Measure.Rass or Measure.Experience => "",
    };

    /// <summary>The sign the measure belongs to.</summary>
    public static Sign SignOf(Measure measure) => measure switch
    {
        Measure.Systolic or Measure.Diastolic or Measure.MeanPressure => Sign.BloodPressure,
        Measure.HeartRate => Sign.HeartRate,
        Measure.OxygenSaturation => Sign.OxygenSaturation,
        Measure.RespiratoryRate => Sign.RespiratoryRate,
        Measure.Temperature => Sign.Temperature,
        Measure.Moaas or Measure.Rass => Sign.Sedation,
        Measure.Experience => Sign.Experience,
    };

    /// <summary>
    /// The lowest and highest number a living adult can show; outside, the number is a fault of the device or of the hand.
    /// Expert default of this project, needs a physician's signature. Deliberately wide: a frightening value is not an impossible one.
    /// </summary>
    public static (double Lowest, double Highest) Possible(Measure measure) => measure switch
    {
        Measure.HeartRate => (10, 300),
        Measure.OxygenSaturation => (20, 100),
        Measure.Systolic => (30, 320),
        Measure.Diastolic => (10, 250),
        Measure.MeanPressure => (15, 280),
        Measure.RespiratoryRate => (0, 90),
        Measure.Temperature => (25, 45),
        Measure.Moaas => (0, 5),
        Measure.Rass => (-5, 4),
        Measure.Experience => (0, 10),
    };

    /// <summary>Whether the number can be real. A NaN or an infinity cannot.</summary>
    public static bool IsPossible(Measure measure, double value)
    {
        var (lowest, highest) = Possible(measure);
        return value >= lowest && value <= highest;
    }
}
