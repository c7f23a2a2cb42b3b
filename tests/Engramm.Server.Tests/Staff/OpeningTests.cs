using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Assessment;
using Engramm.Care.Consent;
using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Care.Planning;
using Engramm.Care.Screening;
using Engramm.Content;
using Engramm.Content.Rules;
using Engramm.Quantities;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Staff;

/// <summary>A session opens from a signed plan only while nothing stands against it, and once.</summary>
public class OpeningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Opened_by_many_at_once_a_plan_makes_one_session(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        var order = await PlanAsync(server);
        using var nurse = await server.AsAsync(Role.Nurse);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync(server, nurse, order)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Single(answers.Select(a => a.Where).Distinct(StringComparer.Ordinal));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Single(await db.Sessions.Where(s => s.OrderId == order).ToListAsync(Stop));
    }

    [Fact]
    public async Task An_answer_about_suicide_after_the_plan_was_signed_keeps_the_session_closed_until_it_is_assessed()
    {
        await using var server = await PracticeServer.StartAsync();
        var order = await PlanAsync(server);
        using var nurse = await server.AsAsync(Role.Nurse);
        var hold = new SuicideRiskHold { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, AnswersId = Guid.NewGuid(), RaisedAt = TimeProvider.System.GetUtcNow() };
        await AddAsync(server, hold);
        Assert.Contains("K-18a", await RefusedAsync(server, nurse, order), StringComparison.Ordinal);

        using var physician = await server.AsAsync(Role.Physician);
        using var judgement = Sending.Form(($"level-{hold.Id:N}", "Green"), ($"reason-{hold.Id:N}", "Im Gespräch glaubhaft distanziert."), ($"plan-{hold.Id:N}", "Anruf in drei Tagen."));
        using var judged = await physician.PostAsync($"/patients/{server.People.OwnPatient}/holds/{hold.Id}", judgement, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, judged.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await OpenAsync(server, nurse, order)).Status);
    }

    [Fact]
    public async Task A_warning_sign_or_a_withdrawn_consent_after_the_plan_was_signed_keeps_the_session_closed()
    {
        await using var server = await PracticeServer.StartAsync();
        var order = await PlanAsync(server);
        using var nurse = await server.AsAsync(Role.Nurse);
        var now = TimeProvider.System.GetUtcNow();
        await AddAsync(server, new CareTask { Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = CareTaskKind.RedFlag, AssignedTo = server.People.Accounts[Role.Physician].Id, CreatedAt = now, DueAt = now, Subject = Guid.NewGuid() });
        Assert.Contains("K-39", await RefusedAsync(server, nurse, order), StringComparison.Ordinal);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            (await db.Tasks.SingleAsync(t => t.Kind == CareTaskKind.RedFlag, Stop)).DoneAt = now;
            (await db.Consents.SingleAsync(Stop)).WithdrawnAt = now;
            await db.SaveChangesAsync(Stop);
        }

        var refused = await RefusedAsync(server, nurse, order);
        Assert.DoesNotContain("K-39", refused, StringComparison.Ordinal);
        Assert.Contains("widerrufen", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_has_one_session_at_a_time_and_the_next_one_after_the_least_interval()
    {
        await using var server = await PracticeServer.StartAsync();
        var first = await PlanAsync(server);
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var session = Guid.Parse((await OpenAsync(server, nurse, first)).Where!.Split('/')[^1]);
        var second = await PlanAsync(server, again: true);
        Assert.Contains("noch eine andere Sitzung offen", await RefusedAsync(server, nurse, second), StringComparison.Ordinal);

        // Nothing given and called off: nothing keeps the next one away.
        using (await physician.CommandAsync(session, Sending.Now(new SessionPostponed("Heute erkältet"))))
        {
        }

        var other = Guid.Parse((await OpenAsync(server, nurse, second)).Where!.Split('/')[^1]);
        using (await physician.CommandAsync(other, Sending.Now(new InfusionStarted(new MillilitresPerHour(51), "Fortgang einer Probe des Ablaufs"))))
        using (await physician.CommandAsync(other, Sending.Now(new PatientTransferred("Klinik", "Probe des Ablaufs"))))
        {
        }

        Assert.Contains("erlaubt ab 20 h", await RefusedAsync(server, nurse, await PlanAsync(server, again: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_taken_back_is_opened_by_nobody()
    {
        await using var server = await PracticeServer.StartAsync();
        var order = await PlanAsync(server);
        using var nurse = await server.AsAsync(Role.Nurse);
        using var physician = await server.AsAsync(Role.Physician);
        var path = $"/patients/{server.People.OwnPatient}/orders/{order}/withdraw";
        Assert.Equal(HttpStatusCode.Forbidden, (await nurse.PostAsync(path, null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await physician.PostAsync(path, null, Stop)).StatusCode);
        Assert.Contains("zurückgezogen", await RefusedAsync(server, nurse, order), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Where, string Page)> OpenAsync(PracticeServer server, HttpClient who, Guid order)
    {
        using var answer = await who.PostAsync($"/patients/{server.People.OwnPatient}/orders/{order}/open?lang=de", null, Stop);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    private static async Task<string> RefusedAsync(PracticeServer server, HttpClient who, Guid order)
    {
        var (status, _, page) = await OpenAsync(server, who, order);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        return page;
    }

    private static async Task AddAsync(PracticeServer server, object row)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Add(row);
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Everything a plan rests on, as if a physician had gone all the way: facts with nothing in the way, decision, consent, order for now.</summary>
    /// <param name="server">Where.</param>
    /// <param name="again">Whether the person went that way before: then there is only one more order.</param>
    private static async Task<Guid> PlanAsync(PracticeServer server, bool again = false)
    {
        var content = server.App.Services.GetRequiredService<ContentLibrary>();
        var (patientId, physician, now) = (server.People.OwnPatient, server.People.Accounts[Role.Physician], TimeProvider.System.GetUtcNow());
        var today = DateOnly.FromDateTime(now.Date);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        if (!again)
        {
            foreach (var session in await db.Sessions.ToListAsync(Stop))
            {
                session.ClosedAt = now;
            }

            db.Add(new Clearance { Id = Guid.NewGuid(), PatientId = patientId, Reason = "Untersucht, keine Warnzeichen.", SignedBy = physician.Id, SignedAt = now });
            foreach (var (key, value) in NothingInTheWay)
            {
                db.Add(new RecordedFact { Id = Guid.NewGuid(), PatientId = patientId, Key = key, Value = value, RecordedAt = now, RecordedBy = physician.Id });
            }

            db.Add(new ConsentRecord
            {
                Id = Guid.NewGuid(), PatientId = patientId, ConsentId = "ketamine-depression", ConsentVersion = content.Get<Engramm.Content.Treatment.ConsentText>("ketamine-depression", today).Version, Language = Language.German,
                TalkAt = now, TalkBy = physician.Id, Questions = "keine Fragen", Alternatives = "EKT", UnderstoodAt = now, Signature = "Test Solberg", SignedAt = now,
            });
            await db.SaveChangesAsync(Stop);
            var person = new PersonOnRecord(
                await db.Patients.SingleAsync(p => p.Id == patientId, Stop), await db.Facts.ToListAsync(Stop), await db.Clearances.ToListAsync(Stop), false, [], await db.Consents.ToListAsync(Stop));
            var catalogue = content.Get<FactCatalogue>("ketamine", today);
            var review = EligibilityReview.Of(person.Picture(catalogue, now, today, TimeZoneInfo.Utc), content.Get<EligibilityRuleSet>("ketamine", today), catalogue);
            Assert.Empty(review.Outcome.OpenHolds);
            db.Add(SignedReview.Sign(review, patientId, "TRD", physician.Id, now));
            await db.SaveChangesAsync(Stop);
        }

        var order = new InfusionOrder
        {
            Id = Guid.NewGuid(), PatientId = patientId, ProtocolId = "PROT-DEP-40", ProtocolVersion = 1, IndicationId = "TRD", ProductId = "ketamine-10", WeightKg = 68, DoseMgPerKg = 0.5,
            DurationMinutes = 40, StrengthMgPerMl = 1, ObservationMinutes = 120, ReasonsJson = "{}", EligibilityDecisionId = (await db.EligibilityDecisions.SingleAsync(Stop)).Id,
            ConsentRecordId = (await db.Consents.SingleAsync(Stop)).Id, PlannedFor = now, ChairId = (await db.Chairs.FirstAsync(Stop)).Id, SignedBy = physician.Id, SignedAt = now,
        };
        db.Add(order);
        await db.SaveChangesAsync(Stop);
        return order.Id;
    }

    private static readonly (string Key, string Value)[] NothingInTheWay =
    [
        ("able-to-consent", "yes"), ("pregnancy", "test-negative"), ("hypersensitivity", "no"), ("aneurysm-or-avm", "no"), ("intracerebral-haemorrhage", "no"), ("cardiovascular-event", "no"),
        ("unstable-angina", "no"), ("resting-systolic", "128"), ("resting-diastolic", "80"), ("untreated-hypertension", "no"), ("pressure-rise-dangerous", "no"),
        ("thyroid-overactive-uncontrolled", "no"), ("active-psychosis", "no"), ("psychosis-ever", "no"), ("psychosis-first-degree", "no"), ("acute-mania", "no"), ("bipolar-disorder", "no"),
        ("ketamine-misuse", "no"), ("substance-use-disorder", "never"), ("suicide-risk", "green"), ("adequate-antidepressant-trials", "2"), ("xanthine-medicine", "no"),
        ("severe-liver-disease", "no"), ("heart-disease", "none"), ("ischaemic-stroke-or-tia", "no"), ("raised-eye-pressure", "no"), ("bladder-symptoms", "no"), ("seizure-ever", "no"),
        ("integration-partner", "yes"), ("expects-cure", "no"),
    ];
}
