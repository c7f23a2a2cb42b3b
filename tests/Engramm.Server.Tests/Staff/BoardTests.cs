using Engramm.Care.Access;
using Engramm.Quantities;
using Engramm.Server.Live;
using Engramm.Sessions.Entries;
using Engramm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Staff;

/// <summary>The board of chairs shows names and values to those who may read the session; everybody else sees the chair and that it alarms.</summary>
public class BoardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_therapist_sees_the_named_patients_and_of_the_others_only_the_chair()
    {
        await using var server = await PracticeServer.StartAsync();
        var label = MinimalPlan.For(server.People.OtherSession).Patient.Label;
        using var therapist = await server.AsAsync(Role.Therapist);
        var board = await BoardAsync(therapist);
        Assert.Contains(server.People.OwnSession.ToString(), board, StringComparison.Ordinal);
        Assert.DoesNotContain(server.People.OtherSession.ToString(), board, StringComparison.Ordinal);
        var other = After(board, "Raum Brandner", board.IndexOf("data-testid=\"other-chair\"", StringComparison.Ordinal));
        Assert.DoesNotContain(label, other, StringComparison.Ordinal);
        Assert.DoesNotContain("<dl", other, StringComparison.Ordinal);

        // The twin: a nurse reads every session, and the name and the values stand there.
        using var nurse = await server.AsAsync(Role.Nurse);
        var all = await BoardAsync(nurse);
        Assert.DoesNotContain("other-chair", all, StringComparison.Ordinal);
        Assert.Contains(label, After(all, "Raum Brandner", 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_at_another_chair_is_shown_without_what_it_is_about()
    {
        await using var server = await PracticeServer.StartAsync();
        var desk = server.App.Services.GetRequiredService<SessionDesk>();
        var started = Sending.Now(new InfusionStarted(new MillilitresPerHour(51), "a test of the board")) with { OccurredAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(30) };
        await desk.ApplyAsync(server.People.OtherSession, started, server.People.Actor(Role.Nurse), Stop);
        Assert.NotEmpty((await desk.StateAsync(server.People.OtherSession, Stop)).ActiveAlarms(TimeProvider.System.GetUtcNow()));
        using var therapist = await server.AsAsync(Role.Therapist);
        var other = After(await BoardAsync(therapist), "Raum Brandner", 0);
        Assert.Contains("Alarm at this chair", other, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>", other, StringComparison.Ordinal);
    }

    private static Task<string> BoardAsync(HttpClient http) => http.GetStringAsync(new Uri("/chairs?lang=en", UriKind.Relative), Stop);

    private static string After(string page, string words, int from)
    {
        var at = page.IndexOf(words, from, StringComparison.Ordinal);
        Assert.True(at > 0, $"'{words}' is not on the page.");
        var end = page.IndexOf("</article>", at, StringComparison.Ordinal);
        return page[at..end];
    }
}
