using System.Globalization;
using Engramm.Storage.SessionLog;
using Npgsql;

namespace Engramm.Storage.PostgreSql;

/// <summary>
/// Hears what any node has written to a session: PostgreSQL hands on the notice that <see cref="SessionLogStore"/> gives within the
/// transaction of the append, so a notice never comes for something that is not there.
/// </summary>
public static class PostgreSqlNews
{
    private const string Watching = "watching ";

    /// <summary>Listens until cancelled or until the connection is lost, which throws.</summary>
    /// <param name="connectionString">The database of all nodes.</param>
    /// <param name="told">Who wrote, which session, and up to which number.</param>
    /// <param name="watched">Another node says that this session is looked at there.</param>
    /// <param name="watchedHere">The sessions looked at here, which the others are told.</param>
    /// <param name="every">How often they are told.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="NpgsqlException">The connection is lost: notices may have been missed.</exception>
    public static async Task ListenAsync(string connectionString, Action<Guid, Guid, long> told, Action<Guid> watched, Func<IReadOnlyList<Guid>> watchedHere, TimeSpan every, CancellationToken cancellation)
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
        await using (var command = new NpgsqlCommand("LISTEN " + SessionLogStore.Channel, connection))
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }

        while (true)
        {
            await connection.WaitAsync(every, cancellation);
            foreach (var session in watchedHere())
            {
                await using var tell = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = SessionLogStore.Channel }, new() { Value = Watching + session } } };
                await tell.ExecuteNonQueryAsync(cancellation);
            }
        }
    }
}
