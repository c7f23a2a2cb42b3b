using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Infusion;
using Engramm.Care.Patients;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Staff.Infusion;
using Engramm.Server.Staff.Parts;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using InfusionOrder = Engramm.Care.Planning.InfusionOrder;

namespace Engramm.Server.Demo;

/// <summary>The fictional practice around its patients: colleagues, rooms, content, calendar.</summary>
internal sealed record DemoHouse(
    PracticeSettings Practice, PracticeProfile Profile, Account Physician, Account Nurse, Account Therapist, Account Coach, IReadOnlyList<Chair> Chairs, DemoCalendar Calendar, ContentLibrary Content,
    Language Language)
{
    /// <summary>What somebody of the practice wrote, in the practice's language.</summary>
    public string Say(string german, string english) => Say(new Words(german, english));

    /// <summary>The same of words that are chosen among others.</summary>
    public string Say(Words words) => words.In(Language);

    /// <summary>The plan that opens a session.</summary>
    public SessionPlan Plan(InfusionSession session, InfusionOrder order, Patient patient, EligibilityDecision decision) =>
        SessionPlanBuilder.Build(session.Id, order, patient, session.Pseudonym, SignedReview.Of(decision), Content, PracticeSwitches.All, Profile.DayOf(order.PlannedFor), Language);

    /// <summary>The part a colleague takes in a session.</summary>
    public static Actor ActorOf(Account account) => new(account.Id.ToString(), account.DisplayName, account.Role switch
    {
        Role.Physician => ActorRole.Physician,
        Role.Nurse => ActorRole.Nurse,
        Role.Therapist => ActorRole.Therapist,
        Role.Patient => ActorRole.Patient,
        Role.Coach or Role.Administrator => ActorRole.Companion,
    });
}
