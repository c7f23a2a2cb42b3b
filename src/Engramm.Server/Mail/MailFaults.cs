using System.Net.Sockets;
using Engramm.Care.Access;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Engramm.Server.Mail;

/// <summary>What a failed try means.</summary>
public static class MailFaults
{
    /// <summary>The reason and the mail server's number; null for what is no failure of mail.</summary>
    public static (MailFault Fault, int? Status)? Of(Exception fault) => fault switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refusal => (MailFault.RecipientRefused, (int)refusal.StatusCode),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refusal => (MailFault.SenderRefused, (int)refusal.StatusCode),
        // An address that cannot be written in a mail, or only as this server does not take it.
        FormatException => (MailFault.RecipientRefused, null),
        SmtpCommandException refusal => (MailFault.MessageRefused, (int)refusal.StatusCode),
        AuthenticationException => (MailFault.SignInRefused, null),
        SslHandshakeException or NotSupportedException => (MailFault.NotTrusted, null),
        SocketException or IOException or TimeoutException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException => (MailFault.Unreachable, null),
        _ => null,
    };

    /// <summary>Whether trying again is of no use: the server has said for good (5xx, RFC 5321) that it will not take this mail or this address, or nobody could.</summary>
    public static bool IsForGood(MailFault fault, int? status) => (fault is MailFault.RecipientRefused && status is null or >= 500) || (fault is MailFault.MessageRefused && status >= 500);
}
