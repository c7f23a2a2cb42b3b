using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>How a patient gets in, as colleagues see and change it.</summary>
public sealed partial class AccessPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_mail_server_an_invitation_is_handed_over_once_and_leads_to_registration()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var nurse = server.Caller(await server.SignedInAsync(server.People.Accounts[Role.Nurse]));
        Assert.Contains("verschickt keine E-Mails", await nurse.GetStringAsync("/patients/invite", Stop), StringComparison.Ordinal);
        using var invited = await nurse.PostAsync(
            "/patients/invite", Sending.Form(("given", "Jule"), ("family", "Sander"), ("birth", "1990-05-04"), ("email", "jule@example.org"), ("language", "de")), Stop);
        Assert.Equal(HttpStatusCode.OK, invited.StatusCode);
        var link = Link().Match(await invited.Content.ReadAsStringAsync(Stop)).Value;

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Mails.AnyAsync(Stop));
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Email == "jule@example.org", Stop);
        Assert.DoesNotContain("data-link", await nurse.GetStringAsync($"/patients/{patient.Id}/access", Stop), StringComparison.Ordinal);
        using var browser = server.Browser();
        using var opened = await browser.PostAsync(link, null, Stop);
        Assert.Contains("welcome", opened.Headers.Location!.OriginalString, StringComparison.Ordinal);

        // A patient who asks for a link is not told to wait for a mail that nobody sends.
        using var asked = await browser.PostAsync("/sign-in/link?lang=de", Sending.Form(("email", "jule@example.org")), Stop);
        Assert.Contains("Bitten Sie die Praxis", await asked.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_just_invited_is_named_to_whoever_invited_and_to_nobody_else()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var invited = await nurse.PostAsync(
            "/patients/invite", Sending.Form(("given", "Jule"), ("family", "Sander"), ("birth", "1990-05-04"), ("email", "jule@example.org"), ("language", "de")), Stop);
        var next = invited.Headers.Location!.ToString();
        var page = await nurse.GetStringAsync(next + "&lang=en", Stop);
        Assert.Contains("Jule Sander is invited", page, StringComparison.Ordinal);
        Assert.Contains("jule@example.org", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/demo/outbox\"", page, StringComparison.Ordinal);

        using var coach = await server.AsAsync(Role.Coach);
        var other = await coach.GetStringAsync(next + "&lang=en", Stop);
        Assert.DoesNotContain("is invited", other, StringComparison.Ordinal);
        Assert.DoesNotContain("jule@example.org", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_ends_the_earlier_one_the_waiting_mail_and_the_task()
    {
        await using var server = await PracticeServer.StartAsync();
        var page = $"/patients/{server.People.OwnPatient}/access";
        await RegisteredAsync(server, null);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Tasks.Add(new CareTask
            {
                Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, Kind = CareTaskKind.MailUndelivered, AssignedTo = server.People.Accounts[Role.Nurse].Id,
                CreatedAt = TimeProvider.System.GetUtcNow(), DueAt = TimeProvider.System.GetUtcNow(),
            });
            await db.SaveChangesAsync(Stop);
        }

        using var nurse = await server.AsAsync(Role.Nurse);
        var first = await NewLinkAsync(server, nurse, page);
        var second = await NewLinkAsync(server, nurse, page);
        using var browser = server.Browser();
        using var over = await browser.PostAsync(first, null, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, over.StatusCode);
        using var works = await browser.PostAsync(second, null, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, works.StatusCode);
        await using var read = server.Database.Contexts.Create(server.People.Id);
        Assert.NotNull((await read.Tasks.AsNoTracking().SingleAsync(t => t.Kind == CareTaskKind.MailUndelivered, Stop)).DoneAt);
        Assert.Single(await read.Mails.AsNoTracking().ToListAsync(Stop));
    }

    [Fact]
    public async Task A_new_link_pressed_many_times_at_once_fails_for_nobody()
    {
        await using var server = await PracticeServer.StartAsync();
        var page = $"/patients/{server.People.OwnPatient}/access";
        using var nurse = await server.AsAsync(Role.Nurse);
        await NewLinkAsync(server, nurse, page);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var answer = await nurse.PostAsync(page + "/link", null, Stop);
            return answer.StatusCode;
        }));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.SeeOther, status));
    }

    [Fact]
    public async Task A_mistyped_address_is_corrected_before_registration_and_never_after()
    {
        await using var server = await PracticeServer.StartAsync();
        var page = $"/patients/{server.People.OwnPatient}/access";
        await RegisteredAsync(server, null);
        using var nurse = await server.AsAsync(Role.Nurse);
        foreach (var wrong in (string[])["no address", server.People.Accounts[Role.Nurse].Email!])
        {
            using var refused = await nurse.PostAsync(page + "/address", Sending.Form(("email", wrong)), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("f-email-fault", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using var corrected = await nurse.PostAsync(page + "/address", Sending.Form(("email", "right@example.org")), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, corrected.StatusCode);
        Assert.Equal("right@example.org", (await LastMailAsync(server)).To);
        Assert.Equal("right@example.org", await AddressAsync(server));

        await RegisteredAsync(server, TimeProvider.System.GetUtcNow());
        using var later = await nurse.PostAsync(page + "/address", Sending.Form(("email", "somebody.else@example.org")), Stop);
        Assert.Equal("right@example.org", await AddressAsync(server));
        Assert.DoesNotContain("name=\"email\"", await nurse.GetStringAsync(page, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_of_birth_written_down_wrongly_is_corrected_before_registration_and_never_after()
    {
        await using var server = await PracticeServer.StartAsync();
        var page = $"/patients/{server.People.OwnPatient}/access";
        await RegisteredAsync(server, null);
        using var nurse = await server.AsAsync(Role.Nurse);
        var recorded = await BirthAsync(server);
        foreach (var wrong in (string[])["", "04.05.1990", "1990-02-30", "1880-01-01", "2190-01-01"])
        {
            using var refused = await nurse.PostAsync(page + "/birth", Sending.Form(("birth", wrong)), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var shown = await refused.Content.ReadAsStringAsync(Stop);
            Assert.Contains("f-birth-fault", shown, StringComparison.Ordinal);

            // Said at this form alone, not at the one for the address.
            Assert.Single(Regex.Matches(shown, "href=\"#f-birth\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        Assert.Equal(recorded, await BirthAsync(server));

        // What closed the access before is over with it: the new link registers with the right date.
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            (await db.Accounts.SingleAsync(a => a.PatientId == server.People.OwnPatient, Stop)).AccessFailedCount = 5;
            await db.SaveChangesAsync(Stop);
        }

        var right = recorded.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using (var corrected = await nurse.PostAsync(page + "/birth", Sending.Form(("birth", right)), Stop))
        {
            Assert.Equal(HttpStatusCode.SeeOther, corrected.StatusCode);
        }

        Assert.Equal(recorded.AddDays(1), await BirthAsync(server));
        using var browser = server.Browser();
        using (var opened = await browser.PostAsync(Link().Match((await LastMailAsync(server)).Body!).Value, null, Stop))
        {
            var welcome = opened.Headers.Location!.OriginalString;
            using var registered = await browser.PostAsync(welcome, Sending.Form(("given", "A"), ("family", "B"), ("birth", right), ("phone", "030 123456"), ("agree", "yes")), Stop);
            Assert.DoesNotContain("welcome", registered.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        using var later = await nurse.PostAsync(page + "/birth", Sending.Form(("birth", "1970-01-01")), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
        Assert.Equal(recorded.AddDays(1), await BirthAsync(server));
        Assert.DoesNotContain("name=\"birth\"", await nurse.GetStringAsync(page, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_a_mail_is_said_with_the_reason_and_what_to_do()
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: post.AsServer());
        await RegisteredAsync(server, null);
        using var nurse = server.Caller(await server.SignedInAsync(server.People.Accounts[Role.Nurse]));
        var page = $"/patients/{server.People.OwnPatient}/access";
        using var corrected = await nurse.PostAsync(page + "/address", Sending.Form(("email", "refused@example.org")), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, corrected.StatusCode);
        Assert.Contains("Not sent yet", await nurse.GetStringAsync(page + "?lang=en", Stop), StringComparison.Ordinal);
        await MailSenderTests.SendAsync(server, TimeProvider.System.GetUtcNow());
        var shown = await nurse.GetStringAsync(page + "?lang=en", Stop);
        Assert.Contains("it has not reached the person", shown, StringComparison.Ordinal);
        Assert.Contains("refuses the person&#x27;s address", shown, StringComparison.Ordinal);

        using var again = await nurse.PostAsync(page + "/address", Sending.Form(("email", "taken@example.org")), Stop);
        await MailSenderTests.SendAsync(server, TimeProvider.System.GetUtcNow());
        Assert.Contains("Taken by the mail server", await nurse.GetStringAsync(page + "?lang=en", Stop), StringComparison.Ordinal);
    }

    private static async Task<string> NewLinkAsync(PracticeServer server, HttpClient nurse, string page)
    {
        using var made = await nurse.PostAsync(page + "/link", null, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        return Link().Match((await LastMailAsync(server)).Body!).Value;
    }

    private static async Task<OutgoingMail> LastMailAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Mails.AsNoTracking().OrderByDescending(m => m.WrittenAt).FirstAsync(Stop);
    }

    private static async Task<string?> AddressAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Accounts.AsNoTracking().Where(a => a.PatientId == server.People.OwnPatient).Select(a => a.Email).SingleAsync(Stop);
    }

    private static async Task<DateOnly> BirthAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Patients.AsNoTracking().Where(p => p.Id == server.People.OwnPatient).Select(p => p.BirthDate).SingleAsync(Stop);
    }

    private static async Task RegisteredAsync(PracticeServer server, DateTimeOffset? at)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        (await db.Patients.SingleAsync(p => p.Id == server.People.OwnPatient, Stop)).RegisteredAt = at;
        await db.SaveChangesAsync(Stop);
    }

    [GeneratedRegex("/link/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
