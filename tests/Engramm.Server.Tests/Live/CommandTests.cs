using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Server.Live;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Live;

public class CommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_sent_twice_is_applied_once_and_answered_the_same()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var command = Sending.Now(new NoteAdded("once"));

        using var first = await nurse.CommandAsync(server.People.OwnSession, command);
        using var again = await nurse.CommandAsync(server.People.OwnSession, command);

        Assert.Equal(new CommandAnswer(2, Known: false), await first.Content.ReadFromJsonAsync<CommandAnswer>(Stop));
        Assert.Equal(new CommandAnswer(2, Known: true), await again.Content.ReadFromJsonAsync<CommandAnswer>(Stop));
        Assert.Single(await server.LogOfAsync(server.People.OwnSession), e => e.CommandId == command.CommandId);
    }

    [Fact]
    public async Task The_same_command_on_many_connections_at_once_is_applied_once()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var command = Sending.Now(new NoteAdded("once"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var answer = await nurse.CommandAsync(server.People.OwnSession, command);
            return (await answer.Content.ReadFromJsonAsync<CommandAnswer>(Stop))!;
        }));

        Assert.All(answers, a => Assert.Equal(2, a.Sequence));
        Assert.Single(answers, a => !a.Known);
        Assert.Equal(2, (await server.LogOfAsync(server.People.OwnSession)).Count);
    }

    [Fact]
    public async Task What_follows_from_an_entry_is_drawn_when_it_is_sent_again_after_a_failure()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var command = Sending.Now(new MonitorAttached("BED-3", "Raum Solberg"));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER fails BEFORE UPDATE ON Sessions BEGIN SELECT RAISE(ABORT, 'the head cannot be written'); END", Stop);
        using var failed = await nurse.CommandAsync(server.People.OwnSession, command);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(2, (await server.LogOfAsync(server.People.OwnSession)).Count);
        Assert.Null(await MonitorAsync());

        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER fails", Stop);
        using var again = await nurse.CommandAsync(server.People.OwnSession, command);
        Assert.Equal(new CommandAnswer(2, Known: true), await again.Content.ReadFromJsonAsync<CommandAnswer>(Stop));
        Assert.Equal("BED-3", await MonitorAsync());

        Task<string?> MonitorAsync() => db.Sessions.AsNoTracking().Where(s => s.Id == server.People.OwnSession).Select(s => s.MonitorId).SingleAsync(Stop);
    }

    [Fact]
    public async Task The_one_who_is_signed_in_has_written_it_whatever_the_command_says()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var command = Sending.Now(new NoteAdded("mine")) with { By = server.People.Actor(Role.Physician) };
        using var answer = await nurse.CommandAsync(server.People.OwnSession, command);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(server.People.Actor(Role.Nurse), (await server.LogOfAsync(server.People.OwnSession))[^1].By);
    }

    [Theory]
    [InlineData(7, HttpStatusCode.OK)]
    [InlineData(8, HttpStatusCode.Conflict)]
    public async Task The_password_of_a_second_person_at_the_pump_is_not_guessed_without_end(int wrong, HttpStatusCode right)
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var nurse = server.Caller(await server.SignedInAsync(server.People.Accounts[Role.Nurse]));
        using var first = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(new PumpChecked(PumpCheck.First, Agrees: true, "LOT-77")));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        nurse.DefaultRequestHeaders.Add("X-Engramm-Second", server.People.Accounts[Role.Physician].Id.ToString());
        async Task<(HttpStatusCode, string)> SecondAsync(string password)
        {
            nurse.DefaultRequestHeaders.Remove("X-Engramm-Second-Password");
            nurse.DefaultRequestHeaders.Add("X-Engramm-Second-Password", password);
            using var answer = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(new PumpChecked(PumpCheck.Second, Agrees: true)), "?lang=en");
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }

        for (var attempt = 1; attempt <= wrong; attempt++)
        {
            var (refused, words) = await SecondAsync("four other words here");
            Assert.Equal(HttpStatusCode.Conflict, refused);
            Assert.Contains("is not confirmed", words, StringComparison.Ordinal);
        }

        var (status, said) = await SecondAsync(TestKit.SeededPractice.Password);
        Assert.Equal(right, status);
        Assert.Equal(right == HttpStatusCode.Conflict, said.Contains("wrong too often", StringComparison.Ordinal));
        Assert.Equal(right == HttpStatusCode.OK, (await server.LogOfAsync(server.People.OwnSession)).Any(e => e.Entry is PumpChecked { Check: PumpCheck.Second } && e.By == server.People.Actor(Role.Physician)));
    }

    [Theory]
    [InlineData("de", "Die Infusion ist noch nicht gestartet.")]
    [InlineData("en", "The infusion has not started.")]
    public async Task A_refusal_is_a_sentence_in_the_persons_language(string language, string sentence)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(new InfusionResumed()), "?lang=" + language);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(new CommandRefused("notStarted", sentence), await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop));
        Assert.Single(await server.LogOfAsync(server.People.OwnSession));
    }

    [Fact]
    public async Task Only_a_physician_starts_without_a_reason_and_a_therapist_gives_no_orders()
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        using var start = await therapist.CommandAsync(server.People.OwnSession, Sending.Now(new InfusionStarted(new Quantities.MillilitresPerHour(51), "on my own")));
        Assert.Equal("role", (await start.Content.ReadFromJsonAsync<CommandRefused>(Stop))!.Code);
        using var stop = await therapist.CommandAsync(server.People.OwnSession, Sending.Now(new InfusionStopped()));
        Assert.Equal(HttpStatusCode.OK, stop.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KANARIENVOGEL")]
    [InlineData("{\"commandId\":\"KANARIENVOGEL\"}")]
    [InlineData("{\"entry\":{\"kind\":\"KANARIENVOGEL\"}}")]
    [InlineData("{\"commandId\":\"5b8a1d7e-1111-4222-8333-444455556666\",\"occurredAt\":\"2026-11-23T09:00:00+00:00\",\"by\":{\"id\":\"x\",\"displayName\":\"x\",\"role\":\"Nurse\"},\"entry\":{\"kind\":\"noteAdded\",\"text\":\"x\",\"extra\":\"KANARIENVOGEL\"}}")]
    public async Task What_is_no_command_is_refused_and_not_repeated(string text)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.PostAsync($"/api/sessions/{server.People.OwnSession}/commands", Sending.Json(text), Stop);
        var refused = await answer.Content.ReadFromJsonAsync<CommandRefused>(Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "unreadable"), (answer.StatusCode, refused!.Code));
        Assert.DoesNotContain("KANARIENVOGEL", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("KANARIENVOGEL", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_too_large_is_refused()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.CommandAsync(server.People.OwnSession, Sending.Now(new NoteAdded(new string('x', 300_000))));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_stream_says_that_there_is_news_and_the_events_are_read_by_number()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var stream = await nurse.GetAsync("/api/news", HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Stop));
        // The clock's first line says that the stream listens.
        Assert.NotNull(await LineAsync(lines, "event: clock"));

        using var physician = await server.AsAsync(Role.Physician);
        var command = Sending.Now(new NoteAdded("news"));
        using var stored = await physician.CommandAsync(server.People.OwnSession, command);

        Assert.NotNull(await LineAsync(lines, "event: news"));
        var data = await LineAsync(lines, "data: ");
        Assert.Contains(server.People.OwnSession.ToString(), data, StringComparison.Ordinal);
        Assert.Contains("\"upTo\":2", data, StringComparison.Ordinal);
        Assert.DoesNotContain("noteAdded", data, StringComparison.Ordinal);
        var events = await nurse.GetFromJsonAsync<IReadOnlyList<SessionEvent>>($"/api/sessions/{server.People.OwnSession}/events?after=1", SessionJson.Options, Stop);
        Assert.Equal(command.CommandId, Assert.Single(events!).CommandId);
    }

    private static async Task<string?> LineAsync(StreamReader lines, string start)
    {
        while (await lines.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }
}
