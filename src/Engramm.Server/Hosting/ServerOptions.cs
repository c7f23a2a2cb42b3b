using System.Net;
using Engramm.Server.Mail;
using Engramm.Storage;

namespace Engramm.Server.Hosting;

/// <summary>Where a server keeps its things and listens. Read from the command line and from <c>ENGRAMM_*</c> variables.</summary>
public sealed record ServerOptions
{
    /// <summary>Folder of the database file and the master key.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of the clinical content.</summary>
    public required string ContentFolder { get; init; }

    public Engine Engine { get; init; } = Engine.Sqlite;

    /// <summary>PostgreSQL connection string; unused with SQLite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Address of the pages. 0 as port takes a free one.</summary>
    public string Url { get; init; } = "http://localhost:5080";

    /// <summary>
    /// Scheme and name under which browsers reach the practice through its TLS proxy, such as <c>https://practice.example</c>: the only
    /// source of links. Null where it is reached on its own machine alone.
    /// </summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Where monitors are heard: loopback unless an operator names another address, for the protocol has no encryption.</summary>
    public IPAddress MonitorAddress { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port for HL7 v2 messages of monitors; 0 takes a free one, null listens to none.</summary>
    public int? MonitorPort { get; init; } = 2575;

    /// <summary>Who takes the practice's mail; null when none is named: then links are handed over by a person.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>Path of the SQLite file.</summary>
    public string DatabaseFile => Path.Combine(DataFolder, "engramm.db");

    /// <summary>Remembers which content was last found right; may be deleted at any time.</summary>
    public string ContentSeal => Path.Combine(DataFolder, "content.checked");

    /// <summary>Path of the master key.</summary>
    public string KeyFile => Path.Combine(DataFolder, "keys", "master.key");
}
