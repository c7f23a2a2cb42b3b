using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Server.Identity;
using Engramm.Server.Tests.Access;
using Engramm.Server.Tests.Mail;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Identity;

/// <summary>Whoever has only the link of somebody else's invitation gets no further than to the question for the date of birth.</summary>
public class RegistrationTests
{
    private const string Right = "1979-03-14";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_date_of_birth_nothing_of_the_record_opens_and_nothing_is_stored()
    {
        await using var server = await StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var asked = 0;
        foreach (var endpoint in AccessMatrixTests.Answers.EndpointsOf(server.App))
        {
            if (!endpoint.RoutePattern.Parameters.Any(p => p.Name is "patientId") || endpoint.Metadata.GetMetadata<Needs>()?.Permission is not (Permissions.Companion or Permissions.WithdrawConsent)
                || endpoint.Metadata.GetMetadata<BeforeRegistration>() is not null)
            {
                continue;
            }

            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var path = endpoint.RoutePattern.RawText!.Replace("{patientId:guid}", server.People.OwnPatient.ToString(), StringComparison.Ordinal)
                    .Replace("{unit}", "edu-1", StringComparison.Ordinal).Replace("{instrument}", "phq-9", StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method is "GET" ? null : Sending.Form(("pain", "5")) };
                using var answer = await patient.SendAsync(request, Stop);
                if (method is "GET")
                {
                    Assert.Equal(Welcome(server), answer.Headers.Location?.ToString());
                }
                else
                {
                    Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                }

                asked++;
            }
        }

        Assert.True(asked >= 18, $"Only {asked} ways into the companion were asked.");
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Diary.AnyAsync(Stop) || await db.Practised.AnyAsync(Stop) || await db.Answers.AnyAsync(Stop));

        using (await AnswerAsync(server, patient, Right))
        {
        }

        using var export = await patient.GetAsync($"/companion/{server.People.OwnPatient}/data/export.json", Stop);
        Assert.Equal(HttpStatusCode.OK, export.StatusCode);
    }

    [Theory]
    [InlineData("crisis")]
    [InlineData("flare")]
    public async Task Help_is_open_before_and_shows_nobody(string page)
    {
        await using var server = await StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var text = await patient.GetStringAsync($"/companion/{server.People.OwnPatient}/{page}", Stop);
        Assert.Contains("tel:112", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Solberg", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/companion/{server.People.OwnPatient}/breathe", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_few_wrong_dates_the_access_closes_and_the_practice_is_told_and_opens_it_again()
    {
        await using var server = await StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        for (var left = Registration.MostWrongDates - 1; left > 0; left--)
        {
            using var wrong = await AnswerAsync(server, patient, "1950-01-01");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains(left == 1 ? "1 try is left" : $"{left} tries are left", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using (var last = await AnswerAsync(server, patient, "1950-01-01"))
        {
            Assert.Contains("This access is closed", await last.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        // The sign-in is over, another one leads nowhere, and the right date comes too late.
        using (var over = await AnswerAsync(server, patient, Right))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        }

        using (var again = await server.AsAsync(Role.Patient))
        {
            Assert.Contains("This access is closed", await again.GetStringAsync(Welcome(server) + "?lang=en", Stop), StringComparison.Ordinal);
            using var late = await AnswerAsync(server, again, Right);
            Assert.Contains("This access is closed", await late.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var task = await db.Tasks.AsNoTracking().SingleAsync(Stop);
        Assert.Equal((CareTaskKind.RegistrationClosed, server.People.Accounts[Role.Physician].Id, (DateTimeOffset?)null), (task.Kind, task.AssignedTo, task.DoneAt));
        Assert.Null((await db.Patients.AsNoTracking().SingleAsync(p => p.Id == server.People.OwnPatient, Stop)).RegisteredAt);

        using (var asks = server.Caller())
        {
            using var asked = await asks.PostAsync("/sign-in/link", Sending.Form(("email", server.People.Accounts[Role.Patient].Email!)), Stop);
            Assert.False(await db.Mails.AnyAsync(Stop));
        }

        using var physician = await server.AsAsync(Role.Physician);
        var access = $"/patients/{server.People.OwnPatient}/access";
        Assert.Contains("Closed: 5 times another date of birth", await physician.GetStringAsync(access + "?lang=en", Stop), StringComparison.Ordinal);
        using (await physician.PostAsync(access + "/link", null, Stop))
        {
        }

        Assert.NotNull((await db.Tasks.AsNoTracking().SingleAsync(Stop)).DoneAt);
        using var person = await server.AsAsync(Role.Patient);
        using var right = await AnswerAsync(server, person, Right);
        Assert.Equal($"/companion/{server.People.OwnPatient}", right.Headers.Location?.ToString());
        Assert.NotNull((await db.Patients.AsNoTracking().SingleAsync(p => p.Id == server.People.OwnPatient, Stop)).RegisteredAt);
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_more_tries()
    {
        await using var server = await StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(day => AnswerAsync(server, patient, $"1950-01-{day + 1:00}")));
        var heard = 0;
        foreach (var answer in answers)
        {
            heard += (await answer.Content.ReadAsStringAsync(Stop)).Contains("The date differs", StringComparison.Ordinal) ? 1 : 0;
            answer.Dispose();
        }

        Assert.True(heard < Registration.MostWrongDates, $"{heard} wrong dates were answered.");
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Single(await db.Tasks.AsNoTracking().ToListAsync(Stop));
    }

    [Fact]
    public async Task The_right_date_with_something_else_missing_costs_no_try_and_stores_nothing_without_the_agreement()
    {
        await using var server = await StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        for (var time = 0; time <= Registration.MostWrongDates; time++)
        {
            using var answer = await patient.PostAsync(Welcome(server) + "?lang=en", Sending.Form(("given", "Test"), ("family", "Solberg"), ("birth", Right)), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.DoesNotContain("This access is closed", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using var right = await AnswerAsync(server, patient, Right);
        Assert.Equal($"/companion/{server.People.OwnPatient}", right.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Passwords_tried_on_a_patients_address_give_no_tries_back()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere);
        var account = server.People.Accounts[Role.Patient];
        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.AccessFailedCount, Registration.MostWrongDates), Stop);
        using var browser = server.Browser();
        for (var time = 0; time < 12; time++)
        {
            using var refused = await browser.PostAsync("/sign-in", Sending.Form(("email", account.Email!), ("password", "a guess")), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.Equal(Registration.MostWrongDates, (await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id, Stop)).AccessFailedCount);
    }

    private static string Welcome(PracticeServer server) => $"/companion/{server.People.OwnPatient}/welcome";

    private static Task<HttpResponseMessage> AnswerAsync(PracticeServer server, HttpClient patient, string birth) =>
        patient.PostAsync(Welcome(server) + "?lang=en", Sending.Form(("given", "Test"), ("family", "Solberg"), ("birth", birth), ("agree", "yes")), Stop);

    /// <summary>A practice whose own patient was invited and has not registered yet.</summary>
    private static async Task<PracticeServer> StartAsync()
    {
        var server = await PracticeServer.StartAsync();
        await using var db = server.Database.Contexts.Create(server.People.Id);
        (await db.Patients.SingleAsync(p => p.Id == server.People.OwnPatient, Stop)).RegisteredAt = null;
        await db.SaveChangesAsync(Stop);
        return server;
    }
}
