using Engramm.Care.Access;
using Engramm.Server.Design;

namespace Engramm.Server.Staff.Patients;

/// <summary>The start page of a colleague's day.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Tasks">Open tasks, safety first.</param>
/// <param name="Running">Infusions in progress that this colleague may see.</param>
/// <param name="Patients">The patients this colleague may read; null for administrators.</param>
/// <param name="IsOpen">Whether the practice is open now: outside, nothing escalates.</param>
/// <param name="MayInvite">Offers the invitation.</param>
/// <param name="MayManageUsers">Offers the list of users.</param>
/// <param name="MayManageDevices">Offers the tokens of devices.</param>
/// <param name="ReadsRecords">Names lead to the record; otherwise to the programmes.</param>
/// <param name="MayTieMonitors">Offers the page of monitors.</param>
/// <param name="MaySeeParts">Offers the page of the separable parts.</param>
/// <param name="MayDrill">Offers a drill with a simulated patient.</param>
/// <param name="Held">Monitor messages that wait for somebody who may settle them; 0 for everyone else.</param>
/// <param name="Unreleased">Texts and rules that stay off until a physician signs them; 0 for whoever may not see the worklist.</param>
/// <param name="Invited">Whom this colleague has just invited; null otherwise.</param>
public sealed record HomeModel(
    string Practice, IReadOnlyList<OpenTask> Tasks, IReadOnlyList<RunningSession> Running, PatientList? Patients, bool IsOpen, bool MayInvite, bool MayManageUsers, bool MayManageDevices, bool ReadsRecords, bool MayTieMonitors, bool MaySeeParts, bool MayDrill, int Held, int Unreleased, InvitedPatient? Invited);

/// <summary>Somebody an invitation was sent to.</summary>
public sealed record InvitedPatient(string Name, string Email);

/// <summary>A session that is not closed.</summary>
public sealed record RunningSession(Guid Id, string Chair, string Patient, DateTimeOffset OpenedAt);

/// <summary>Inviting a new patient.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="CanMail">Whether the invitation goes by mail; otherwise a link is handed over.</param>
/// <param name="State">What was entered.</param>
/// <param name="Physicians">Who can be responsible.</param>
/// <param name="Companions">Who can be at the patient's side.</param>
/// <param name="Coaches">Who can lead the programmes.</param>
public sealed record InviteModel(string Practice, bool CanMail, FormState State, IReadOnlyList<Choice> Physicians, IReadOnlyList<Choice> Companions, IReadOnlyList<Choice> Coaches);

/// <summary>The record of one patient at a glance.</summary>
/// <param name="Frame">Bar, rail, tabs.</param>
/// <param name="Trend">The diary's course.</param>
/// <param name="Tasks">What is open.</param>
/// <param name="Holds">Open suicide holds and missing clearance, as links.</param>
/// <param name="Scores">Latest result of every questionnaire with a score.</param>
/// <param name="Notes">The last talks and calls.</param>
/// <param name="Running">The session in progress.</param>
/// <param name="MayWriteBody">Whether this colleague may write weight, allergies and the like.</param>
public sealed record RecordModel(
    PatientFrame Frame,
    Progress.DiaryTrend Trend,
    IReadOnlyList<OpenTask> Tasks,
    IReadOnlyList<BarFlag> Holds,
    IReadOnlyList<Assessment.AnswerSheet> Scores,
    IReadOnlyList<Integration.NoteLine> Notes,
    RunningSession? Running,
    bool MayWriteBody);
