using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Cli;
using Engramm.Server.Mail;
using Engramm.Storage;
using Engramm.Server.Tests.Hosting;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Mail;

/// <summary>What a real practice writes leaves over SMTP, or somebody hears why it does not.</summary>
public sealed partial class MailSenderTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_link_asked_for_arrives_works_and_is_forgotten_here(Engine engine)
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, engine, mail: post.AsServer());
        var patient = server.People.Accounts[Role.Patient];
        using var browser = server.Browser();
        using var asked = await browser.PostAsync("/sign-in/link", Sending.Form(("email", patient.Email!)), Stop);
        await SendAsync(server, TimeProvider.System.GetUtcNow());

        var mail = await ReceivedAsync(post);
        Assert.Equal(patient.Email, Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal("post@praxis.example", Assert.Single(mail.From.Mailboxes).Address);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        var stored = await OnlyMailAsync(server);
        Assert.NotNull(stored.SentAt);
        Assert.Null(stored.Body);
        using var used = await browser.PostAsync(Link().Match(mail.TextBody!).Value, null, Stop);
        Assert.NotNull(used.CookieOf("engramm"));
        Assert.DoesNotContain(patient.Email!, server.Log.Text, StringComparison.OrdinalIgnoreCase);

        // Sent once, however often is looked.
        await SendAsync(server, TimeProvider.System.GetUtcNow().AddHours(1));
        Assert.Single(post.Received);
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_becomes_one_task_of_who_asked()
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: post.AsServer());
        var physician = server.People.Accounts[Role.Physician].Id;
        await WriteAsync(server, "refused@example.org", physician);
        await WriteAsync(server, "refused.too@example.org", physician);
        await WriteAsync(server, "taken@example.org", physician);
        await SendAsync(server, Now);

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var mails = await db.Mails.AsNoTracking().OrderBy(m => m.To).ToListAsync(Stop);
        Assert.All(mails[..2], m => Assert.Equal((MailFault.RecipientRefused, true, null), (m.Fault, m.FaultStatus >= 500, m.Body)));
        Assert.All(mails[..2], m => Assert.NotNull(m.GivenUpAt));
        Assert.NotNull(mails[2].SentAt);
        var task = await db.Tasks.AsNoTracking().SingleAsync(t => t.Kind == CareTaskKind.MailUndelivered, Stop);
        Assert.Equal((physician, server.People.OwnPatient), (task.AssignedTo, task.PatientId));
        Assert.DoesNotContain("example.org", server.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("nobody at example.org")]
    [InlineData("a@b@c")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_given_up_and_holds_nobody_up(string to)
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: post.AsServer(), services: NoneByItself);
        await WriteAsync(server, to, null);
        await WriteAsync(server, "taken@example.org", null);
        await SendAsync(server, Now);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        var given = await db.Mails.AsNoTracking().SingleAsync(m => m.To == to, Stop);
        Assert.Equal(MailFault.RecipientRefused, given.Fault);
        Assert.NotNull(given.GivenUpAt);
        Assert.Equal("taken@example.org", Assert.Single(post.Received).To.ToString());
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_with_longer_pauses_until_the_link_runs_out()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: MailReceiver.Nowhere, services: NoneByItself);
        await WriteAsync(server, "somebody@example.org", server.People.Accounts[Role.Physician].Id);
        var now = Now;
        foreach (var pause in (double[])[.25, 1, 2, 5, 15, 60, 60])
        {
            await SendAsync(server, now);
            var waiting = await OnlyMailAsync(server);
            Assert.Equal((MailFault.Unreachable, null, null), (waiting.Fault, waiting.SentAt, waiting.GivenUpAt));
            Assert.NotNull(waiting.Body);
            Assert.Equal(pause, (waiting.NextTryAt - now).TotalMinutes, 0.01);

            // Not before it is due.
            await SendAsync(server, waiting.NextTryAt.AddSeconds(-1));
            Assert.Equal(waiting.Tries, (await OnlyMailAsync(server)).Tries);
            now = waiting.NextTryAt;
        }

        await SendAsync(server, Now + MagicLink.InvitationLifetime);
        var over = await OnlyMailAsync(server);
        Assert.Equal((MailFault.Unreachable, null), (over.Fault, over.Body));
        Assert.NotNull(over.GivenUpAt);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.True(await db.Tasks.AnyAsync(t => t.Kind == CareTaskKind.MailUndelivered, Stop));
    }

    [Theory]
    [InlineData(MailEncryption.StartTls, false)]
    [InlineData(MailEncryption.StartTls, true)]
    [InlineData(MailEncryption.Tls, false)]
    public async Task Without_encryption_that_can_be_trusted_nothing_leaves(MailEncryption encryption, bool offersTls)
    {
        await using var post = await MailReceiver.StartAsync(offersTls);
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: post.AsServer(encryption), services: NoneByItself);
        await WriteAsync(server, "somebody@example.org", null);
        await SendAsync(server, Now);
        Assert.Equal(MailFault.NotTrusted, (await OnlyMailAsync(server)).Fault);
        Assert.Empty(post.Asked);
    }

    [Theory]
    [InlineData("right", null)]
    [InlineData("wrong", MailFault.SignInRefused)]
    public async Task It_signs_in_as_the_practice(string password, MailFault? expected)
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, mail: post.AsServer(user: "post", password: password), services: NoneByItself);
        await WriteAsync(server, "somebody@example.org", null);
        await SendAsync(server, Now);
        Assert.Equal(expected, (await OnlyMailAsync(server)).Fault);
        Assert.Equal(expected is null ? 1 : 0, post.Received.Count);
        Assert.DoesNotContain(password, server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_several_nodes_one_sends(Engine engine)
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(isFictional: false, engine, mail: post.AsServer(), services: NoneByItself);
        for (var n = 0; n < 8; n++)
        {
            await WriteAsync(server, $"person{n}@example.org", null);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SendAsync(server, Now), Stop)));
        Assert.Equal(8, post.Received.Count);
        Assert.Equal(8, post.Received.Select(m => m.To.ToString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_fictional_practice_sends_nothing()
    {
        await using var post = await MailReceiver.StartAsync();
        await using var server = await PracticeServer.StartAsync(mail: post.AsServer());
        await WriteAsync(server, "somebody@example.org", null);
        await SendAsync(server, Now);
        Assert.Empty(post.Asked);
        Assert.NotNull((await OnlyMailAsync(server)).Body);
    }

    [Theory]
    [InlineData("smtps://mail.praxis.example", "mail.praxis.example", 465, MailEncryption.Tls)]
    [InlineData("smtp://mail.praxis.example", "mail.praxis.example", 587, MailEncryption.StartTls)]
    [InlineData("smtp://mail.praxis.example:2525", "mail.praxis.example", 2525, MailEncryption.StartTls)]
    [InlineData("smtp://localhost", "localhost", 25, MailEncryption.None)]
    [InlineData("smtp://127.0.0.1:1025", "127.0.0.1", 1025, MailEncryption.None)]
    public void A_mail_server_is_read_as_written(string address, string host, int port, MailEncryption encryption)
    {
        var server = MailServer.Read(address, "Praxis am Hafen <post@praxis.example>", null, null)!;
        Assert.Equal((host, port, encryption, "post@praxis.example"), (server.Host, server.Port, server.Encryption, server.From.Address));
    }

    [Theory]
    [InlineData("mail.praxis.example", "post@praxis.example", null, null, "smtps://host")]
    [InlineData("https://mail.praxis.example", "post@praxis.example", null, null, "https://mail.praxis.example")]
    [InlineData("smtps://mail.praxis.example/inbox", "post@praxis.example", null, null, "smtps://host")]
    [InlineData("smtps://post:secret@mail.praxis.example", "post@praxis.example", null, null, "ENGRAMM_MAIL_PASSWORD")]
    [InlineData("smtps://mail.praxis.example", null, null, null, "--mail-from")]
    [InlineData("smtps://mail.praxis.example", "the practice", null, null, "the practice")]
    [InlineData("smtps://mail.praxis.example", "post@praxis.example", "post", null, "belong together")]
    [InlineData("smtps://mail.praxis.example", "post@praxis.example", null, "secret", "belong together")]
    public void What_cannot_be_a_mail_server_is_refused_with_what_can(string address, string? from, string? user, string? password, string says)
    {
        var refused = Assert.Throws<CalledWronglyException>(() => MailServer.Read(address, from, user, password));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_tries_the_mail_server()
    {
        await using var post = await MailReceiver.StartAsync();
        string[] call = ["--mail-from", "post@praxis.example", "--mail-server", $"smtp://localhost:{post.Port}"];
        var sent = await ServerProcess.RunAsync(["mail-test", "you@example.org", .. call], "", Stop);
        Assert.Equal(0, sent.ExitCode);
        Assert.Equal("you@example.org", Assert.Single(post.Received).To.ToString());
        var refused = await Verb.RunAsync(["mail-test", "refused@example.org", .. call]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("RecipientRefused", refused.Errors, StringComparison.Ordinal);
        var none = await Verb.RunAsync(["mail-test", "no address", .. call]);
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("RecipientRefused", none.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await Verb.RunAsync(["mail-test", "you@example.org"])).ExitCode);
    }

    /// <summary>A test says itself when is looked.</summary>
    private static void NoneByItself(IServiceCollection services)
    {
        foreach (var hosted in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(MailSender)).ToList())
        {
            services.Remove(hosted);
        }
    }

    internal static Task SendAsync(PracticeServer server, DateTimeOffset now) => server.App.Services.GetRequiredService<MailSender>().SendDueAsync(now, Stop);

    private static async Task<MimeKit.MimeMessage> ReceivedAsync(MailReceiver post)
    {
        while (post.Received.IsEmpty)
        {
            await Task.Yield();
            Stop.ThrowIfCancellationRequested();
        }

        return post.Received.Single();
    }

    private static async Task WriteAsync(PracticeServer server, string to, Guid? askedBy)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.Mails.Add(new OutgoingMail
        {
            Id = Guid.CreateVersion7(), AccountId = server.People.Accounts[Role.Patient].Id, AskedBy = askedBy, To = to, Subject = "Ihre Einladung", Body = "Ein Link",
            WrittenAt = Now, UselessAfter = Now + MagicLink.InvitationLifetime, NextTryAt = Now,
        });
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<OutgoingMail> OnlyMailAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Mails.AsNoTracking().SingleAsync(Stop);
    }

    [GeneratedRegex("/link/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
