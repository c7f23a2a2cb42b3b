using System.Net;
using Engramm.Care.Access;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>The facts the rules of eligibility ask for: whoever may write them reaches the form, and a slip of the hand is refused beside its field.</summary>
public class FactsFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_named_therapist_opens_the_form_stores_an_answer_and_comes_back_to_a_page_that_opens()
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        var patient = server.People.OwnPatient;
        Assert.Contains($"/patients/{patient}/eligibility/facts", await TextAsync(therapist, $"/patients/{patient}/assessment"), StringComparison.Ordinal);
        var form = await TextAsync(therapist, Facts(patient));
        Assert.Contains("fact.seizure-ever", form, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"/patients/{patient}/eligibility\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"/patients/{patient}/consent\"", form, StringComparison.Ordinal);

        using var stored = await therapist.PostAsync(Facts(patient), Sending.Form(("fact.seizure-ever", "no")), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, stored.StatusCode);
        await TextAsync(therapist, stored.Headers.Location!.ToString());
        Assert.Equal("no", Assert.Single(await StoredAsync(server, "seizure-ever")));

        using var other = await therapist.GetAsync(Facts(server.People.OtherPatient), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Fact]
    public async Task A_nurse_reads_the_facts_and_cannot_write_them()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var form = await TextAsync(nurse, Facts(server.People.OwnPatient));
        Assert.Contains("fact.seizure-ever", form, StringComparison.Ordinal);
        Assert.Contains($"\"/patients/{server.People.OwnPatient}/eligibility\"", form, StringComparison.Ordinal);
        using var refused = await nurse.PostAsync(Facts(server.People.OwnPatient), Sending.Form(("fact.seizure-ever", "no")), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("resting-systolic", "13", "60 bis 300")]
    [InlineData("resting-systolic", "1300", "60 bis 300")]
    [InlineData("resting-diastolic", "7,8", "30 bis 200")]
    [InlineData("adequate-antidepressant-trials", "20", "0 bis 19")]
    public async Task A_number_ten_times_off_is_refused_beside_its_field_with_what_is_allowed_and_stays_there(string key, string entered, string allowed)
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        using var answer = await therapist.PostAsync(Facts(server.People.OwnPatient) + "?lang=de", Sending.Form(("fact." + key, entered), ("fact.seizure-ever", "no")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains($"„{entered}“ liegt außerhalb von {allowed}", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{entered}\"", page, StringComparison.Ordinal);
        Assert.Empty(await StoredAsync(server, "seizure-ever"));
    }

    [Theory]
    [InlineData("resting-systolic", "130")]
    [InlineData("resting-systolic", "190")]
    [InlineData("resting-diastolic", "78")]
    [InlineData("adequate-antidepressant-trials", "2")]
    public async Task A_number_that_can_be_is_taken_also_when_it_frightens(string key, string entered)
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        using var answer = await therapist.PostAsync(Facts(server.People.OwnPatient), Sending.Form(("fact." + key, entered)), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(entered, Assert.Single(await StoredAsync(server, key))?.Split(' ')[0]);
    }

    private static string Facts(Guid patient) => $"/patients/{patient}/eligibility/facts";

    private static async Task<string> TextAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<List<string?>> StoredAsync(PracticeServer server, string key)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Facts.AsNoTracking().Where(f => f.PatientId == server.People.OwnPatient && f.Key == key).Select(f => f.Value).ToListAsync(Stop);
    }
}
