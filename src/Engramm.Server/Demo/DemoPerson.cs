using System.Text;
using Engramm.Care.Patients;
using Engramm.Quantities;

namespace Engramm.Server.Demo;

/// <summary>How far an invented person has come.</summary>
internal enum DemoPhase
{
    /// <summary>A mail with a link is on its way.</summary>
    Invited,

    /// <summary>Has an account, nothing answered yet.</summary>
    Registered,
    Assessment,
    Decision,
    Sessions,
    Integration,

    /// <summary>The coach's patients: no drug.</summary>
    Relearning,
    Maintenance,
}

/// <summary>What is particular about a person on the way.</summary>
internal enum DemoTwist
{
    None,

    /// <summary>A warning sign was answered with yes; nobody has settled it.</summary>
    RedFlag,

    /// <summary>Item 9 of the PHQ-9 was answered half an hour ago.</summary>
    SuicideAnswer,

    /// <summary>A clinician has recorded level orange with a plan.</summary>
    LevelOrange,

    /// <summary>Raised eye pressure; a physician must decide.</summary>
    EyePressureHold,

    /// <summary>A stroke long ago; a physician must decide.</summary>
    StrokeHold,

    /// <summary>A fact that closes the way.</summary>
    Block,

    /// <summary>Eligibility is signed; the talk about consent has not been signed.</summary>
    ConsentPending,

    /// <summary>Consent is signed; there is no plan yet.</summary>
    PlanMissing,

    /// <summary>An infusion is planned for the next working day.</summary>
    Planned,

    /// <summary>The call on the day after an infusion is due.</summary>
    CallDue,
}

/// <summary>Where things are going. An honest mix: not everybody gets better.</summary>
internal enum DemoCourse
{
    Better,
    Same,
    Worse,
}

/// <summary>One invented person, before anything is written.</summary>
internal sealed record DemoPerson(
    int Number, string GivenName, string FamilyName, Sex Sex, DateOnly BirthDate, Language Language, string Complaint,
    DemoPhase Phase, DemoTwist Twist, DemoCourse Course, int StartedDaysAgo, double WeightKg, int Sessions)
{
    /// <summary>Whether an infusion is, was or may be part of the way.</summary>
    public bool WithDrug => Phase is DemoPhase.Decision or DemoPhase.Sessions or DemoPhase.Integration or DemoPhase.Maintenance;

    /// <summary>Mail address; the domain <c>example</c> reaches nobody (RFC 2606).</summary>
    public string Email => $"{Plain(GivenName)}.{Plain(FamilyName)}@post.example";

    private static string Plain(string name)
    {
        var spelled = name.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal).Replace('ı', 'i').Normalize(NormalizationForm.FormD);
        return string.Concat(spelled.Where(char.IsAsciiLetter));
    }
}
