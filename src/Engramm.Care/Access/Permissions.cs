namespace Engramm.Care.Access;

/// <summary>The names of everything one may be allowed to do. Who may is content: content/access/permissions.yaml.</summary>
public static class Permissions
{
    public const string StaffHome = "staff-home";
    public const string BoardOfChairs = "board-of-chairs";
    public const string SettleMonitors = "settle-monitors";
    public const string ManageUsers = "manage-users";
    public const string ManageDevices = "manage-devices";
    public const string PracticeSettings = "practice-settings";
    public const string AcceptParts = "accept-parts";
    public const string SignContent = "sign-content";
    public const string InvitePatient = "invite-patient";
    public const string PatientAccess = "patient-access";
    public const string OwnAccount = "own-account";
    public const string ReadRecord = "read-record";
    public const string ReadProgrammes = "read-programmes";
    public const string WriteAssessment = "write-assessment";
    public const string WriteGateFacts = "write-gate-facts";
    public const string SuicideLevel = "suicide-level";
    public const string SignClearance = "sign-clearance";
    public const string AssignProgramme = "assign-programme";
    public const string ContactNote = "contact-note";
    public const string ReadEligibility = "read-eligibility";
    public const string SignEligibility = "sign-eligibility";
    public const string ConsentTalk = "consent-talk";
    public const string TakeSignature = "take-signature";
    public const string WithdrawConsent = "withdraw-consent";
    public const string SignPlan = "sign-plan";
    public const string ReadSession = "read-session";
    public const string OpenSession = "open-session";
    public const string ChartSession = "chart-session";
    public const string AttachMonitor = "attach-monitor";
    public const string Drill = "drill";
    public const string SeePseudonym = "see-pseudonym";
    public const string ReadReport = "read-report";
    public const string SignReport = "sign-report";
    public const string Companion = "companion";
}
