using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace Engramm.Server.Tests.Identity;

/// <summary>Signing in to a real practice, step by step over HTTP as a browser does.</summary>
public sealed partial class SignInTests
{
    private const string Wrong = "four other words here";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_sets_up_the_second_factor_and_then_signs_in_with_it()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var first = server.Browser();
        var (key, recovery) = await EnrolAsync(server, first, Role.Physician);
        Assert.Equal(10, recovery.Count);
        Assert.Equal("/patients", await LocationAsync(first, "/home"));

        using var later = server.Browser();
        using var password = await PasswordAsync(server, later, Role.Physician);
        Assert.Equal("/sign-in/second?return=%2Fhome", password.Headers.Location?.ToString());
        Assert.StartsWith("/sign-in", await LocationAsync(later, "/home"), StringComparison.Ordinal);

        using var wrong = await later.PostAsync("/sign-in/second", Sending.Form(("code", OtherThan(Code(key)))), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.StartsWith("/sign-in", await LocationAsync(later, "/home"), StringComparison.Ordinal);

        using var right = await later.PostAsync("/sign-in/second", Sending.Form(("code", Code(key))), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "/home"), (right.StatusCode, right.Headers.Location?.ToString()));
        Assert.Equal("/patients", await LocationAsync(later, "/home"));
    }

    [Fact]
    public async Task Without_a_second_factor_a_colleague_of_a_real_practice_gets_nowhere()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var browser = server.Browser();
        using var password = await PasswordAsync(server, browser, Role.Physician);
        Assert.Equal("/account/second-factor", password.Headers.Location?.ToString());

        Assert.Equal("/account/second-factor", await LocationAsync(browser, "/home"));
        using var events = await browser.GetAsync($"/api/sessions/{server.People.OwnSession}/events?after=0", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, events.StatusCode);
        using var command = await browser.CommandAsync(server.People.OwnSession, Sending.Now(new Engramm.Sessions.Entries.InfusionStopped()));
        Assert.Equal(HttpStatusCode.Unauthorized, command.StatusCode);
        Assert.Single(await server.LogOfAsync(server.People.OwnSession));
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var first = server.Browser();
        var (_, recovery) = await EnrolAsync(server, first, Role.Nurse);

        foreach (var status in (HttpStatusCode[])[HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity])
        {
            using var browser = server.Browser();
            using var password = await PasswordAsync(server, browser, Role.Nurse);
            using var answer = await browser.PostAsync("/sign-in/second", Sending.Form(("code", recovery[0])), Stop);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Eight_wrong_passwords_close_the_account_even_for_the_right_one()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var browser = server.Browser();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            using var wrong = await PasswordAsync(server, browser, Role.Therapist, Wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("E-Mail oder Passwort stimmen nicht", await TextAsync(wrong), StringComparison.Ordinal);
        }

        using var right = await PasswordAsync(server, browser, Role.Therapist);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Contains("15 Minuten gesperrt", await TextAsync(right), StringComparison.Ordinal);
        Assert.Null(right.CookieOf("engramm"));

        // Another colleague is not concerned.
        using var other = await PasswordAsync(server, browser, Role.Nurse);
        Assert.Equal(HttpStatusCode.SeeOther, other.StatusCode);
    }

    [Fact]
    public async Task Eight_wrong_codes_close_the_account_too()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var first = server.Browser();
        var (key, _) = await EnrolAsync(server, first, Role.Physician);
        using var browser = server.Browser();
        using var password = await PasswordAsync(server, browser, Role.Physician);
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            using var wrong = await browser.PostAsync("/sign-in/second", Sending.Form(("code", OtherThan(Code(key)))), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var right = await browser.PostAsync("/sign-in/second", Sending.Form(("code", Code(key))), Stop);
        Assert.Equal("/sign-in", right.Headers.Location?.ToString());
        Assert.Null(right.CookieOf("engramm"));
    }

    [Fact]
    public async Task Patients_and_people_who_left_have_no_password()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var coach = await db.Accounts.SingleAsync(a => a.Role == Role.Coach, Stop);
            coach.IsActive = false;
            await db.SaveChangesAsync(Stop);
        }

        using var browser = server.Browser();
        foreach (var role in (Role[])[Role.Coach, Role.Patient])
        {
            using var answer = await PasswordAsync(server, browser, role);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_sign_in_ends_when_the_account_is_closed_or_its_stamp_renewed()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var coach = await server.AsAsync(Role.Coach);
        Assert.Equal("/patients", await LocationAsync(nurse, "/home"));
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            (await db.Accounts.SingleAsync(a => a.Id == server.People.Accounts[Role.Nurse].Id, Stop)).SecurityStamp = Guid.NewGuid().ToString("N");
            (await db.Accounts.SingleAsync(a => a.Role == Role.Coach, Stop)).IsActive = false;
            await db.SaveChangesAsync(Stop);
        }

        Assert.StartsWith("/sign-in", await LocationAsync(nurse, "/home"), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", await LocationAsync(coach, "/home"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/patients", "/patients")]
    [InlineData("//elsewhere.example", "/home")]
    [InlineData("https://elsewhere.example/", "/home")]
    [InlineData("/\\elsewhere.example", "/home")]
    [InlineData("/\t/elsewhere.example", "/home")]
    [InlineData("/\n/elsewhere.example", "/home")]
    public async Task After_signing_in_one_stays_on_this_server(string asked, string leads)
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var first = server.Browser();
        var (key, _) = await EnrolAsync(server, first, Role.Physician);
        using var browser = server.Browser();
        using var password = await PasswordAsync(server, browser, Role.Physician);
        using var answer = await browser.PostAsync("/sign-in/second", Sending.Form(("code", Code(key)), ("return", asked)), Stop);
        Assert.Equal(leads, answer.Headers.Location?.ToString());
    }

    private static async Task<(string Key, IReadOnlyList<string> Recovery)> EnrolAsync(PracticeServer server, HttpClient browser, Role role)
    {
        using var password = await PasswordAsync(server, browser, role);
        Assert.Equal("/account/second-factor", password.Headers.Location?.ToString());
        var key = TotpKey().Match(await browser.GetStringAsync("/account/second-factor", Stop)).Groups["key"].Value;
        using var wrong = await browser.PostAsync("/account/second-factor", Sending.Form(("code", OtherThan(Code(key)))), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await browser.PostAsync("/account/second-factor", Sending.Form(("code", Code(key))), Stop);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        return (key, [.. RecoveryCode().Matches(await right.Content.ReadAsStringAsync(Stop)).Select(m => m.Groups["code"].Value)]);
    }

    private static Task<HttpResponseMessage> PasswordAsync(PracticeServer server, HttpClient browser, Role role, string password = TestKit.SeededPractice.Password) =>
        browser.PostAsync("/sign-in", Sending.Form(("email", server.People.Accounts[role].Email!), ("password", password)), Stop);

    private static async Task<string?> LocationAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Stop);
        return answer.Headers.Location?.ToString();
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

    private static string Code(string key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp();

    /// <summary>A code that does not fit: the server also takes the neighbouring half minutes, so the odds of a hit are a few in a million.</summary>
    private static string OtherThan(string code) => code is "000000" ? "111111" : "000000";

    [GeneratedRegex("""id="totp-key">(?<key>[A-Z2-7]+)<""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TotpKey();

    [GeneratedRegex("<code>(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecoveryCode();
}
