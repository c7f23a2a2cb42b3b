using System.CommandLine;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Engramm.Server.Hosting;

namespace Engramm.Server.Cli;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the practice in the data folder.")
        {
            CommonOptions.Data, CommonOptions.Database, CommonOptions.Connection, CommonOptions.Port, CommonOptions.MonitorPort, CommonOptions.MonitorAddress,
            CommonOptions.PublicAddress, CommonOptions.MailServer, CommonOptions.MailFrom,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = await EngrammServer.BuildAsync(CommonOptions.Read(parsed, "data/practice") with { Mail = CommonOptions.Mail(parsed), PublicAddress = CommonOptions.Public(parsed) });
            await StartAsync(app, cancellation);
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        });
        return command;
    }

    /// <summary>Looks before anything is written: a demo that is running already keeps its database.</summary>
    /// <exception cref="CommandFailedException">Another program listens there.</exception>
    public static void RefuseBusyPort(ServerOptions options)
    {
        var port = new Uri(options.Url).Port;
        if (port != 0 && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == port))
        {
            throw Busy(options);
        }
    }

    /// <summary>Starts the server; a busy port becomes a message that says what to do.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        var options = app.Services.GetRequiredService<ServerOptions>();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Busy(options);
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new CommandFailedException($"TCP port {options.MonitorPort} for monitors is taken by another program. Stop it, or choose another: --monitor-port 2576.");
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw NotOurs(options);
        }
    }

    private static CommandFailedException NotOurs(ServerOptions options) =>
        new($"{options.MonitorAddress} is not an address of this machine. --monitor-address takes one of its own; without it monitors are heard on loopback.");

    private static CommandFailedException Busy(ServerOptions options) =>
        new($"{options.Url} is taken by another program. Stop it, or choose another port: --port 5081.");
}
