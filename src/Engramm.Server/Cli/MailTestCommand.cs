using System.CommandLine;
using Engramm.Server.Mail;

namespace Engramm.Server.Cli;

internal static class MailTestCommand
{
    public static Command Create()
    {
        var to = new Argument<string>("address") { Description = "Where to" };
        var command = new Command("mail-test", "Send one mail without a link over the practice's mail server, and say what came of it.") { to, CommonOptions.MailServer, CommonOptions.MailFrom };
        command.SetAction(async (parsed, cancellation) =>
        {
            var server = CommonOptions.Mail(parsed) ?? throw new CalledWronglyException("No mail server is named. Give --mail-server (ENGRAMM_MAIL_SERVER) and --mail-from (ENGRAMM_MAIL_FROM).");
            try
            {
                using var connection = await server.ConnectAsync(cancellation);
                await connection.SendAsync(server.Message(parsed.GetValue(to)!, "Engramm", "Diese Praxis kann E-Mails verschicken.\n\nThis practice can send e-mail."), cancellation);
            }
            catch (Exception fault) when (MailFaults.Of(fault) is not null)
            {
                var (why, status) = MailFaults.Of(fault)!.Value;
                throw new CommandFailedException($"{server.Host}:{server.Port} did not take the mail: {why}{(status is { } number ? $", {number}" : string.Empty)}. It said: {fault.Message}");
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{server.Host}:{server.Port} took the mail. Whether it arrives, the receiver sees.");
            return 0;
        });
        return command;
    }
}
