using System.Net;
using System.Text.RegularExpressions;
using Engramm.Care.Access;
using Engramm.Care.Consent;
using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Screening;
using Engramm.Quantities;
using Engramm.Server.Staff.Release;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engramm.Server.Tests.Staff;

/// <summary>In a real practice nobody reads, and no decision rests on, what no physician has signed; help is always open; and a signature holds for its very text.</summary>
public sealed partial class ReleaseTests
{
    private const string NotYet = "noch nicht freigegeben";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What patients see, each with what must be signed before they do.</summary>
    public static TheoryData<string, string> PatientPages => new()
    {
        { "diary", "diary@1" },
        { "movement", "movement-week-1@1" },
        { "education/edu-1", "edu-1@1" },
        { "questionnaires/phq-9", "phq-9@1" },
        { "warning-signs", "back-pain@1" },
    };

    [Theory]
    [MemberData(nameof(PatientPages))]
    public async Task A_patients_page_stays_closed_until_exactly_its_text_is_signed(string page, string pin)
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var patient = await AsAsync(server, Role.Patient);
        using var physician = await AsAsync(server, Role.Physician);
        var path = $"/companion/{server.People.OwnPatient}/{page}?lang=de";
        Assert.Contains(NotYet, await TextAsync(patient, path), StringComparison.Ordinal);

        // A guard's twin: everything but this text.
        await SignAsync(server, physician, mark => !mark.StartsWith(pin + ":", StringComparison.Ordinal));
        Assert.Contains(NotYet, await TextAsync(patient, path), StringComparison.Ordinal);

        await SignAsync(server, physician, mark => mark.StartsWith(pin + ":", StringComparison.Ordinal));
        Assert.DoesNotContain(NotYet, await TextAsync(patient, path), StringComparison.Ordinal);

