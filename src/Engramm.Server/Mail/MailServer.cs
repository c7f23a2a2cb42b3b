using System.Net;
using Engramm.Server.Cli;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Engramm.Server.Mail;

/// <summary>How the way to a mail server is kept from being read.</summary>
public enum MailEncryption
{
    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>TLS before anything that matters is said; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>None: only to a relay on this machine.</summary>
    None,
}

/// <summary>The mail server that takes the practice's mail.</summary>
/// <param name="Host">Its name, as its certificate says it.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Encryption">How the way there is protected.</param>
/// <param name="From">The practice as sender.</param>
/// <param name="SignIn">User and password; null where the server asks for nobody.</param>
public sealed record MailServer(string Host, int Port, MailEncryption Encryption, MailboxAddress From, NetworkCredential? SignIn)
{
    private const int LongestSeconds = 20;

    /// <summary>What an operator wrote; null when no server is named.</summary>
    /// <param name="address"><c>smtps://host</c> (TLS, port 465), <c>smtp://host</c> (STARTTLS, port 587) or <c>smtp://localhost</c> (a relay on this machine, port 25).</param>
    /// <param name="from">The sender, as <c>post@practice.example</c> or <c>Practice &lt;post@practice.example&gt;</c>.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="password">With what.</param>
    /// <exception cref="CalledWronglyException">One of them cannot be.</exception>
    public static MailServer? Read(string? address, string? from, string? user, string? password)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0 || uri.PathAndQuery is not ("" or "/"))
        {
            throw new CalledWronglyException($"'{address}' names no mail server. Allowed: smtps://host[:port] (TLS) or smtp://host[:port] (STARTTLS; without encryption on localhost only).");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new CalledWronglyException("The mail server's address must not hold user or password: others can read it in the list of processes. Set ENGRAMM_MAIL_USER and ENGRAMM_MAIL_PASSWORD.");
        }

        if (!MailboxAddress.TryParse(from, out var sender) || !sender.Address.Contains('@', StringComparison.Ordinal))
        {
            throw new CalledWronglyException($"'{from}' is no sender. A mail server needs --mail-from (ENGRAMM_MAIL_FROM), such as \"Praxis am Hafen <post@practice.example>\".");
        }

        if (string.IsNullOrEmpty(user) != string.IsNullOrEmpty(password))
        {
            throw new CalledWronglyException("ENGRAMM_MAIL_USER and ENGRAMM_MAIL_PASSWORD belong together: set both or neither.");
        }

        var encryption = uri.Scheme is "smtps" ? MailEncryption.Tls : IsHere(uri.Host) ? MailEncryption.None : MailEncryption.StartTls;
        var port = uri.Port > 0 ? uri.Port : encryption switch { MailEncryption.Tls => 465, MailEncryption.StartTls => 587, _ => 25 };
        return new MailServer(uri.Host, port, encryption, sender, string.IsNullOrEmpty(user) ? null : new NetworkCredential(user, password));
    }

    /// <summary>A mail of the practice.</summary>
    public MimeMessage Message(string to, string subject, string body)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = body } };
        message.From.Add(From);
        message.To.Add(new MailboxAddress(null, to));
        // Nobody's absence note answers a link (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>A connection that is signed in.</summary>
    /// <remarks>Throws what <see cref="MailFaults.Of"/> understands.</remarks>
    public async Task<SmtpClient> ConnectAsync(CancellationToken cancellation)
    {
        // A certificate is checked in full; whether it was revoked is not asked, because many practices let nothing but mail out.
        var client = new SmtpClient { Timeout = LongestSeconds * 1000, CheckCertificateRevocation = false };
        try
        {
            var options = Encryption switch { MailEncryption.Tls => SecureSocketOptions.SslOnConnect, MailEncryption.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None };
            await client.ConnectAsync(Host, Port, options, cancellation);
            if (SignIn is not null)
            {
                await client.AuthenticateAsync(SignIn, cancellation);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static bool IsHere(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
