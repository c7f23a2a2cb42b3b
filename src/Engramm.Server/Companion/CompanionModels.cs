using Engramm.Care.Consent;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;

namespace Engramm.Server.Companion;

/// <summary>Addresses of the companion's pages. Without a patient: the pages that are always open.</summary>
public static class CompanionPaths
{
    public static string Today(Guid patientId) => $"/companion/{patientId}";

    public static string Diary(Guid patientId) => $"/companion/{patientId}/diary";

    public static string Breathe(Guid? patientId) => patientId is null ? "/companion/breathe" : $"/companion/{patientId}/breathe";

    public static string Movement(Guid patientId) => $"/companion/{patientId}/movement";

    /// <summary>Where what is open sends the person: a marked warning sign, or an exercise stopped because of something new.</summary>
    public static string WhereToGo(Guid patientId) => $"/companion/{patientId}/warning-signs/where-to-go";

    public static string Education(Guid patientId, string unit) => $"/companion/{patientId}/education/{unit}";

    public static string Questionnaire(Guid patientId, string instrument) => $"/companion/{patientId}/questionnaires/{instrument}";

    public static string Flare(Guid? patientId) => patientId is null ? "/companion/flare" : $"/companion/{patientId}/flare";

    public static string Crisis(Guid? patientId) => patientId is null ? "/companion/crisis" : $"/companion/{patientId}/crisis";

    /// <summary>The person's consent, and withdrawing it.</summary>
    public static string Consent(Guid patientId) => $"/companion/{patientId}/consent";

    public static string Data(Guid patientId) => $"/companion/{patientId}/data";
}

/// <summary>The first screen of the day.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="FirstName">How the person is greeted.</param>
/// <param name="Diary">The diary, or null while it is closed.</param>
/// <param name="DiaryStoredAt">When today's entry was stored; null when there is none yet.</param>
/// <param name="Breathing">The breathing exercise on offer.</param>
/// <param name="Tasks">What the practice asks for, most important first: questionnaires, lessons, movement.</param>
/// <param name="Next">The next appointment.</param>
/// <param name="MustBeSeen">A warning sign or a stopped exercise waits for a clinician: where to go stands first.</param>
public sealed record TodayModel(
    Guid PatientId, string FirstName, DiaryDefinition? Diary, DateTimeOffset? DiaryStoredAt, BreathingExercise? Breathing, IReadOnlyList<TodayTask> Tasks, NextDate? Next, bool MustBeSeen);

/// <summary>One thing to do, offered, never demanded.</summary>
/// <param name="Icon">Icon of the sprite.</param>
/// <param name="Title">What it is.</param>
/// <param name="Note">How long it takes, or until when.</param>
/// <param name="Href">Where it is.</param>
public sealed record TodayTask(string Icon, string Title, string Note, string Href);

/// <summary>The next appointment.</summary>
public sealed record NextDate(DateTimeOffset At, string What, string? Href = null);

/// <summary>The diary on a screen of its own.</summary>
public sealed record DiaryModel(Guid PatientId, DiaryDefinition Diary, DateTimeOffset? StoredAt)
{
    /// <summary>Entered answers and messages, when it is shown again.</summary>
    public Design.FormState State { get; init; } = Design.FormState.Empty;
}

/// <summary>The breathing pacer; without a patient nothing is logged.</summary>
public sealed record BreatheModel(Guid? PatientId, BreathingExercise Exercise);

/// <summary>The crisis card on a screen of its own.</summary>
public sealed record CrisisModel(Guid? PatientId, CrisisCard Card);

/// <summary>A questionnaire on the phone.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Instrument">The questionnaire; every item needs its text.</param>
/// <param name="Crisis">The card that an answer to the suicide item shows at once.</param>
/// <param name="NobodyReadsNow">Outside opening hours: says so before the first question.</param>
/// <param name="State">Entered answers and messages, when it is shown again.</param>
public sealed record QuestionnaireModel(Guid PatientId, Instrument Instrument, CrisisCard Crisis, bool NobodyReadsNow, Design.FormState? State = null);

/// <summary>A lesson.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Unit">The lesson.</param>
/// <param name="ReadAt">When it was finished, if it was.</param>
public sealed record EducationModel(Guid PatientId, EducationUnit Unit, DateTimeOffset? ReadAt)
{
    /// <summary>Entered words and messages, when it is shown again.</summary>
    public Design.FormState State { get; init; } = Design.FormState.Empty;
}

/// <summary>A week of graded movement.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Week">The week's content.</param>
/// <param name="DaysDone">On how many of the last seven days something was done. A missed day is neutral and is not counted.</param>
/// <param name="StoredAt">When today's entry was stored.</param>
/// <param name="Crisis">The numbers of the card that a red light shows at once.</param>
public sealed record MovementModel(Guid PatientId, MovementWeek Week, int DaysDone, DateTimeOffset? StoredAt, CrisisCard Crisis)
{
    /// <summary>Entered answers and messages, when it is shown again.</summary>
    public Design.FormState State { get; init; } = Design.FormState.Empty;
}

/// <summary>The setback plan; always open.</summary>
/// <param name="PatientId">The patient, or null on the page without an account.</param>
/// <param name="Plan">The plan.</param>
/// <param name="StopCheck">Short form of the warning signs, asked first.</param>
/// <param name="Crisis">Numbers for the warning signs.</param>
public sealed record FlareModel(Guid? PatientId, FlarePlan Plan, IReadOnlyList<RedFlag> StopCheck, CrisisCard Crisis);

/// <summary>What the practice keeps about the person, and how to take it along.</summary>
public sealed record PatientDataModel(Guid PatientId, IReadOnlyList<KeptData> Kept);

/// <summary>The person's consent, and withdrawing it.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Record">The consent that holds or is in progress, otherwise the last one; null when there was none.</param>
/// <param name="Text">The text it was made with; null when that is not in the content any more, which keeps nobody from withdrawing.</param>
public sealed record ConsentPhoneModel(Guid PatientId, ConsentRecord? Record, ConsentText? Text);

/// <summary>One kind of data.</summary>
/// <param name="What">What it is.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Last">When the last one was stored.</param>
public sealed record KeptData(string What, int Count, DateTimeOffset? Last);
