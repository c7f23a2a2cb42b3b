using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Link;

/// <summary>What the cockpit must know beside the log: where, who, which clock.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PatientId">The patient, for links.</param>
/// <param name="PatientLabel">Name or pseudonym.</param>
/// <param name="Chair">The chair's name.</param>
/// <param name="Clock">The practice clock when the server answered.</param>
/// <param name="Language">de or en.</param>
/// <param name="You">Who is signed in.</param>
/// <param name="People">Staff who can be named as second person.</param>
/// <param name="IsFictional">A practice of invented people.</param>
/// <param name="IsLocked">Whether the screen is locked because nobody touched it for a while.</param>
/// <param name="MonitorsSeen">Monitors that have spoken to the practice lately.</param>
public sealed record SessionSheet(
    Guid SessionId,
    Guid PatientId,
    string PatientLabel,
    string Chair,
    ClockReading Clock,
    string Language,
    StaffPerson You,
    IReadOnlyList<StaffPerson> People,
    bool IsFictional,
    bool IsLocked,
    IReadOnlyList<SeenMonitor> MonitorsSeen);

/// <summary>The practice clock at one moment.</summary>
/// <param name="Now">Practice time, UTC.</param>
/// <param name="Rate">Practice seconds per real second.</param>
public sealed record ClockReading(DateTimeOffset Now, double Rate);

/// <summary>Somebody who works here.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Name">With title.</param>
/// <param name="Role">Physician, Nurse or Therapist.</param>
public sealed record StaffPerson(Guid AccountId, string Name, string Role);

/// <summary>The second pair of eyes on the same tablet.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Password">Asked for in a real practice; never written to the tablet's disk.</param>
public sealed record SecondPerson(string AccountId, string? Password);

/// <summary>A monitor that has spoken.</summary>
/// <param name="DeviceId">Its identifier.</param>
/// <param name="LastAt">When it last spoke, practice time, UTC.</param>
public sealed record SeenMonitor(string DeviceId, DateTimeOffset LastAt);

/// <summary>There are events up to this number.</summary>
/// <param name="SessionId">Of which session.</param>
/// <param name="UpTo">The last number.</param>
/// <param name="Clock">The practice clock.</param>
public sealed record SessionNews(Guid SessionId, long UpTo, ClockReading? Clock);

/// <summary>A running session of the practice that no screen shows.</summary>
/// <param name="SessionId">Which.</param>
/// <param name="Chair">Its chair.</param>
public sealed record UnwatchedSession(Guid SessionId, string Chair);

/// <summary>Alarms of another session that nobody in its room has acknowledged in the practice's time.</summary>
/// <param name="SessionId">Which session.</param>
/// <param name="Chair">Its chair.</param>
/// <param name="Priority">The most pressing of them.</param>
/// <param name="Since">Since when the oldest of that priority is as pressing as it is, practice time, UTC.</param>
/// <param name="Count">How many they are.</param>
public sealed record EscalatedSession(Guid SessionId, string Chair, AlarmPriority Priority, DateTimeOffset Since, int Count);

/// <summary>The server has it on disk.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Known">Whether it was there already.</param>
public sealed record CommandStored(long Sequence, bool Known);

/// <summary>The server has refused it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">A sentence for a person.</param>
public sealed record CommandRefused(string Code, string? Text);

/// <summary>Something a person entered that was refused; shown until somebody has read it.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="At">When it happened.</param>
/// <param name="Text">Why it was refused.</param>
public sealed record RefusedEntry(Guid CommandId, DateTimeOffset At, string Text);

/// <summary>What the practice's content says about this session's questions and scores.</summary>
/// <param name="CheckIn">The words of each check-in question, by id.</param>
/// <param name="Readiness">The words of each emergency point, by id.</param>
/// <param name="Scores">The recovery scores with their options.</param>
/// <param name="ZoneId">The time zone in which the practice writes times.</param>
/// <param name="Rescue">The words of the rescue checklists, in every version.</param>
/// <param name="MatrixRows">What each row of the stop and hold matrix looks at, by id; null when a tablet kept it from an earlier version.</param>
/// <param name="Symptoms">The words of each symptom of the matrix, by id; null likewise.</param>
/// <param name="Beats">What the evidence register says about binaural beats; null when it says nothing.</param>
public sealed record SessionContent(
    IReadOnlyDictionary<string, string> CheckIn,
    IReadOnlyDictionary<string, string> Readiness,
    IReadOnlyList<ScoreForm> Scores,
    string ZoneId,
    IReadOnlyList<RescueForm> Rescue,
    IReadOnlyDictionary<string, string>? MatrixRows = null,
    IReadOnlyDictionary<string, string>? Symptoms = null,
    EvidenceWords? Beats = null);

/// <summary>A row of the evidence register.</summary>
/// <param name="Id">Its id, for example A2-19.</param>
/// <param name="Found">What the sources really found, in the language of the sheet.</param>
/// <param name="Certainty">How sure one can be, as the content names it: High … VeryLow, NotApplicable.</param>
/// <param name="IsReviewed">Whether a clinician has signed it.</param>
public sealed record EvidenceWords(string Id, string Found, string Certainty, bool IsReviewed);

/// <summary>The words of a rescue checklist.</summary>
/// <param name="Checklist">R1 to R11.</param>
/// <param name="Version">The version of the content.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Steps">The words of each step, by id.</param>
public sealed record RescueForm(string Checklist, int Version, string Name, IReadOnlyDictionary<string, string> Steps);

/// <summary>A score that is added up from items.</summary>
/// <param name="Id">aldrete or padss-adapted.</param>
/// <param name="Name">In the language of the sheet.</param>
/// <param name="Items">What is looked at.</param>
public sealed record ScoreForm(string Id, string Name, IReadOnlyList<ScoreItem> Items);

/// <summary>One thing looked at.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Words">In the language of the sheet.</param>
/// <param name="Options">What can be seen.</param>
public sealed record ScoreItem(string Id, string Words, IReadOnlyList<ScoreOption> Options);

/// <summary>One thing that can be seen.</summary>
/// <param name="Points">What it counts.</param>
/// <param name="Words">In the language of the sheet.</param>
public sealed record ScoreOption(int Points, string Words);
