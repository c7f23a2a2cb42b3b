namespace Engramm.Care.Access;

/// <summary>What a person may be in a practice. One person, one role; what each may do is content (content/access).</summary>
public enum Role
{
    Physician,
    Nurse,
    Therapist,
    Coach,
    Administrator,
    Patient,
}
