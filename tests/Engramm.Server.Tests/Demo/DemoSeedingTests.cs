using System.Globalization;
using System.Text.Json;
using Engramm.Care.Assessment;
using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Content.Instruments;
using Engramm.Content.Rules;
using Engramm.Outcomes;
using Engramm.Quantities;
using Engramm.Server.Demo;
using Engramm.Server.Hosting;
using Engramm.Sessions;
using Engramm.Sessions.Due;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Answer = Engramm.Outcomes.Answer;

namespace Engramm.Server.Tests.Demo;

/// <summary>A fictional practice, seeded once for the tests that only read it.</summary>
public sealed class SeededDemo : IAsyncLifetime
{
    /// <summary>A Tuesday morning.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private TestDatabase? database;

    public static ContentLibrary Content { get; } = ContentLibrary.Load(Repository.Content);

    public Guid PracticeId { get; private set; }

    public EngrammDbContext Read() => database!.Contexts.Create(PracticeId);

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(Engine.Sqlite);
        PracticeId = await SeedAsync(database);
    }

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    public static async Task<Guid> SeedAsync(TestDatabase database, Language language = Language.German)
    {
        var practice = await DemoPractice.BeginAsync(database.Contexts, SeededDemo.Content, language, null, TestContext.Current.CancellationToken);
        await DemoPatients.SeedAsync(database.Contexts, practice, Content, language, Now, "http://localhost:5080", TestContext.Current.CancellationToken);
        return practice.Id;
    }
}

public sealed class DemoSeedingTests(SeededDemo demo) : IClassFixture<SeededDemo>
{
    /// <summary>Ranges the German network agency keeps free for films and books (from memory).</summary>
    private static readonly string[] NeverRing = ["+49 30 23125 ", "+49 40 66969 ", "+49 69 90009 ", "+49 89 99998 "];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seeding_twice_on_a_day_gives_the_same_people()
    {
        await using var again = await TestDatabase.CreateAsync(Engine.Sqlite);
        var other = await SeededDemo.SeedAsync(again);
        await using var db = demo.Read();
        await using var otherDb = again.Contexts.Create(other);
        Assert.Equal(await PeopleAsync(db), await PeopleAsync(otherDb));
        Assert.Equal(await db.Diary.OrderBy(d => d.Id).Select(d => new { d.Id, d.Day, d.Pain }).ToListAsync(Stop), await otherDb.Diary.OrderBy(d => d.Id).Select(d => new { d.Id, d.Day, d.Pain }).ToListAsync(Stop));
        Assert.Equal(await db.SessionLog.OrderBy(r => r.CommandId).Select(r => r.CommandId).ToListAsync(Stop), await otherDb.SessionLog.OrderBy(r => r.CommandId).Select(r => r.CommandId).ToListAsync(Stop));
    }

    [Fact]
    public async Task About_forty_people_with_names_of_their_own_speak_both_languages()
    {
        await using var db = demo.Read();
        var people = await db.Patients.ToListAsync(Stop);
        Assert.InRange(people.Count, 38, 42);
        Assert.Equal(people.Count, people.Select(p => p.FullName).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(people.Count, people.Select(p => p.FamilyName).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, people.Select(p => p.Language).Distinct().Count());
        Assert.All(people, p => Assert.InRange(p.AgeOn(DateOnly.FromDateTime(SeededDemo.Now.Date)), 24, 78));
    }

    [Fact]
    public async Task Every_stored_total_is_what_the_scoring_gives()
    {
        await using var db = demo.Read();
        var answers = await db.Answers.Where(a => a.ContentId != "back-pain").ToListAsync(Stop);
        Assert.True(answers.Count > 300);
        Assert.All(answers, stored =>
        {
            var instrument = SeededDemo.Content.Get<Instrument>(new ContentPin(stored.ContentId, stored.ContentVersion));
            var items = JsonSerializer.Deserialize<Dictionary<string, string>>(stored.ItemsJson)!;
            var given = items.Where(i => i.Value is not "missing").ToDictionary(i => i.Key, i => Answer.Of(int.Parse(i.Value, CultureInfo.InvariantCulture)), StringComparer.Ordinal);
            Assert.Equal((double?)instrument.Score(given)[0].Value, stored.Total);
            Assert.NotNull(stored.Total);
        });
    }

    [Fact]
    public async Task An_answer_about_suicide_always_has_its_hold_and_its_task()
    {
        await using var db = demo.Read();
        var holds = await db.SuicideRiskHolds.Select(h => h.AnswersId).ToListAsync(Stop);
        var tasks = await db.Tasks.Where(t => t.Kind == CareTaskKind.SuicideRisk).Select(t => t.Subject).ToListAsync(Stop);
        var phq = await db.Answers.Where(a => a.ContentId == "phq-9").ToListAsync(Stop);
        var raised = phq.Where(a => JsonSerializer.Deserialize<Dictionary<string, string>>(a.ItemsJson)!["phq9-9"] is not "0").Select(a => a.Id).ToList();
        Assert.Equal(2, raised.Count);
        Assert.All(raised, id => Assert.Contains(id, holds));
        Assert.All(raised, id => Assert.Contains(id, tasks));
    }

    [Fact]
    public async Task Every_session_log_folds_without_a_refusal_and_without_a_gap()
    {
        await using var db = demo.Read();
        var sessions = await db.Sessions.ToListAsync(Stop);
        Assert.True(sessions.Select(s => s.PatientId).Distinct().Count() >= 4);
        foreach (var session in sessions)
        {
            var log = new SessionLog();
            foreach (var row in await db.SessionLog.Where(r => r.SessionId == session.Id).OrderBy(r => r.Sequence).ToListAsync(Stop))
            {
                var entry = SessionJson.ReadEvent(row.Json);
                Assert.Null(SessionRules.Check(log.State, entry.Entry, entry.By, entry.OccurredAt));
                log.Add(entry);
            }

            Assert.Equal(session.ClosedAt is null ? SessionPhase.Running : SessionPhase.Discharged, log.State.Phase);
            Assert.DoesNotContain(log.State.Due(session.ClosedAt ?? SeededDemo.Now), d => d.State == DueState.Missed);
        }
    }

    /// <summary>The same people in the same places; whatever somebody of the practice wrote is in its language.</summary>
    [Fact]
    public async Task An_English_practice_has_no_German_sentence_in_its_records()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var english = database.Contexts.Create(await SeededDemo.SeedAsync(database, Language.English));
        await using var german = demo.Read();
        var (here, there) = (await WrittenAsync(english), await WrittenAsync(german));
        Assert.Equal(there.Keys, here.Keys);
        Assert.NotEmpty(here);
        Assert.DoesNotContain(here, one => string.Equals(one.Value, there[one.Key], StringComparison.Ordinal));
        Assert.True(await english.Patients.CountAsync(p => p.Language == Language.English, Stop) > 30);
        Assert.True(await german.Patients.CountAsync(p => p.Language == Language.German, Stop) > 30);
    }

