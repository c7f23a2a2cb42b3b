using System.Net;
using System.Text.Json;
using Engramm.Care.Access;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Companion;

/// <summary>What is written on the phone keeps its day, and nothing written is lost when it is refused.</summary>
public class DiaryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(153)]
    public async Task An_entry_keeps_the_day_it_was_written_on_however_late_it_comes(int daysAgo)
    {
        await using var server = await PracticeServer.StartAsync();
        var made = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var entry = await SendAsync(server, made);
        Assert.InRange(entry.At, made.AddSeconds(-1), made.AddSeconds(5));
        Assert.InRange(Math.Abs(entry.Day.DayNumber - DateOnly.FromDateTime(made.UtcDateTime).DayNumber), 0, 1);
        Assert.InRange(entry.ReceivedAt, made.AddDays(daysAgo).AddSeconds(-1), made.AddDays(daysAgo).AddMinutes(2));
    }

    [Fact]
    public async Task A_phone_whose_clock_is_fast_has_written_it_when_it_arrives()
    {
        await using var server = await PracticeServer.StartAsync();
        var entry = await SendAsync(server, TimeProvider.System.GetUtcNow().AddDays(3));
        Assert.InRange(entry.At, entry.ReceivedAt.AddSeconds(-30), entry.ReceivedAt);
    }

    [Fact]
    public async Task Without_script_a_refused_entry_is_shown_again_with_all_of_it_and_the_reason_beside_the_field()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var text = new string('y', 2100);
        using var answer = await patient.PostAsync(Path(server) + "?lang=en", Sending.Form(("note", text), ("pain", "7"), ("activity", "yes")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.Matches("id=\"f-note-fault\".*The text has 2100 characters; 2000 fit at most", page);
        Assert.Matches("name=\"pain\" value=\"7\" checked", page);
        Assert.Matches("name=\"activity\" value=\"yes\" checked", page);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Diary.AnyAsync(Stop));

        using var taken = await patient.PostAsync(Path(server), Sending.Form(("note", text[..2000]), ("pain", "7")), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal(2000, (await db.Diary.SingleAsync(Stop)).Note!.Length);
    }

    [Fact]
    public async Task A_character_that_is_no_text_is_refused_and_blocks_nothing()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await patient.PostAsync(
            Path(server), Sending.Json(JsonSerializer.Serialize(new { id = Guid.NewGuid(), madeAt = TimeProvider.System.GetUtcNow(), pain = "7", note = "a\0b" })), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.False(await db.Diary.AnyAsync(Stop));
    }

    [Fact]
    public async Task A_value_that_is_not_on_offer_is_refused_with_the_value()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await patient.PostAsync(Path(server) + "?lang=en", Sending.Form(("pain", "11")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("“11” is not on offer", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_keeps_thoughts_that_were_too_long()
    {
        await using var server = await PracticeServer.StartAsync();
        using var patient = await server.AsAsync(Role.Patient);
        var text = new string('z', 2001);
        using var answer = await patient.PostAsync($"/companion/{server.People.OwnPatient}/education/edu-6", Sending.Form(("reflection", text)), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static string Path(PracticeServer server) => $"/companion/{server.People.OwnPatient}/diary";

    private static async Task<Care.Diary.DiaryEntry> SendAsync(PracticeServer server, DateTimeOffset madeAt)
    {
        using var patient = await server.AsAsync(Role.Patient);
        using var answer = await patient.PostAsync(Path(server), Sending.Json(JsonSerializer.Serialize(new { id = Guid.NewGuid(), madeAt, pain = "5" })), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Diary.AsNoTracking().SingleAsync(Stop);
    }
}
