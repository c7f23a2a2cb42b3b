using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Storage.SessionLog;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Live;

/// <summary>A log that a fault of an earlier version left behind takes no other session with it.</summary>
public sealed class UnreadableSessionTests
{
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("time.range", 51, "9999-12-31T23:59:59Z")]
    [InlineData("time.range", 51, "2016-01-01T00:00:00Z")]
    [InlineData("rate", 1e-9, null)]
    [InlineData("rate", 1e-7, null)]
    [InlineData("rate", 1e-6, null)]
    public async Task Such_an_entry_is_refused_in_words_and_the_session_goes_on(string code, double rate, string? time)
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        var start = Sending.Now(new InfusionStarted(new MillilitresPerHour(rate), "the pump ran already"));
        start = time is null ? start : start with { OccurredAt = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) };
        using var answer = await physician.CommandAsync(server.People.OwnSession, start, "?lang=en");
        var refused = await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop);
        Assert.Equal(code, refused!.Code);
        Assert.Contains("Possible is|is not possible".Split('|')[code is "rate" ? 1 : 0], refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", refused.Text, StringComparison.Ordinal);
        using var note = await physician.CommandAsync(server.People.OwnSession, Sending.Now(new NoteAdded("the session goes on")));
        Assert.Equal(HttpStatusCode.OK, note.StatusCode);
    }

    [Theory]
    [InlineData(1e-9, null)]
    [InlineData(1e-6, null)]
    [InlineData(51d, "9999-12-31T23:59:59Z")]
    [InlineData(null, null)]
    public async Task With_one_in_the_log_already_the_server_starts_and_the_other_sessions_work(double? rate, string? time)
    {
        await using var first = await PracticeServer.StartAsync();
        await WriteAsync(first, rate, time is null ? null : Never);

        await using var server = await first.StartAgainAsync();
        using var physician = await server.AsAsync(Role.Physician);
        using var note = await physician.CommandAsync(server.People.OtherSession, Sending.Now(new NoteAdded("works")));
        Assert.Equal(HttpStatusCode.OK, note.StatusCode);
        var board = await physician.GetStringAsync("/chairs?lang=en", Stop);
        Assert.Contains("Raum Brandner", board, StringComparison.Ordinal);
        Assert.Contains("Raum Solberg", board, StringComparison.Ordinal);

        var heard = new List<SessionNews>();
        var news = server.App.Services.GetRequiredService<NewsBoard>();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var lonely = ActivatorUtilities.CreateInstance<LonelySessions>(server.App.Services, new SessionWatch(clock));
        clock.Advance(TimeSpan.FromMinutes(1));
        await using var listening = news.ListenAsync(Stop).GetAsyncEnumerator(Stop);
        var next = listening.MoveNextAsync();
        await lonely.LookAsync(Stop);
        await lonely.LookAsync(Stop);
        Assert.True(await next);
        Assert.Equal((server.People.OwnSession, "Raum Solberg"), (listening.Current.SessionId, listening.Current.AloneAt));

        // What arises in the record of another person reaches their session.
        await server.App.Services.GetRequiredService<RecordHolds>().TellAllAsync(Stop);

        if (rate is null)
        {
            // Not an event at all: said once, to the log of the server and on the board.
            Assert.Single(server.Log.Text.Split('\n'), l => l.Contains("cannot be read", StringComparison.Ordinal));
            Assert.Contains("data-testid=\"unreadable\"", board, StringComparison.Ordinal);
        }
    }

    private static async Task WriteAsync(PracticeServer server, double? rate, DateTimeOffset? at)
    {
        var now = TimeProvider.System.GetUtcNow();
        var command = new SessionCommand(Guid.NewGuid(), at ?? now, server.People.Actor(Role.Physician), new InfusionStarted(new MillilitresPerHour(rate ?? 51), "the pump ran already"));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        db.SessionLog.Add(new SessionLogRow
        {
            PracticeId = server.People.Id,
            SessionId = server.People.OwnSession,
            Sequence = 2,
            Epoch = 1,
            CommandId = command.CommandId,
            OccurredAt = command.OccurredAt,
            RecordedAt = now,
            Json = rate is null ? """{"entry":{"kind":"rocketStarted"}}""" : SessionJson.Write(command.Store(2, now)),
        });
        await db.SaveChangesAsync(Stop);
    }
}
