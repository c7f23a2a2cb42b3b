using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>An administrator adds, closes and reopens colleagues' accounts; the colleague alone knows the password.</summary>
public sealed partial class UsersPageTests
{
    private const string Chosen = "seven slow green herons";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_physician_gets_a_link_shown_once_and_chooses_a_password_with_it()
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        var link = await AddAsync(administrator, ("name", "Dr. Neu"), ("email", "neu@praxis.example"), ("role", "Physician"), ("language", "en"));
        Assert.DoesNotContain(link, await administrator.GetStringAsync("/practice/users", Stop), StringComparison.Ordinal);

        using var browser = server.Browser();
        Assert.Contains("Dr. Neu", await browser.GetStringAsync(link, Stop), StringComparison.Ordinal);
        using var shortOne = await browser.PostAsync(link + "?lang=en", Sending.Form(("password", "herons"), ("again", "herons")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, shortOne.StatusCode);
        var shown = await shortOne.Content.ReadAsStringAsync(Stop);
        Assert.Contains("has 6 characters", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("herons", shown, StringComparison.Ordinal);
        using var differing = await browser.PostAsync(link, Sending.Form(("password", Chosen), ("again", Chosen + "s")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, differing.StatusCode);

        using var chosen = await browser.PostAsync(link, Sending.Form(("password", Chosen), ("again", Chosen)), Stop);
        Assert.Equal("/account/second-factor", chosen.Headers.Location!.OriginalString);
        Assert.Contains("totp-key", await browser.GetStringAsync("/account/second-factor", Stop), StringComparison.Ordinal);

        using var again = await browser.PostAsync(link, Sending.Form(("password", Chosen), ("again", Chosen)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        using var elsewhere = server.Browser();
        using var signedIn = await elsewhere.PostAsync("/sign-in", Sending.Form(("email", "neu@praxis.example"), ("password", Chosen)), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
    }

    [Fact]
    public async Task Another_link_ends_the_earlier_one_and_takes_away_no_second_factor()
    {
        await using var server = await PracticeServer.StartAsync();
        var nurse = server.People.Accounts[Role.Nurse];
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            (await db.Accounts.SingleAsync(a => a.Id == nurse.Id, Stop)).TwoFactorEnabled = true;
            await db.SaveChangesAsync(Stop);
        }

        using var administrator = await server.AsAsync(Role.Administrator);
        var first = await LinkAsync(administrator, $"/practice/users/{nurse.Id}/link");
        var second = await LinkAsync(administrator, $"/practice/users/{nurse.Id}/link");
        using var browser = server.Browser();
        using var over = await browser.PostAsync(first, Sending.Form(("password", Chosen), ("again", Chosen)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, over.StatusCode);
        using var chosen = await browser.PostAsync(second, Sending.Form(("password", Chosen), ("again", Chosen)), Stop);
        Assert.Equal("/sign-in", chosen.Headers.Location!.OriginalString);
        using var home = await browser.GetAsync("/patients", Stop);
        Assert.NotEqual(HttpStatusCode.OK, home.StatusCode);
        using var step = await browser.PostAsync("/sign-in", Sending.Form(("email", nurse.Email!), ("password", Chosen)), Stop);
        Assert.StartsWith("/sign-in/second", step.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "neu@praxis.example", "Nurse", "Der Name fehlt")]
    [InlineData("Neu", "neu", "Nurse", "„neu“ ist keine E-Mail-Adresse")]
    [InlineData("Neu", "", "Nurse", "„“ ist keine E-Mail-Adresse")]
    [InlineData("Neu", "neu@praxis.example", "", "Die Rolle fehlt")]
    [InlineData("Neu", "neu@praxis.example", "Patient", "Die Rolle fehlt")]
    public async Task What_cannot_be_an_account_is_refused_and_shown_again(string name, string email, string role, string fault)
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        using var answer = await administrator.PostAsync("/practice/users?lang=de", Sending.Form(("name", name), ("email", email), ("role", role), ("language", "de")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains(fault, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_has_an_account_is_refused()
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        var known = server.People.Spare.Email!;
        using var answer = await administrator.PostAsync("/practice/users?lang=de", Sending.Form(("name", "Neu"), ("email", known.ToUpperInvariant()), ("role", "Nurse"), ("language", "de")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("gibt es schon einen Zugang", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once_and_in_again_when_reopened()
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        using var nurse = await server.AsAsync(Role.Nurse);
        var account = server.People.Accounts[Role.Nurse].Id;
        Assert.Equal(HttpStatusCode.OK, await HomeOfAsync(nurse));
        using var closed = await administrator.PostAsync($"/practice/users/{account}/close", Sending.Form(), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, await HomeOfAsync(nurse));
        using var noLink = await administrator.PostAsync($"/practice/users/{account}/link", Sending.Form(), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, noLink.StatusCode);
        using var reopened = await administrator.PostAsync($"/practice/users/{account}/reopen", Sending.Form(), Stop);
        Assert.NotEqual(HttpStatusCode.OK, await HomeOfAsync(nurse));
        using var back = await server.AsAsync(Role.Nurse);
        Assert.Equal(HttpStatusCode.OK, await HomeOfAsync(back));

        using var own = await administrator.PostAsync($"/practice/users/{server.People.Accounts[Role.Administrator].Id}/close?lang=en", Sending.Form(), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Contains("Nobody can close their own account", await own.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patients_account_is_not_among_them()
    {
        await using var server = await PracticeServer.StartAsync();
        using var administrator = await server.AsAsync(Role.Administrator);
        var patient = server.People.Accounts[Role.Patient];
        Assert.DoesNotContain(patient.Email!, await administrator.GetStringAsync("/practice/users", Stop), StringComparison.Ordinal);
        using var closed = await administrator.PostAsync($"/practice/users/{patient.Id}/close", Sending.Form(), Stop);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.True((await db.Accounts.SingleAsync(a => a.Id == patient.Id, Stop)).IsActive);
    }

    private static async Task<HttpStatusCode> HomeOfAsync(HttpClient person)
    {
        using var answer = await person.GetAsync("/patients", Stop);
        return answer.StatusCode;
    }

    private static Task<string> AddAsync(HttpClient administrator, params (string, string)[] fields) => LinkAsync(administrator, "/practice/users", fields);

    /// <summary>The path of the link that the answer shows.</summary>
    private static async Task<string> LinkAsync(HttpClient administrator, string path, params (string, string)[] fields)
    {
        using var answer = await administrator.PostAsync(path, Sending.Form(fields), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Link().Match(await answer.Content.ReadAsStringAsync(Stop)).Groups["path"].Value;
    }

    [GeneratedRegex("data-link>https?://[^/]+(?<path>/link/[A-Za-z0-9_-]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
