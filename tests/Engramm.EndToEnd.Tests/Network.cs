using System.Net;
using System.Net.Sockets;

namespace Engramm.EndToEnd.Tests;

/// <summary>
/// The cable between a tablet and the server, which can be pulled: bytes are taken and go nowhere, as behind a dead access point. When
/// it is mended, the connections of before are gone.
/// </summary>
public sealed class Network : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Uri server;
    private readonly Task accepting;
    private volatile CancellationTokenSource whole = new();
    private volatile bool isCut;

    public Network(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Where the tablet finds the server.</summary>
    public Uri Address { get; }

    /// <summary>Pulls the cable.</summary>
    public void Cut() => isCut = true;

    /// <summary>Plugs it in again.</summary>
    public async Task MendAsync()
    {
        var before = whole;
        whole = new CancellationTokenSource();
        isCut = false;
        await before.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await whole.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(ending.Token), whole.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task CarryAsync(TcpClient tablet, CancellationToken cancellation)
    {
        using (tablet)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(server.Host, server.Port, cancellation);
                await Task.WhenAny(CopyAsync(tablet.GetStream(), far.GetStream(), cancellation), CopyAsync(far.GetStream(), tablet.GetStream(), cancellation));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                if (!isCut)
                {
                    await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
