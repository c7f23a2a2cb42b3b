using System.Globalization;
using System.Net;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Storage;
using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Tests.Staff;

/// <summary>Weight, allergies, stop word: what is unknown until somebody asks, and stays readable when it is corrected.</summary>
public class BodyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_corrected_weight_keeps_the_old_one_readable_with_who_and_how(Engine engine)
    {
        await using var server = await PracticeServer.StartAsync(engine: engine);
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Equal(HttpStatusCode.SeeOther, await WeighAsync(server, nurse, "70,5", "Told"));
        Assert.Equal(HttpStatusCode.SeeOther, await WeighAsync(server, nurse, "71,5", "Scale"));

        var patient = await PatientAsync(server);
        Assert.Equal((71.5, (WeightMethod?)WeightMethod.Scale), (patient.WeightKg!.Value, patient.WeighedHow));
        var page = await PageAsync(server, nurse);
        Assert.Contains("Gewicht: 68,0 kg → 70,5 kg", page, StringComparison.Ordinal);
        Assert.Contains("Gewicht: 70,5 kg → 71,5 kg", page, StringComparison.Ordinal);
        Assert.Contains("nach eigener Angabe → auf der Waage", page, StringComparison.Ordinal);
        Assert.Contains("Test nurse", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "70.5", "ist nicht eindeutig")]
    [InlineData("en", "70,5", "can be read in two ways")]
    [InlineData("de", "7,05", "liegt außerhalb")]
    [InlineData("de", "siebzig", "ist keine Zahl")]
    [InlineData("de", "", "Bitte eine Zahl eintragen")]
    public async Task A_weight_nobody_can_read_is_refused_beside_the_field_and_kept_there(string language, string entered, string message)
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.PostAsync($"{Path(server)}/weight?lang={language}", Weight(entered, "Scale"), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await TextAsync(answer);
        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{entered}\"", page, StringComparison.Ordinal);
        Assert.Equal(68, (await PatientAsync(server)).WeightKg);
    }

    [Fact]
    public async Task A_weight_from_tomorrow_or_found_nobody_knows_how_is_refused()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var answer = await nurse.PostAsync(
            $"{Path(server)}/weight?lang=en", Sending.Form(("weight", "70"), ("weighed-day", tomorrow), ("weighed-time", "10:00")), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await TextAsync(answer);
        Assert.Contains("lies in the future", page, StringComparison.Ordinal);
        Assert.Contains("Please say how the weight was found.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weight_can_be_taken_back_without_a_new_one()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        using var answer = await nurse.PostAsync($"{Path(server)}/weight/withdraw", Sending.Form(), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Null((await PatientAsync(server)).WeightKg);
        Assert.Contains("Gewicht: 68,0 kg → nicht erfasst", await PageAsync(server, nurse), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allergies_are_not_asked_or_none_or_these_and_never_two_of_them()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        Assert.Null((await PatientAsync(server)).Allergies);
        Assert.Contains("nicht gefragt", await PageAsync(server, nurse), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await RecordAsync(server, nurse, "none", ""));
        Assert.Equal("", (await PatientAsync(server)).Allergies);
        Assert.Equal(HttpStatusCode.SeeOther, await RecordAsync(server, nurse, "listed", "Penicillin, Latex"));
        Assert.Equal("Penicillin, Latex", (await PatientAsync(server)).Allergies);
        Assert.Equal(HttpStatusCode.SeeOther, await RecordAsync(server, nurse, "not-asked", ""));
        Assert.Null((await PatientAsync(server)).Allergies);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RecordAsync(server, nurse, "none", "Latex"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RecordAsync(server, nurse, "listed", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RecordAsync(server, nurse, "perhaps", ""));
        Assert.Null((await PatientAsync(server)).Allergies);
        Assert.Contains("Penicillin, Latex → nicht erfasst", await PageAsync(server, nurse), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Height_sex_stop_word_and_concern_are_kept_as_entered()
    {
        await using var server = await PracticeServer.StartAsync();
        using var physician = await server.AsAsync(Role.Physician);
        Assert.Equal(HttpStatusCode.SeeOther, await RecordAsync(server, physician, "none", "", ("height", "171,5"), ("sex", "Female"), ("stop-word", " Hafen "), ("complaint", "Rückenschmerz")));
        var patient = await PatientAsync(server);
        Assert.Equal((171.5, Sex.Female, "Hafen", "Rückenschmerz"), (patient.HeightCm, patient.Sex, patient.StopWord, patient.Complaint));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RecordAsync(server, physician, "none", "", ("height", "1,72"), ("sex", "Female")));
        Assert.Equal(171.5, (await PatientAsync(server)).HeightCm);
    }

    [Fact]
    public async Task Only_the_answer_to_a_stored_form_says_that_its_draft_is_over()
    {
        await using var server = await PracticeServer.StartAsync();
        using var nurse = await server.AsAsync(Role.Nurse);
        (string, string)[] sent = [("weighed-day", Yesterday), ("weighed-time", "10:05"), ("weighed-how", "Scale"), ("draft", "weight-x"), ("draft-base", "as shown")];
        using var refused = await nurse.PostAsync($"{Path(server)}/weight?lang=de", Sending.Form([("weight", "siebzig"), .. sent]), Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Null(refused.CookieOf("engramm-draft-over"));
        Assert.Contains("name=\"draft-base\" value=\"as shown\"", await TextAsync(refused), StringComparison.Ordinal);
        using var stored = await nurse.PostAsync($"{Path(server)}/weight?lang=de", Sending.Form([("weight", "70"), .. sent]), Stop);
        Assert.StartsWith("engramm-draft-over=weight-x;", stored.CookieOf("engramm-draft-over"), StringComparison.Ordinal);
        using var without = await nurse.PostAsync($"{Path(server)}/weight?lang=de", Weight("70", "Scale"), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, without.StatusCode);
        Assert.Null(without.CookieOf("engramm-draft-over"));
    }

    [Fact]
    public async Task A_therapist_reads_and_is_offered_no_form()
    {
        await using var server = await PracticeServer.StartAsync();
        using var therapist = await server.AsAsync(Role.Therapist);
        var page = await PageAsync(server, therapist);
        Assert.Contains("68,0 kg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"weight\"", page, StringComparison.Ordinal);
    }

    private static string Path(PracticeServer server) => $"/patients/{server.People.OwnPatient}/body";

    private static FormUrlEncodedContent Weight(string kg, string how) =>
        Sending.Form(("weight", kg), ("weighed-day", Yesterday), ("weighed-time", "10:05"), ("weighed-how", how));

    private static async Task<HttpStatusCode> WeighAsync(PracticeServer server, HttpClient http, string kg, string how)
    {
        using var answer = await http.PostAsync($"{Path(server)}/weight?lang=de", Weight(kg, how), Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> RecordAsync(PracticeServer server, HttpClient http, string state, string allergies, params (string, string)[] more)
    {
        using var answer = await http.PostAsync(
            $"{Path(server)}/facts?lang=de",
            Sending.Form([("allergies-state", state), ("allergies", allergies), .. more.Length > 0 ? more : [("sex", "Unknown")]]), Stop);
        return answer.StatusCode;
    }

    private static async Task<string> PageAsync(PracticeServer server, HttpClient http)
    {
        using var answer = await http.GetAsync(Path(server) + "?lang=de", Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await TextAsync(answer);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

    private static async Task<Patient> PatientAsync(PracticeServer server)
    {
        await using var db = server.Database.Contexts.Create(server.People.Id);
        return await db.Patients.AsNoTracking().SingleAsync(p => p.Id == server.People.OwnPatient, Stop);
    }
}
