using System.CommandLine;
using System.Net;
using Engramm.Server.Hosting;
using Engramm.Server.Mail;
using Engramm.Storage;

namespace Engramm.Server.Cli;

/// <summary>Options that several verbs share, each with its <c>ENGRAMM_*</c> variable.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data { get; } = new("--data") { Description = "Folder of the database and the keys (ENGRAMM_DATA)" };

    public static Option<Engine> Database { get; } = new("--database")
    {
        Description = "Sqlite or PostgreSql (ENGRAMM_DATABASE)",
        DefaultValueFactory = _ => Enum.TryParse<Engine>(Variable("DATABASE"), ignoreCase: true, out var engine) ? engine : Engine.Sqlite,
    };

    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = "PostgreSQL connection string (ENGRAMM_CONNECTION)",
        DefaultValueFactory = _ => Variable("CONNECTION"),
    };

    public static Option<int> Port { get; } = new("--port") { Description = "Port of the pages", DefaultValueFactory = _ => 5080 };

    public static Option<int> MonitorPort { get; } = new("--monitor-port") { Description = "TCP port for HL7 v2 messages of patient monitors", DefaultValueFactory = _ => 2575 };

    /// <summary>No variable on purpose: a server must not become reachable by what its surroundings say.</summary>
    public static Option<IPAddress?> MonitorAddress { get; } = new("--monitor-address")
    {
        Description = "Address on which monitors are heard; loopback if not given. Not encrypted: read the operator's manual first",
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
            {
                return address;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not an IP address. --monitor-address takes one address of this machine, such as 192.168.20.5. See --help.");
            return null;
        },
    };

    public static Option<string?> PublicAddress { get; } = new("--public-address")
    {
        Description = "Where browsers reach the practice through the TLS proxy: https://practice.example (ENGRAMM_PUBLIC_ADDRESS). Without it, on this machine only; a real practice with mail needs it",
        DefaultValueFactory = _ => Variable("PUBLIC_ADDRESS"),
    };

    public static Option<string?> MailServer { get; } = new("--mail-server")
    {
        Description = "Takes the practice's mail: smtps://host or smtp://host (ENGRAMM_MAIL_SERVER; user and password in ENGRAMM_MAIL_USER and ENGRAMM_MAIL_PASSWORD)",
        DefaultValueFactory = _ => Variable("MAIL_SERVER"),
    };

    public static Option<string?> MailFrom { get; } = new("--mail-from")
    {
        Description = "Sender of the practice's mail (ENGRAMM_MAIL_FROM)",
        DefaultValueFactory = _ => Variable("MAIL_FROM"),
    };

    /// <summary>The mail server that is named; null when none is.</summary>
    /// <exception cref="CalledWronglyException">It cannot be one.</exception>
    public static MailServer? Mail(ParseResult parsed) =>
        Server.Mail.MailServer.Read(parsed.GetValue(MailServer), parsed.GetValue(MailFrom), Variable("MAIL_USER"), Variable("MAIL_PASSWORD"));

    /// <summary>The public address that is given; null when none is.</summary>
    /// <exception cref="CalledWronglyException">It cannot be one.</exception>
    public static Uri? Public(ParseResult parsed) => Hosting.PublicAddress.Read(parsed.GetValue(PublicAddress));

    public static ServerOptions Read(ParseResult parsed, string defaultData) => new()
    {
        DataFolder = parsed.GetValue(Data) ?? Variable("DATA") ?? defaultData,
        ContentFolder = Content(),
        Engine = parsed.GetValue(Database),
        ConnectionString = parsed.GetValue(Connection),
        Url = $"http://localhost:{parsed.GetValue(Port)}",
        MonitorAddress = parsed.GetValue(MonitorAddress) ?? IPAddress.Loopback,
        MonitorPort = parsed.GetValue(MonitorPort),
    };

    /// <summary>The folder of clinical content (ENGRAMM_CONTENT).</summary>
    public static string Content() => Variable("CONTENT") ?? ContentFolder();

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("ENGRAMM_" + name);

    /// <summary>The content folder beside the program, or the one of the repository it was built in.</summary>
    private static string ContentFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var content = Path.Combine(folder.FullName, "content");
            if (Directory.Exists(Path.Combine(content, "schema")))
            {
                return content;
            }
        }

        throw new CommandFailedException("The folder 'content' was not found beside the program. Set ENGRAMM_CONTENT to it.");
    }
}
