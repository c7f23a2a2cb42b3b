using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Server.Hosting;
using Engramm.Storage;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Mail;

/// <summary>
/// Sends what a real practice has written. Of several nodes the one that takes a mail first tries it; whoever dies between sending and
/// saying so sends it a second time, which costs a patient nothing. What cannot be delivered becomes a task of the colleague who asked for it.
/// </summary>
public sealed partial class MailSender(ServerOptions options, EngrammContexts contexts, PracticeProfile practice, ILogger<MailSender> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    /// <summary>For so long a mail is tried by one node and no other.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(2);

    /// <summary>The pauses between tries, the last one again and again. Short at first: a link to sign in lives for 15 minutes.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Tries what is due.</summary>
    /// <param name="now">Real time.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task SendDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (practice.IsFictional || options.Mail is not { } server)
        {
            return;
        }

        await using var db = contexts.Create(practice.Id);
        var due = await db.Mails.Where(m => m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now).OrderBy(m => m.NextTryAt).Take(20).ToListAsync(cancellation);
        SmtpClient? connection = null;
        try
        {
            foreach (var mail in due)
            {
                if (await TakeAsync(db, mail, now, cancellation))
                {
                    connection = await TryAsync(server, connection, mail, now, cancellation);
                    if (mail.GivenUpAt is not null)
                    {
                        await TellAsync(db, mail, now, cancellation);
                    }

                    await db.SaveChangesAsync(cancellation);
                    if (mail.Fault is MailFault.Unreachable or MailFault.NotTrusted or MailFault.SignInRefused && mail.GivenUpAt is null)
                    {
                        // The others would wait for the same.
                        return;
                    }
                }
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Mail is null)
        {
            return;
        }

        using var beat = new PeriodicTimer(LookEvery);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SendDueAsync(TimeProvider.System.GetUtcNow(), stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // Whatever it is: a mail must never end a server on which a session runs. The next look comes, and the one in hand waits its two minutes.
                    LogLookFailed(fault.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    /// <summary>Whether this node has it now: another may have looked at the same moment.</summary>
    private static async Task<bool> TakeAsync(EngrammDbContext db, OutgoingMail mail, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = mail.NextTryAt;
        var until = now + Taken;
        return await db.Mails.Where(m => m.Id == mail.Id && m.NextTryAt == before && m.SentAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextTryAt, until), cancellation) == 1;
    }

    private async Task<SmtpClient?> TryAsync(MailServer server, SmtpClient? connection, OutgoingMail mail, DateTimeOffset now, CancellationToken cancellation)
    {
        if (mail.UselessAfter <= now)
        {
            GiveUp(mail, mail.Fault ?? MailFault.TooLate, now);
            return connection;
        }

        mail.Tries++;
        try
        {
            connection = connection is { IsConnected: true } ? connection : await server.ConnectAsync(cancellation);
            await connection.SendAsync(server.Message(mail.To, mail.Subject, mail.Body!), cancellation);
            (mail.SentAt, mail.Body, mail.Fault, mail.FaultStatus) = (now, null, null, null);
            return connection;
        }
        catch (Exception fault) when (MailFaults.Of(fault) is not null)
        {
            var (why, status) = MailFaults.Of(fault)!.Value;
            (mail.Fault, mail.FaultStatus) = (why, status);
            LogNotSent(mail.Id, why, status, mail.Tries);
            if (MailFaults.IsForGood(why, status))
            {
                GiveUp(mail, why, now);
            }
            else
            {
                mail.NextTryAt = now + Pauses[Math.Min(mail.Tries, Pauses.Length) - 1];
            }

            return connection;
        }
    }

    private static void GiveUp(OutgoingMail mail, MailFault why, DateTimeOffset now) => (mail.GivenUpAt, mail.Body, mail.Fault) = (now, null, why);

    /// <summary>A task for the colleague who asked for the mail; one is enough however many mails failed.</summary>
    private static async Task TellAsync(EngrammDbContext db, OutgoingMail mail, DateTimeOffset now, CancellationToken cancellation)
    {
        var patient = await db.Accounts.Where(a => a.Id == mail.AccountId).Select(a => a.PatientId).SingleOrDefaultAsync(cancellation);
        if (mail.AskedBy is { } colleague && patient is { } about
            && !await db.Tasks.AnyAsync(t => t.PatientId == about && t.Kind == CareTaskKind.MailUndelivered && t.AssignedTo == colleague && t.DoneAt == null, cancellation))
        {
            db.Add(new CareTask { Id = Guid.CreateVersion7(), PatientId = about, Kind = CareTaskKind.MailUndelivered, AssignedTo = colleague, CreatedAt = now, DueAt = now.AddDays(1), Subject = mail.Id });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} was not sent: {Fault}, status {Status}, try {Tries}.")]
    private partial void LogNotSent(Guid mail, MailFault fault, int? status, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A look for mails ended with {Fault}. The next one comes.")]
    private partial void LogLookFailed(string fault);
}
