using Engramm.Care.Planning;

namespace Engramm.Server.Staff.Patients;

/// <summary>Where the pages of one patient are, so that no page spells another's address.</summary>
/// <param name="PatientId">Whose pages.</param>
public sealed record PatientPaths(Guid PatientId)
{
    public string Record => $"/patients/{PatientId}";

    public string Body => $"/patients/{PatientId}/body";

    /// <summary>How the person gets in: address, last mail, new link.</summary>
    public string Access => $"/patients/{PatientId}/access";

    public string Assessment => $"/patients/{PatientId}/assessment";

    public string Programmes => $"/patients/{PatientId}/programmes";

    public string Contacts => $"/patients/{PatientId}/contacts";

    public string Eligibility => $"/patients/{PatientId}/eligibility";

    /// <summary>What the rules ask about the person; those who write the assessment write it.</summary>
    public string Facts => $"/patients/{PatientId}/eligibility/facts";

    public string Consent => $"/patients/{PatientId}/consent";

    public string Plan => $"/patients/{PatientId}/plan";

    /// <summary>Where something that stands against a plan is settled.</summary>
    public string Of(PlanObstacle obstacle) => obstacle.Kind switch
    {
        PlanObstacleKind.Eligibility => Eligibility,
        PlanObstacleKind.Assessment => Assessment,
        PlanObstacleKind.Consent => Consent,
        PlanObstacleKind.Plan => Plan,
    };

    /// <summary>The report of a session.</summary>
    public static string Report(Guid sessionId) => $"/sessions/{sessionId}/report";

    /// <summary>All chairs with an open session.</summary>
    public const string Board = "/chairs";

    /// <summary>All monitors and what they are tied to.</summary>
    public const string Monitors = "/monitors";

    /// <summary>Monitor messages that wait for a person.</summary>
    public const string HeldMessages = "/monitors/held";

    /// <summary>The live cockpit of a session.</summary>
    public static string Cockpit(Guid sessionId) => $"/cockpit/{sessionId}";
}
