using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Care.Infusion;
using Engramm.Care.Planning;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;

namespace Engramm.Server.Demo;

/// <summary>Decision, consent, plans and past infusions of a person who is on the way with the drug.</summary>
internal static class DemoInfusions
{
    /// <summary>Writes what the person's phase asks for.</summary>
    public static void Write(DemoRecord record)
    {
        var (calendar, person) = (record.House.Calendar, record.Person);
        var sessions = SessionDays(person, calendar);
        var decidedAgo = sessions.Count > 0 ? sessions[0] + 6 : person.Twist == DemoTwist.ConsentPending ? 4 : 7;
        var decision = DemoTreatment.Decide(record, calendar.AtWork(decidedAgo, 12, 30));
        var talk = calendar.AtWork(person.Twist == DemoTwist.ConsentPending ? 1 : decidedAgo - 1, 15);
        var consent = DemoTreatment.Consent(record, talk, person.Twist == DemoTwist.ConsentPending ? null : talk.AddHours(26));
        for (var i = 0; i < sessions.Count; i++)
        {
            Past(record, decision, consent, calendar.AtWork(sessions[i], 9 + (i % 2), 20), isLast: i == sessions.Count - 1);
        }

        if (person.Phase == DemoPhase.Sessions)
        {
            // Answers age: before the next infusion the physician has asked and decided again.
            DemoTreatment.Facts(record, calendar.AtWork(3, 10));
            decision = DemoTreatment.Decide(record, calendar.AtWork(3, 10, 30));
        }

        if (person.Twist == DemoTwist.Planned)
        {
            DemoTreatment.Plan(record, decision, consent, calendar.NextWorkingDay(1, 10), record.House.Chairs[person.Phase == DemoPhase.Sessions ? 0 : 2].Id);
        }
    }

    /// <summary>Days ago on which infusions were given, the longest ago first.</summary>
    private static List<int> SessionDays(DemoPerson person, DemoCalendar calendar)
    {
        var last = (person.Phase, person.Twist) switch
        {
            (_, DemoTwist.CallDue) => 1,
            (DemoPhase.Sessions, _) => 6,
            (DemoPhase.Integration, _) => 3 + (person.Number % 4),
            (DemoPhase.Maintenance, _) => person.StartedDaysAgo - 45,
            _ => 0,
        };
        return [.. Enumerable.Range(0, person.Sessions).Select(i => calendar.WorkingDay(last + (7 * i))).Reverse()];
    }

    private static void Past(DemoRecord record, EligibilityDecision decision, ConsentRecord consent, DateTimeOffset start, bool isLast)
    {
        var house = record.House;
        var chair = house.Chairs[record.Person.Number % house.Chairs.Count];
        var order = DemoTreatment.Plan(record, decision, consent, start, chair.Id);
        var session = record.Add(new InfusionSession
        {
            Id = record.Chance.Id(),
            PatientId = record.Patient.Id,
            OrderId = order.Id,
            ChairId = chair.Id,
            OpenedAt = start.AddMinutes(-40),
            StartedAt = start,
        });
        var body = new SimulatedPatient(record.Person.Number, new SimulatedBaseline(64 + (record.Person.Number % 12), 114 + (record.Person.Number % 12), 72 + (record.Person.Number % 7)), []);
        var script = new SessionScript(house.Practice.Id, house.Plan(session, order, record.Patient, decision), DemoHouse.ActorOf(house.Physician), DemoHouse.ActorOf(house.Nurse), body, record.Chance, house.Language);
        script.Begin(start);
        script.Accompany(start, DateTimeOffset.MaxValue, byHand: true);
        var discharged = script.Finish(start);
        session.ClosedAt = discharged;
        foreach (var row in script.Play())
        {
            record.Add(row);
        }

        DemoJourney.Integrate(record, session.Id, discharged, isCalled: !(isLast && record.Person.Twist == DemoTwist.CallDue));
    }
}
