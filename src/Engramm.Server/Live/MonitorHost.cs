using System.Net;
using Engramm.Exchange.Fhir;
using Engramm.Exchange.Hl7v2;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Server.Hosting;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Live;

/// <summary>Listens for monitors while the server runs. Simulated values are taken by a fictional practice alone.</summary>
public sealed class MonitorHost(
    ServerOptions options, MonitorDesk monitors, SessionDesk sessions, EngrammContexts contexts, PracticeProfile practice, PracticeClock clock, ILogger<MonitorHost> log) : IHostedService, IAsyncDisposable
{
    private MllpListener? listener;

    /// <summary>The port it listens on; null when it does not.</summary>
    public int? Port => listener?.Endpoint.Port;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await sessions.ResumeAsync(contexts, cancellationToken);
        await using (var db = contexts.Create(practice.Id))
        {
            if (await db.DeviceKeys.AnyAsync(k => k.RevokedAt == null, cancellationToken))
            {
                _ = Task.Run(ObservationReader.Prepare, CancellationToken.None);
            }
        }

        if (options.MonitorPort is not { } port)
        {
            return;
        }

        listener = new MllpListener(
            new MllpListenerOptions
            {
                Endpoint = new IPEndPoint(options.MonitorAddress, port),
                Reading = new MonitorReading { ZoneOf = _ => practice.Zone, TakesTraining = practice.IsFictional },
            },
            monitors.TakeAsync,
            clock,
            TimeProvider.System,
            log);
        listener.Start();
        if (!IPAddress.IsLoopback(options.MonitorAddress))
        {
            log.LogWarning("Monitors are heard on {Address}, without encryption: only the network segment of the monitors may reach it", listener.Endpoint);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (listener is { } listening)
        {
            listener = null;
            await listening.DisposeAsync();
        }
    }
}
