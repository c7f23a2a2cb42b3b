using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Integration;
using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Server.Cli;

namespace Engramm.Server.Demo;

/// <summary>The record of one invented person while it is being written.</summary>
internal sealed class DemoRecord
{
    private readonly List<object> rows = [];

    public DemoRecord(DemoPerson person, DemoHouse house)
    {
        (Person, House, Chance) = (person, house, Chance.Of(1000 + person.Number));
        var begun = house.Calendar.AtWork(person.StartedDaysAgo, 9 + (person.Number % 6), person.Number % 4 * 15);
        if (begun > house.Calendar.Now)
        {
            begun = house.Calendar.Now.AddMinutes(-20);
        }

        var weighed = person.Phase is not (DemoPhase.Invited or DemoPhase.Registered or DemoPhase.Relearning);
        Patient = Add(new Patient
        {
            Id = Chance.Id(),
            GivenName = person.GivenName,
            FamilyName = person.FamilyName,
            BirthDate = person.BirthDate,
            Sex = person.Sex,
            Email = person.Email,
            Phone = FictionalPhone(),
            Language = person.Language,
            WeightKg = weighed ? person.WeightKg : null,
            WeighedAt = weighed ? begun.AddDays(Math.Min(14, person.StartedDaysAgo / 2)) : null,
            WeighedHow = weighed ? WeightMethod.Scale : null,
            HeightCm = weighed ? Math.Round(152 + (person.WeightKg / 4) + (6 * Chance.Wobble())) : null,
            Allergies = weighed ? (person.Number % 5 == 0 ? "Penicillin" : string.Empty) : null,
            Complaint = person.Complaint,
            // One whose infusion is planned, so that anyone can open a session in which the room knows no name.
            Pseudonym = person is { Phase: DemoPhase.Decision, Twist: DemoTwist.Planned } ? house.Say("Amsel 7", "Blackbird 7") : null,
            StopWord = person.Sessions > 0 ? house.Say(Chance.Of([new Words("Hafen", "Harbour"), new Words("Pause", "Pause"), new Words("Halt", "Stop")])) : null,
            CreatedAt = begun,
            RegisteredAt = person.Phase is DemoPhase.Invited ? null : begun.AddMinutes(person.StartedDaysAgo == 0 ? 10 : 26 * 60),
        });
        if (Patient.RegisteredAt > house.Calendar.Now)
        {
            Patient.RegisteredAt = house.Calendar.Now.AddMinutes(-5);
        }

        Account = InitCommand.NewAccount(house.Practice.Id, person.Email, Role.Patient, Patient.FullName);
        (Account.Id, Account.PatientId, Account.Language) = (Chance.Id(), Patient.Id, person.Language);
        rows.Add(Account);
        Join(house.Physician, CareTeamPart.ResponsiblePhysician);
        if (person.WithDrug || person.Number < 3 || person.Number % 2 == 0)
        {
            Join(house.Therapist, CareTeamPart.Companion);
        }

        if (!person.WithDrug || person.Number < 3 || person.Phase == DemoPhase.Maintenance)
        {
            Join(house.Coach, CareTeamPart.Coach);
        }
    }

    public DemoPerson Person { get; }

    public DemoHouse House { get; }

    public Chance Chance { get; }

    public Patient Patient { get; }

    public Account Account { get; }

    /// <summary>Everything written so far, in order.</summary>
    public IReadOnlyList<object> Rows => rows;

    /// <summary>The rows of one kind.</summary>
    public IReadOnlyList<T> Of<T>() => [.. rows.OfType<T>()];

    /// <summary>Adds a row.</summary>
    public T Add<T>(T row)
        where T : class
    {
        rows.Add(row);
        return row;
    }

    /// <summary>A fact for the rules, by the physician.</summary>
    public void Fact(string key, string? value, DateTimeOffset at, string? document = null) => Add(new RecordedFact
    {
        Id = Chance.Id(),
        PatientId = Patient.Id,
        Key = key,
        Value = value,
        Document = document,
        RecordedAt = at,
        RecordedBy = House.Physician.Id,
    });

    /// <summary>A talk or call.</summary>
    public void Note(ContactKind kind, DateTimeOffset at, Account by, string text, Guid? sessionId = null, string? answersJson = null) => Add(new ContactNote
    {
        Id = Chance.Id(),
        PatientId = Patient.Id,
        Kind = kind,
        SessionId = sessionId,
        Text = text,
        AnswersJson = answersJson,
        At = at,
        By = by.Id,
    });

    /// <summary>A task; done when a time is given.</summary>
    public void Task(CareTaskKind kind, Account to, DateTimeOffset createdAt, DateTimeOffset dueAt, Guid? subject, DateTimeOffset? doneAt = null) => Add(new CareTask
    {
        Id = Chance.Id(),
        PatientId = Patient.Id,
        Kind = kind,
        AssignedTo = to.Id,
        CreatedAt = createdAt,
        DueAt = dueAt,
        AcknowledgedAt = doneAt,
        AcknowledgedBy = doneAt is null ? null : to.Id,
        DoneAt = doneAt,
        DoneBy = doneAt is null ? null : to.Id,
        Subject = subject,
    });

    /// <summary>A physician's statement that warning signs are excluded or clarified.</summary>
    public void Clear(DateTimeOffset at, string reason, Guid? answersId)
    {
        Add(new Clearance
        {
            Id = Chance.Id(),
            PatientId = Patient.Id,
            AnswersId = answersId,
            Reason = reason,
            LetterDate = House.Calendar.DayOf(at).AddDays(-Chance.Between(3, 20)),
            SignedBy = House.Physician.Id,
            SignedAt = at,
        });
        Fact("red-flags-open", "no", at);
    }

    /// <summary>Opens a programme.</summary>
    public void Assign(string programme, DateTimeOffset at, Account by) => Add(new ProgrammeAssignment
    {
        Id = Chance.Id(),
        PatientId = Patient.Id,
        Programme = programme,
        AssignedBy = by.Id,
        AssignedAt = at,
    });

    private void Join(Account colleague, CareTeamPart part) => Add(new CareTeamMember { Id = Chance.Id(), PatientId = Patient.Id, AccountId = colleague.Id, Part = part });

    /// <summary>Numbers that the German network agency keeps free for films and books: they never ring anywhere (from memory).</summary>
    private string FictionalPhone() => Chance.Of(["+49 30 23125", "+49 40 66969", "+49 69 90009", "+49 89 99998"]) + " " + Chance.Between(100, 999).ToString(CultureInfo.InvariantCulture);
}