        await using var again = await server.StartAgainAsync();
        using var later = await AsAsync(again, Role.Patient);
        Assert.DoesNotContain(NotYet, await TextAsync(later, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_open_and_answers_are_taken_whatever_is_signed()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var patient = await AsAsync(server, Role.Patient);
        var own = $"/companion/{server.People.OwnPatient}";
        foreach (var page in (string[])["", "/crisis", "/flare", "/breathe", "/education/edu-6"])
        {
            Assert.DoesNotContain(NotYet, await TextAsync(patient, own + page + "?lang=de"), StringComparison.Ordinal);
        }

        // Begun before, sent now: an answer about suicide reaches somebody.
        var phq = server.App.Services.GetRequiredService<ContentLibrary>().Get<Content.Instruments.Instrument>(new ContentPin("phq-9", 1));
        using var sent = await patient.PostAsync(own + "/questionnaires/phq-9", Sending.Form([.. phq.Items.Select(i => (i.Code, "1")), ("version", "1")]), Stop);
        Assert.True((int)sent.StatusCode < 400, await sent.Content.ReadAsStringAsync(Stop));
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Single(await db.Answers.Where(a => a.ContentId == "phq-9").ToListAsync(Stop));
        Assert.Single(await db.SuicideRiskHolds.ToListAsync(Stop));
    }

    [Fact]
    public async Task The_public_self_check_opens_when_both_of_its_texts_are_signed()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var anyone = server.Browser();
        using var physician = await AsAsync(server, Role.Physician);
        await SignAsync(server, physician, mark => mark.StartsWith("pattern-check@", StringComparison.Ordinal));
        Assert.DoesNotContain("<form", await TextAsync(anyone, "/self-check"), StringComparison.Ordinal);
        foreach (var step in (string[])["warning-signs", "patterns"])
        {
            using var past = await anyone.PostAsync("/self-check/" + step + "?lang=de", Sending.Form(("saddle-numbness", "no")), Stop);
            Assert.Contains("nicht", await past.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            Assert.DoesNotContain("<form", await past.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        await SignAsync(server, physician, mark => mark.StartsWith("back-pain@", StringComparison.Ordinal));
        Assert.Contains("/self-check/warning-signs", await TextAsync(anyone, "/self-check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_a_talk_a_plan_and_the_alarms_are_refused_with_what_is_missing()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false, acceptsParts: false);
        using var physician = await AsAsync(server, Role.Physician);
        var patient = $"/patients/{server.People.OwnPatient}";
        foreach (var (path, missing) in ((string, string)[])
            [
                (patient + "/eligibility", "ketamine@"), (patient + "/consent/talk", "ketamine-depression@"),
                (patient + "/plan", "infusion-plan@"), ("/practice/parts/Alarms/on", "infusion-default@"),
            ])
        {
            using var refused = await physician.PostAsync(path + "?lang=de", Sending.Form(("indication", "TRD")), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Matches(Missing(missing), WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Stop)));
        }

        Assert.Contains("warten auf eine ärztliche Unterschrift", await TextAsync(physician, "/patients?lang=de"), StringComparison.Ordinal);
        await SignAsync(server, physician, _ => true);
        Assert.DoesNotContain("warten auf eine ärztliche Unterschrift", await TextAsync(physician, "/patients?lang=de"), StringComparison.Ordinal);
        using var taken = await physician.PostAsync(patient + "/eligibility?lang=de", Sending.Form(("indication", "TRD")), Stop);
        Assert.DoesNotContain("freigegeben: ketamine@", WebUtility.HtmlDecode(await taken.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_under_way_goes_on_only_with_a_text_that_is_signed()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var physician = await AsAsync(server, Role.Physician);
        var consent = $"/patients/{server.People.OwnPatient}/consent";
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            db.Add(new ConsentRecord
            {
                Id = Guid.NewGuid(), PatientId = server.People.OwnPatient, ConsentId = "ketamine-depression", ConsentVersion = 1, Language = Language.German, TalkAt = TimeProvider.System.GetUtcNow(),
                TalkBy = server.People.Accounts[Role.Physician].Id, Questions = "How long does it last?", Alternatives = "Psychotherapy", UnderstoodAt = TimeProvider.System.GetUtcNow(),
            });
            await db.SaveChangesAsync(Stop);
        }

        static FormUrlEncodedContent Signature() => Sending.Form(("declared", "true"), ("signature-typed", "Own Patient"));
        foreach (var step in (string[])["/understanding", "/signature"])
        {
            using var refused = await physician.PostAsync(consent + step + "?lang=de", Signature(), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Matches(Missing("ketamine-depression@"), WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Stop)));
        }

        await SignAsync(server, physician, mark => mark.StartsWith("ketamine-depression@", StringComparison.Ordinal));
        using var signed = await physician.PostAsync(consent + "/signature", Signature(), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
    }

    [Fact]
    public async Task Only_a_physician_signs_and_only_with_a_name_a_declaration_and_the_very_text()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        using var physician = await AsAsync(server, Role.Physician);
        using var administrator = await AsAsync(server, Role.Administrator);
        var mark = (await MarksAsync(physician))[0];
        (string, string)[] whole = [("sign", mark), ("read", "true"), ("signature-typed", "Dr. Test")];
        Assert.Empty(await MarksAsync(administrator));
        using (var refused = await administrator.PostAsync(ReleasePages.Path, Sending.Form(whole), Stop))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        foreach (var (field, value) in ((string, string)[])[("sign", ""), ("read", ""), ("signature-typed", " "), ("sign", mark[..^1] + (mark[^1] == '0' ? '1' : '0'))])
        {
            using var refused = await physician.PostAsync(ReleasePages.Path, Sending.Form([.. whole.Select(f => string.Equals(f.Item1, field, StringComparison.Ordinal) ? (field, value) : f)]), Stop);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.Empty(await db.ContentSignatures.ToListAsync(Stop));
        using var taken = await physician.PostAsync(ReleasePages.Path, Sending.Form(whole), Stop);
        using var twice = await physician.PostAsync(ReleasePages.Path, Sending.Form(whole), Stop);
        var kept = await db.ContentSignatures.SingleAsync(Stop);
        Assert.Equal((mark, server.People.Accounts[Role.Physician].Id, "Dr. Test"), ($"{kept.ContentId}@{kept.Version}:{kept.Fingerprint}", kept.By, kept.Signature));
        Assert.Contains(await db.AuditEntries.ToListAsync(Stop), e => e is { ObjectType: nameof(ContentSignature), Action: "added" } && e.ObjectId == kept.Id);
    }

    [Fact]
    public async Task A_file_edited_since_its_signature_waits_for_a_new_one_and_the_page_says_so()
    {
        await using var server = await PracticeServer.StartAsync(isFictional: false);
        await using (var db = server.Database.Contexts.Create(server.People.Id))
        {
            var by = server.People.Accounts[Role.Physician];
            db.Add(new ContentSignature { Id = Guid.NewGuid(), ContentId = "edu-1", Version = 1, Fingerprint = new string('0', 64), At = TimeProvider.System.GetUtcNow(), By = by.Id, ByName = "Dr. Früher", Signature = "Dr. Früher" });
            await db.SaveChangesAsync(Stop);
        }

        using var physician = await AsAsync(server, Role.Physician);
        Assert.Contains(await MarksAsync(physician), m => m.StartsWith("edu-1@1:", StringComparison.Ordinal));
        var page = await TextAsync(physician, ReleasePages.Path + "/edu-1@1?lang=de");
        Assert.Contains("wurde verändert, seit Dr. Früher", page, StringComparison.Ordinal);
        Assert.Contains("reviewed_by: null", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await physician.GetAsync(ReleasePages.Path + "/edu-9@1", Stop)).StatusCode);
    }

    [Fact]
    public void What_is_always_open_and_what_carries_no_risk_waits_for_nobody()
    {
        var content = ContentLibrary.Load(TestKit.Repository.Content);
        Assert.All(content.AllVersions<CrisisCard>(), card => Assert.Null(Releases.EffectOf(card)));
        Assert.All(content.AllVersions<AlarmLimits>(), limits => Assert.Equal(ReleaseEffect.RuleOrLimit, Releases.EffectOf(limits)));
        Assert.All(content.Everything(), f => Assert.Contains("id: " + f.Id, f.Original.Text, StringComparison.Ordinal));
        Assert.Equal(content.Everything().Count(), content.Everything().Select(f => f.Original.Fingerprint).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<HttpClient> AsAsync(PracticeServer server, Role role) => server.Caller(await server.SignedInAsync(server.People.Accounts[role]));

    private static async Task<string> TextAsync(HttpClient http, string path) => WebUtility.HtmlDecode(await http.GetStringAsync(path, Stop));

    private static async Task<IReadOnlyList<string>> MarksAsync(HttpClient http) =>
        [.. Mark().Matches(await TextAsync(http, ReleasePages.Path + "?lang=de")).Select(m => m.Groups["mark"].Value)];

    private static async Task SignAsync(PracticeServer server, HttpClient physician, Func<string, bool> which)
    {
        var marks = (await MarksAsync(physician)).Where(which).ToList();
        Assert.NotEmpty(marks);
        using var signed = await physician.PostAsync(ReleasePages.Path, Sending.Form([.. marks.Select(m => ("sign", m)), ("read", "true"), ("signature-typed", "Dr. Test")]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        await using var db = server.Database.Contexts.Create(server.People.Id);
        Assert.NotEmpty(await db.ContentSignatures.ToListAsync(Stop));
    }

    private static Regex Missing(string pin) => new("freigegeben: [^.]*" + Regex.Escape(pin), RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("name=\"sign\" value=\"(?<mark>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();
}