    /// <summary>All free text by whom and what it is about.</summary>
    private static async Task<SortedDictionary<string, string>> WrittenAsync(EngrammDbContext db)
    {
        var written = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(object key, string? text, string what)
        {
            if (text is not null)
            {
                written.Add($"{what} {key}", text);
            }
        }

        foreach (var patient in await db.Patients.ToListAsync(Stop))
        {
            Add(patient.Id, patient.Complaint, "complaint");
            Add(patient.Id, patient.Pseudonym, "pseudonym");
            Add(patient.Id, patient.StopWord is "Pause" ? null : patient.StopWord, "stop word");
        }

        (await db.Notes.ToListAsync(Stop)).ForEach(n => Add(n.Id, n.Text, "talk"));
        (await db.Clearances.ToListAsync(Stop)).ForEach(c => Add(c.Id, c.Reason, "clearance"));
        (await db.Diary.ToListAsync(Stop)).ForEach(e => Add(e.Id, e.Note, "diary"));
        (await db.Facts.ToListAsync(Stop)).ForEach(f => Add(f.Id, f.Document, "document"));
        (await db.Chairs.OrderBy(c => c.Name).ToListAsync(Stop)).Index().ToList().ForEach(c => Add(c.Index, c.Item.Name, "room"));
        foreach (var hold in await db.SuicideRiskHolds.ToListAsync(Stop))
        {
            Add(hold.Id, hold.Reason, "reason");
            Add(hold.Id, hold.Plan, "plan");
        }

        foreach (var consent in await db.Consents.ToListAsync(Stop))
        {
            Add(consent.Id, consent.Questions, "questions");
            Add(consent.Id, consent.Alternatives, "alternatives");
        }

        foreach (var row in await db.SessionLog.ToListAsync(Stop))
        {
            Add(row.CommandId, SessionJson.ReadEvent(row.Json).Entry switch
            {
                Engramm.Sessions.Entries.NoteAdded note => note.Text,
                Engramm.Sessions.Entries.EscortNamed escort => escort.Name,
                _ => null,
            }, "session");
        }

        return written;
    }

    [Fact]
    public async Task One_infusion_is_running_with_its_monitor_in_room_2()
    {
        await using var db = demo.Read();
        var running = await db.Sessions.SingleAsync(s => s.ClosedAt == null, Stop);
        Assert.Equal("Katrin Solberg", (await db.Patients.SingleAsync(p => p.Id == running.PatientId, Stop)).FullName);
        Assert.Equal("Raum 2", (await db.Chairs.SingleAsync(c => c.Id == running.ChairId, Stop)).Name);
        Assert.Equal(Engramm.Server.Live.SceneEndpoints.DeviceOf(2), running.MonitorId);
        var state = await StateAsync(db, running.Id);
        Assert.Equal(27, (SeededDemo.Now - state.StartedAt!.Value).TotalMinutes, 0.01);
        Assert.NotEmpty(state.Readings(Engramm.Sessions.Entries.Sign.BloodPressure));
    }

