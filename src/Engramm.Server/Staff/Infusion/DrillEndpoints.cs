using Engramm.Care.Access;
using Engramm.Care.Eligibility;
using Engramm.Care.Patients;
using Engramm.Cockpit.Drills;
using Engramm.Cockpit.Link;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Staff.Parts;
using Engramm.Server.Staff.Planning;
using Engramm.Sessions;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Storage;
using InfusionOrder = Engramm.Care.Planning.InfusionOrder;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Gives a drill what it is made of. Reads content and switches and writes nothing; what happens in the drill stays in the browser (docs/decisions/0010).</summary>
public static class DrillEndpoints
{
    /// <summary>Where a drill is begun.</summary>
    public const string Path = "/cockpit/drill";

    /// <summary>The invented person's weight, kg.</summary>
    private const double Weight = 70;

    /// <summary>Strength in the syringe of the drill, mg/ml.</summary>
    private const double Strength = 1;

    public static void MapDrills(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http, PageContexts pages) => PageResult.Of<CockpitPage>(pages.Of(http))).Needs(Permissions.Drill);
        app.MapGet(Path + "/material", MaterialAsync).Needs(Permissions.Drill);
    }

    private static async Task<IResult> MaterialAsync(HttpContext http, EngrammDbContext db, Visit visit, PageContexts pages, ContentLibrary content)
    {
        var context = pages.Of(http);
        var plan = Plan(context, visit.Today, content, await PracticeSwitches.NowAsync(db, http.RequestAborted));
        var you = new StaffPerson(visit.Who.AccountId, visit.Who.Name, visit.Who.Role.ToString());
        var sheet = new SessionSheet(
            plan.SessionId, Guid.Empty, plan.Patient.Label, context.T("drills.chair"), new ClockReading(visit.Now, 1), visit.Language.Tag(), you,
            [you, Invented(context, Role.Nurse), Invented(context, Role.Physician)], IsFictional: true, IsLocked: false, []);
        var opening = new SessionCommand(plan.SessionId, visit.Now, new Actor(you.AccountId.ToString(), you.Name, ActorRole.Physician), new SessionOpened(plan));
        return Results.Json(new DrillMaterial(sheet, CockpitEndpoints.WordsOf(visit, content), SessionJson.Write(opening)), CockpitJson.Default.DrillMaterial);
    }

    /// <summary>The practice's protocol, gate, limits and checklists around a person who does not exist.</summary>
    private static SessionPlan Plan(PageContext context, DateOnly today, ContentLibrary content, SessionSwitches switches)
    {
        var protocol = content.Get<InfusionProtocol>(PlanEndpoints.ProtocolId, today);
        var dose = protocol.Doses[0];
        var product = content.All<Drug>(today).First(d => d.Substance == dose.Substance).Products[0];
        var person = new Patient
        {
            GivenName = "",
            FamilyName = "",
            BirthDate = today.AddYears(-45),
            Allergies = "",
            StopWord = context.T("drills.stopword"),
            CreatedAt = context.Now,
        };
        var order = new InfusionOrder
        {
            PatientId = person.Id,
            ProtocolId = protocol.Id,
            ProtocolVersion = protocol.Version,
            IndicationId = "",
            ProductId = product.Id,
            WeightKg = Weight,
            DoseMgPerKg = dose.MgPerKg.Value,
            DurationMinutes = protocol.DurationMinutes.Value,
            StrengthMgPerMl = Strength,
            ObservationMinutes = protocol.ObservationTime.DefaultMinutes.Value,
            ReasonsJson = "{}",
            EligibilityDecisionId = Guid.Empty,
            ConsentRecordId = Guid.Empty,
            PlannedFor = context.Now,
            ChairId = Guid.Empty,
            SignedBy = Guid.Empty,
            SignedAt = context.Now,
        };
        var nothing = new SignedReview(ClinicalPicture.Empty(context.Now, today), [], new Dictionary<string, string>(StringComparer.Ordinal));
        return SessionPlanBuilder.Build(Guid.NewGuid(), order, person, context.T("drills.person"), nothing, content, switches, today, context.Language) with { IsDrill = true };
    }

    private static StaffPerson Invented(PageContext context, Role role) => new(Guid.NewGuid(), context.T("drills." + role), role.ToString());
}
