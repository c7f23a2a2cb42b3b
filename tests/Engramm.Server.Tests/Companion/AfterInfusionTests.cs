using System.Net;
using System.Net.Http.Json;
using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Sessions.Entries;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Companion;

/// <summary>What the leaflet of an infusion promises to ask stands on the phone's first screen on the days it names.</summary>
public class AfterInfusionTests
{
    private static readonly int[] Promised = [1, 3, 7];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_come_on_days_one_three_and_seven_of_the_practices_calendar_until_they_are_answered()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        await TurnAsync(server, MinutesTo(server, TimeSpan.FromHours(12)) + (24 * 60));
        await AnswerAsync(server, patient);
        await DischargeAsync(server);
        Assert.Null(await AskedAsync(server, patient));

        // The day changes at the practice's midnight, not a day later to the minute.
        var midnight = MinutesTo(server, TimeSpan.Zero);
        await TurnAsync(server, midnight - 5);
        Assert.Null(await AskedAsync(server, patient));
        await TurnAsync(server, 10);
        Assert.Equal(1, await AskedAsync(server, patient));
        await AnswerAsync(server, patient);
        Assert.Null(await AskedAsync(server, patient));

        // Day two asks nothing; day three is asked until day seven takes its place.
        await TurnAsync(server, 24 * 60);
        Assert.Null(await AskedAsync(server, patient));
        foreach (var day in (int[])[3, 3, 3, 3, 7])
        {
            await TurnAsync(server, 24 * 60);
            Assert.Equal(day, await AskedAsync(server, patient));
        }

        await AnswerAsync(server, patient);
        Assert.Null(await AskedAsync(server, patient));
    }

    [Fact]
    public async Task A_session_that_was_called_off_asks_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        await AnswerAsync(server, patient);
        using var physician = await server.AsAsync(Role.Physician);
        using (var answer = await physician.CommandAsync(server.People.OwnSession, Sending.Now(new SessionCancelled("Fever this morning"))))
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }

        await TurnAsync(server, 24 * 60);
        Assert.Null(await AskedAsync(server, patient));
    }

    /// <summary>Starts outside the gate, ends, and is discharged by the physician with a reason.</summary>
    private static async Task DischargeAsync(PracticeServer server)
    {
        using var physician = await server.AsAsync(Role.Physician);
        foreach (var (minutesAgo, entry) in ((int, SessionEntry)[])
            [(180, new InfusionStarted(new Quantities.MillilitresPerHour(51), "Pump was running, order of Dr. Falkenberg")), (140, new InfusionEnded()), (0, new DischargeSigned("Goes home with her sister, seen by me"))])
        {
            using var answer = await physician.CommandAsync(server.People.OwnSession, Sending.Now(entry) with { OccurredAt = ClockOf(server).GetUtcNow().AddMinutes(-minutesAgo) });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    /// <summary>For which day the first screen asks; null when it does not ask.</summary>
    private static async Task<int?> AskedAsync(PracticeServer server, HttpClient patient)
    {
        var page = await patient.GetStringAsync($"/companion/{server.People.OwnPatient}?lang=en", Stop);
        var days = Promised.Where(day => page.Contains($"Day {day} after the infusion", StringComparison.Ordinal)).ToList();
        Assert.Equal(days.Count == 1, page.Contains("/questionnaires/phq-9", StringComparison.Ordinal));
        return days.Count == 1 ? days[0] : null;
    }

    private static async Task AnswerAsync(PracticeServer server, HttpClient patient)
    {
        using var answer = await patient.PostAsync(
            $"/companion/{server.People.OwnPatient}/questionnaires/phq-9?lang=en", Sending.Form([.. Enumerable.Range(1, 9).Select(item => ($"phq9-{item}", "0"))]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static PracticeClock ClockOf(PracticeServer server) => server.App.Services.GetRequiredService<PracticeClock>();

    /// <summary>Minutes until the practice's wall clock shows this time the next time.</summary>
    private static double MinutesTo(PracticeServer server, TimeSpan time)
    {
        var zone = server.App.Services.GetRequiredService<PracticeProfile>().Zone;
        var local = TimeZoneInfo.ConvertTime(ClockOf(server).GetUtcNow(), zone).TimeOfDay;
        return ((time - local).TotalMinutes + (24 * 60)) % (24 * 60);
    }

    private static async Task TurnAsync(PracticeServer server, double minutes)
    {
        using var browser = server.Browser();
        using var turned = await browser.PostAsJsonAsync("/demo/clock", new ClockTurn(minutes, null), Stop);
        Assert.Equal(HttpStatusCode.OK, turned.StatusCode);
    }
}
