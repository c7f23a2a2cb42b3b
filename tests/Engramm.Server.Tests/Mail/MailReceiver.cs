using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engramm.Server.Mail;
using Engramm.TestKit;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Engramm.Server.Tests.Mail;

/// <summary>A mail server on loopback that takes what comes over real TCP, except for addresses that begin with <c>refused</c> (for good) or <c>later</c>.</summary>
internal sealed class MailReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly SmtpServer.SmtpServer server;
    private readonly Task running;
    private readonly X509Certificate2? certificate;

    private MailReceiver(bool offersTls)
    {
        Port = ServerProcess.FreePort();
        certificate = offersTls ? SelfSigned() : null;
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(e =>
            {
                e.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication();
                if (certificate is not null)
                {
                    e.Certificate(certificate);
                }
            })
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(this));
        services.Add(new Filter(this));
        services.Add(new Door());
        server = new SmtpServer.SmtpServer(options, services);
        running = server.StartAsync(ending.Token);
    }

    /// <summary>A mail server that is named and not there.</summary>
    public static MailServer Nowhere { get; } = At(1);

    public int Port { get; }

    public ConcurrentQueue<MimeMessage> Received { get; } = new();

    /// <summary>Addresses that somebody wanted to send to, whatever became of it.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<MailReceiver> StartAsync(bool offersTls = false)
    {
        var receiver = new MailReceiver(offersTls);
        while (!await IsThereAsync(receiver.Port))
        {
            await Task.Yield();
        }

        return receiver;
    }

    /// <summary>The practice's way to it.</summary>
    public MailServer AsServer(MailEncryption encryption = MailEncryption.None, string? user = null, string? password = null) =>
        At(Port) with { Encryption = encryption, SignIn = user is null ? null : new NetworkCredential(user, password) };

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        server.Shutdown();
        await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        ending.Dispose();
        certificate?.Dispose();
    }

    private static MailServer At(int port) => new("localhost", port, MailEncryption.None, new MailboxAddress("Praxis am Hafen", "post@praxis.example"), null);

    private static async Task<bool> IsThereAsync(int port)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class Store(MailReceiver receiver) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            receiver.Received.Enqueue(MimeMessage.Load(stream, cancellationToken));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Filter(MailReceiver receiver) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
        {
            receiver.Asked.Enqueue(to.AsAddress());
            return Task.FromResult(!to.User.StartsWith("refused", StringComparison.Ordinal));
        }
    }

    private sealed class Door : IUserAuthenticator
    {
        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(string.Equals(user + ":" + password, "post:right", StringComparison.Ordinal));
    }
}
