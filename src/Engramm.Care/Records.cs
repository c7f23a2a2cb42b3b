namespace Engramm.Care;

/// <summary>Anything that belongs to one practice. Set once by the storage when the row is first written.</summary>
public interface IPracticeRecord
{
    /// <summary>A random identity; the only thing the audit chain ever says about the row.</summary>
    Guid Id { get; }

    /// <summary>The practice it belongs to.</summary>
    Guid PracticeId { get; set; }
}

/// <summary>Anything that belongs to one patient: its old and new values are kept encrypted under that patient's key.</summary>
public interface IPatientRecord : IPracticeRecord
{
    /// <summary>The patient it is about.</summary>
    Guid PatientId { get; }
}
