using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engramm.Server.Tests.Staff;

/// <summary>A message that disagrees with the chair waits for a person: discarded with a reason, or attached once a named colleague confirms.</summary>
public sealed partial class HeldMessageTests
{
    private const string Device = "00E0F1FFFE5A0001";
    private const string Stranger = "MRN-4711";
    private static readonly SimulatedVitals Vitals = new(71, 97, 14, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_held_is_shown_as_one_question_with_the_reason_and_no_guess()
    {
        await using var server = await PracticeServer.StartAsync();
        await HoldAsync(server, Stranger, 3);
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);
        Assert.Single(Key().Matches(page).Select(m => m.Groups["key"].Value).Distinct(StringComparer.Ordinal));
        Assert.Contains("3 Nachrichten", page, StringComparison.Ordinal);
        Assert.Contains("nennt eine andere Person", page, StringComparison.Ordinal);
        Assert.Contains($"„{Stranger}“, hier unbekannt", page, StringComparison.Ordinal);
        Assert.Contains("Puls 71 /min", page, StringComparison.Ordinal);
        Assert.Contains("3 Nachrichten", WebUtility.HtmlDecode(await nurse.GetStringAsync("/patients?lang=de", Stop)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Discarding_needs_a_reason_closes_the_task_and_keeps_the_message(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        await HoldAsync(server, Stranger, 2);
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SettleAsync(nurse, page, "discard", ("discard-reason", "kurz")));
        Assert.Equal(HttpStatusCode.SeeOther, await SettleAsync(nurse, page, "discard", ("discard-reason", "Alter Patient im Gerät")));

        await using var db = server.Database.Contexts.Create(server.People.Id);
        var rows = await db.HeldMessages.ToListAsync(Stop);
        Assert.All(rows, r => Assert.Equal(
            (HeldSettlement.Discarded, "Alter Patient im Gerät", (Guid?)server.People.Accounts[Role.Nurse].Id), (r.Settlement!.Value, r.SettlementReason, r.SettledBy)));
        Assert.All(rows, r => Assert.NotEmpty(server.Database.Master.Open(r.Sealed)));
        Assert.NotNull((await db.Tasks.SingleAsync(Stop)).DoneAt);
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
        Assert.Contains("2 verworfen von Test nurse", await PageAsync(nurse), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attaching_needs_the_name_of_who_confirmed_and_writes_values_and_note_once()
    {
        await using var server = await PracticeServer.StartAsync();
        await HoldAsync(server, Stranger, 2);
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SettleAsync(nurse, page, "attach", ("attach-reason", "Nummer war noch die alte")));
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
        var physician = server.People.Accounts[Role.Physician];
        foreach (var _ in (int[])[1, 2])
        {
            Assert.Equal(
                HttpStatusCode.SeeOther,
                await SettleAsync(nurse, page, "attach", ("attach-reason", "Nummer war noch die alte"), ("confirmed", physician.Id.ToString())));
        }

        var log = await server.LogOfAsync(server.People.OwnSession);
        Assert.Equal(2, log.Count(e => e.Entry is VitalsObserved { Source: ValueSource.Monitor, DeviceId: Device }));
        var note = Assert.Single(log, e => e.Entry is NoteAdded);
        Assert.Equal(server.People.Actor(Role.Nurse), note.By);
        Assert.Contains(physician.DisplayName, ((NoteAdded)note.Entry).Text, StringComparison.Ordinal);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.All(await db.HeldMessages.ToListAsync(Stop), r => Assert.Equal((HeldSettlement.Attached, (Guid?)physician.Id), (r.Settlement!.Value, r.ConfirmedBy)));
        Assert.NotNull((await db.Tasks.SingleAsync(Stop)).DoneAt);
    }

    [Fact]
    public async Task Values_that_name_somebody_in_a_session_of_their_own_cannot_be_attached()
    {
        await using var server = await PracticeServer.StartAsync();
        await HoldAsync(server, server.People.OtherPatient.ToString(), 1);
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);
        Assert.Contains("Test Brandner (aus dieser Praxis)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bestätigt zuordnen", page, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await SettleAsync(nurse, page, "attach", ("attach-reason", "Trotzdem bitte hierher"), ("confirmed", server.People.Spare.Id.ToString())));
        Assert.DoesNotContain(await server.LogOfAsync(server.People.OwnSession), e => e.Entry is VitalsObserved);
    }

    [Fact]
    public async Task A_message_that_came_after_the_page_was_opened_stays_open_and_so_does_the_task()
    {
        await using var server = await PracticeServer.StartAsync();
        await HoldAsync(server, Stranger, 1);
        using var nurse = await server.AsAsync(Role.Nurse);
        var page = await PageAsync(nurse);
        await SendAsync(server, Stranger, "LATER");
        Assert.Equal(HttpStatusCode.SeeOther, await SettleAsync(nurse, page, "discard", ("discard-reason", "Alter Patient im Gerät")));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Equal("LATER", Assert.Single(await db.HeldMessages.Where(h => h.SettledAt == null).ToListAsync(Stop)).ControlId);
        Assert.Null((await db.Tasks.SingleAsync(Stop)).DoneAt);
    }

    private static async Task HoldAsync(PracticeServer server, string named, int messages)
    {
        using var nurse = await server.AsAsync(Role.Nurse);
        var tie = Sending.Now(new MonitorAttached(Device, "Raum Solberg"));
        using var answer = await nurse.CommandAsync(server.People.OwnSession, tie with { OccurredAt = tie.OccurredAt - TimeSpan.FromMinutes(1) });
        Assert.True(answer.IsSuccessStatusCode);
        foreach (var i in Enumerable.Range(1, messages))
        {
            await SendAsync(server, named, "C-" + i);
        }
    }

    private static async Task SendAsync(PracticeServer server, string named, string control)
    {
        await using var client = new MllpClient("127.0.0.1", server.MonitorPort, TimeProvider.System, NullLogger.Instance);
        var message = new SimulatedMonitor(Device, "Raum 1", [named]).Write(Vitals, TimeProvider.System.GetUtcNow(), control);
        Assert.Equal(AckCode.Accepted, (await client.SendAsync(message, control, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop)).Code);
    }

    private static async Task<string> PageAsync(HttpClient http) => WebUtility.HtmlDecode(await http.GetStringAsync("/monitors/held?lang=de", Stop));

    /// <summary>Sends the form of the first question as the page holds it.</summary>
    private static async Task<HttpStatusCode> SettleAsync(HttpClient http, string page, string what, params (string Name, string Value)[] fields)
    {
        var key = Key().Match(page).Groups["key"].Value;
        using var answer = await http.PostAsync(
            $"/monitors/held/{key}/{what}",
            Sending.Form([("up-to", UpTo().Match(page).Groups["ticks"].Value), .. fields.Select(f => ($"{f.Name}.{key}", f.Value))]), Stop);
        return answer.StatusCode;
    }

    [GeneratedRegex("action=\"/monitors/held/(?<key>[0-9a-f]{16})/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex("name=\"up-to\" value=\"(?<ticks>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UpTo();
}
