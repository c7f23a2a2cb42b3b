namespace Engramm.Content.Infusion;

/// <summary>Which form of ketamine. Never assumed and never converted: potency differs by about a factor of two.</summary>
public enum KetamineForm
{
    /// <summary>Racemic ketamine.</summary>
    RacemicKetamine,

    /// <summary>Esketamine (S-ketamine).</summary>
    Esketamine,
}

/// <summary>A number that is read off the patient. The unit is the one clinicians use: /min, %, mmHg, °C; scores have none.</summary>
public enum VitalMeasure
{
    HeartRate,
    OxygenSaturation,
    Systolic,
    Diastolic,
    RespiratoryRate,
    Temperature,

    /// <summary>Sedation as MOAA/S, 0…5.</summary>
    Moaas,

    /// <summary>Sedation and agitation as RASS, −5…+4.</summary>
    Rass,

    /// <summary>The person's own rating of the experience, 0…10.</summary>
    Experience,
}