    [Fact]
    public async Task A_running_infusion_left_alone_for_hours_begins_again()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var options = new ServerOptions { DataFolder = database.Folder, ContentFolder = Repository.Content };
        Assert.True((await DemoPractice.EnsureAsync(options, SeededDemo.Content, Language.German, reset: false, Stop)).IsNew);
        await using (var db = database.Contexts.CreateDbContext())
        {
            await db.Practices.IgnoreQueryFilters().ExecuteUpdateAsync(
                s => s.SetProperty(p => p.ClockSetAt, TimeProvider.System.GetUtcNow()).SetProperty(p => p.ClockShowed, TimeProvider.System.GetUtcNow().AddHours(5)), Stop);
        }

        var standing = await DemoPractice.EnsureAsync(options, SeededDemo.Content, Language.German, reset: false, Stop);
        Assert.False(standing.IsNew);
        Assert.True(standing.IsRunning);
        await using var read = database.Contexts.CreateDbContext();
        var running = await read.Sessions.IgnoreQueryFilters().SingleAsync(s => s.ClosedAt == null, Stop);
        var minute = (TimeProvider.System.GetUtcNow().AddHours(5) - (await StateAsync(read, running.Id)).StartedAt!.Value).TotalMinutes;
        Assert.InRange(minute, 26, 30);
    }

    [Fact]
    public async Task Whoever_waits_for_a_decision_has_a_hold_to_decide()
    {
        await using var db = demo.Read();
        var waiting = await db.Tasks.Where(t => t.Kind == CareTaskKind.DecideHold && t.DoneAt == null).Select(t => t.PatientId).ToListAsync(Stop);
        Assert.Equal(2, waiting.Count);
        var today = DateOnly.FromDateTime(SeededDemo.Now.Date);
        var catalogue = SeededDemo.Content.Get<FactCatalogue>("ketamine", today);
        foreach (var id in waiting)
        {
            var person = new PersonOnRecord(
                await db.Patients.SingleAsync(p => p.Id == id, Stop),
                await db.Facts.Where(f => f.PatientId == id).ToListAsync(Stop),
                await db.Clearances.Where(c => c.PatientId == id).ToListAsync(Stop),
                RedFlagRaised: false,
                [],
                []);
            var review = EligibilityReview.Of(person.Picture(catalogue, SeededDemo.Now, today, TimeZoneInfo.Utc), SeededDemo.Content.Get<EligibilityRuleSet>("ketamine", today), catalogue);
            Assert.Single(review.Outcome.OpenHolds);
        }
    }

    [Fact]
    public async Task Nobody_can_be_reached_by_mail_or_telephone()
    {
        await using var db = demo.Read();
        Assert.All(await db.Accounts.ToListAsync(Stop), a => Assert.EndsWith(".example", a.Email, StringComparison.Ordinal));
        Assert.All(await db.Mails.ToListAsync(Stop), m => Assert.EndsWith(".example", m.To, StringComparison.Ordinal));
        Assert.All(await db.Patients.ToListAsync(Stop), p =>
        {
            Assert.EndsWith(".example", p.Email, StringComparison.Ordinal);
            Assert.Contains(NeverRing, range => p.Phone!.StartsWith(range, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task One_person_with_a_signed_plan_is_treated_under_a_pseudonym()
    {
        await using var db = demo.Read();
        var person = await db.Patients.SingleAsync(p => p.Pseudonym != null, Stop);
        Assert.True(await db.Orders.AnyAsync(o => o.PatientId == person.Id, Stop));
        Assert.DoesNotContain(person.FamilyName, person.Pseudonym!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_happened_in_the_future()
    {
        await using var db = demo.Read();
        Assert.All(await db.Answers.ToListAsync(Stop), a => Assert.True(a.AnsweredAt <= SeededDemo.Now));
        Assert.All(await db.Diary.ToListAsync(Stop), d => Assert.True(d.At <= SeededDemo.Now));
        Assert.All(await db.Notes.ToListAsync(Stop), n => Assert.True(n.At <= SeededDemo.Now));
        Assert.All(await db.Facts.ToListAsync(Stop), f => Assert.True(f.RecordedAt <= SeededDemo.Now));
        Assert.All(await db.Consents.ToListAsync(Stop), c => Assert.True((c.SignedAt ?? c.TalkAt) <= SeededDemo.Now));
        Assert.All(await db.Patients.ToListAsync(Stop), p => Assert.True((p.RegisteredAt ?? p.CreatedAt) <= SeededDemo.Now));
    }

    private static async Task<SessionState> StateAsync(EngrammDbContext db, Guid session) =>
        SessionState.Of((await db.SessionLog.Where(r => r.SessionId == session).ToListAsync(Stop)).Select(r => SessionJson.ReadEvent(r.Json)));

    private static async Task<List<string>> PeopleAsync(EngrammDbContext db) =>
        await db.Patients.OrderBy(p => p.Id).Select(p => p.Id + " " + p.GivenName + " " + p.FamilyName + " " + p.BirthDate + " " + p.Complaint + " " + p.Phone).ToListAsync(Stop);
}
