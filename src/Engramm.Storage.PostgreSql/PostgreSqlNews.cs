using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Engramm.Storage.PostgreSql;

/// <summary>
/// How the nodes of a practice tell each other that there is something new. Outside the transaction of an append: PostgreSQL lets only one
/// transaction that tells something commit at a time, over the whole server. A notice may therefore be lost when its node dies; whoever
/// listens also looks for itself now and then.
/// </summary>
public sealed class PostgreSqlNews : IAsyncDisposable
{
    /// <summary>The channel of all nodes. A notice is owner, session and number with blanks between, or "watching" and a session.</summary>
    public const string Channel = "engramm_sessions";

    private const string Watching = "watching ";
    private readonly string connectionString;
    private readonly NpgsqlDataSource telling;

    /// <summary>Connects with the first call.</summary>
    /// <param name="connectionString">The database of all nodes.</param>
    public PostgreSqlNews(string connectionString)
    {
        this.connectionString = connectionString;

        // A notice is worth nothing after a crash: its commit need not wait for the disk.
        telling = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c synchronous_commit=off", MaxPoolSize = 2 });
    }

    /// <summary>Listens until cancelled or until the connection is lost, which throws.</summary>
    /// <param name="told">Which process has written, in which session, and up to which number. Also called for what this process told.</param>
    /// <param name="watched">A node says that this session is looked at there.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NpgsqlException">The connection is lost: notices may have been missed.</exception>
    public async Task ListenAsync(Action<Guid, Guid, long> told, Action<Guid> watched, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 5, Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        connection.Notification += (_, notice) =>
        {
            if (notice.Payload.Split(' ') is [var owner, var session, var number])
            {
                told(Guid.Parse(owner), Guid.Parse(session), long.Parse(number, CultureInfo.InvariantCulture));
            }
            else if (notice.Payload.StartsWith(Watching, StringComparison.Ordinal))
            {
                watched(Guid.Parse(notice.Payload[Watching.Length..]));
            }
        };
        await using (var command = new NpgsqlCommand("LISTEN " + Channel, connection))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        while (true)
        {
            await connection.WaitAsync(cancellation);
        }
    }

    /// <summary>Tells all nodes, in one transaction, what a process has written.</summary>
    /// <param name="process">Who wrote.</param>
    /// <param name="written">Sessions with their last numbers.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NpgsqlException">The database is away: nobody was told.</exception>
    public Task TellAsync(Guid process, IEnumerable<(Guid Session, long UpTo)> written, CancellationToken cancellation) =>
        TellAsync([.. written.Select(w => string.Create(CultureInfo.InvariantCulture, $"{process} {w.Session} {w.UpTo}"))], cancellation);

    /// <summary>Tells all nodes, in one transaction, which sessions are looked at here.</summary>
    /// <param name="sessions">The sessions; with none nothing is told.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NpgsqlException">The database is away: nobody was told.</exception>
    public Task TellWatchedAsync(IEnumerable<Guid> sessions, CancellationToken cancellation) =>
        TellAsync([.. sessions.Select(s => Watching + s)], cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => telling.DisposeAsync();

    private async Task TellAsync(string[] notices, CancellationToken cancellation)
    {
        if (notices.Length > 0)
        {
            await using var tell = telling.CreateCommand("SELECT pg_notify($1, notice) FROM unnest($2) AS notice");
            tell.Parameters.Add(new() { Value = Channel });
            tell.Parameters.Add(new() { Value = notices, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await tell.ExecuteNonQueryAsync(cancellation);
        }
    }
}
