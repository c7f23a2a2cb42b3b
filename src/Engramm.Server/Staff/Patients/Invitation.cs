using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Cli;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Staff.Users;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>Invites a new patient: record, account, care team and a mail with a link, all in one save.</summary>
internal static class Invitation
{
    public static void MapInvitation(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/patients/invite", async (Visit visit, EngrammDbContext db, MagicLinks links, PageContexts contexts, HttpContext http) =>
            PageResult.Of<InvitePage>(contexts.Of(http), await ModelAsync(db, visit, links, FormState.Empty, http.RequestAborted))).Needs(Permissions.InvitePatient);
        routes.MapPost("/patients/invite", InviteAsync).Needs(Permissions.InvitePatient);
    }

    private static async Task<IResult> InviteAsync(Visit visit, EngrammDbContext db, PageContexts contexts, MagicLinks links, AccessDesk access, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var context = contexts.Of(http);
        var command = FormState.From(http.Request.Form).CommandId();
        if (await db.KnowsAsync<Patient>(command, cancellation))
        {
            return SeeOther.To(new PatientPaths(command).Access);
        }

        var form = await CheckAsync(FormState.From(http.Request.Form), db, visit, context, cancellation);
        var model = await ModelAsync(db, visit, links, form, cancellation);
        var team = Team(form, model);
        if (form.HasErrors)
        {
            return PageResult.Of<InvitePage>(context, model, StatusCodes.Status422UnprocessableEntity);
        }

        var patient = new Patient
        {
            Id = command,
            GivenName = form.Value("given")!.Trim(),
            FamilyName = form.Value("family")!.Trim(),
            BirthDate = BirthDate.In(form)!.Value,
            Sex = Enum.TryParse<Sex>(form.Value("sex"), out var sex) ? sex : Sex.Unknown,
            Email = form.Value("email")!.Trim(),
            Complaint = string.IsNullOrWhiteSpace(form.Value("complaint")) ? null : form.Value("complaint")!.Trim(),
            Language = Languages.FromTag(form.Value("language"))!.Value,
            CreatedAt = visit.Now,
        };
        var account = InitCommand.NewAccount(visit.Practice.Id, patient.Email, Role.Patient, patient.FullName);
        account.PatientId = patient.Id;
        account.Language = patient.Language;
        db.Add(patient);
        db.Add(account);
        foreach (var (part, colleague) in team)
        {
            db.Add(new CareTeamMember { Id = Guid.CreateVersion7(), PatientId = patient.Id, AccountId = colleague, Part = part });
        }

        if (!links.CanMail)
        {
            var (address, until) = links.ToHandOver(account, isInvitation: true);
            if (!await db.SaveOnceAsync<Patient>(command, cancellation))
            {
                return SeeOther.To(new PatientPaths(command).Access);
            }

            Drafts.Over(http);
            return await access.PageAsync(patient.Id, http, made: new NewLink(patient.FullName, address, until));
        }

        links.Send(account, isInvitation: true, visit.Who.AccountId);
        await db.SaveOnceAsync<Patient>(command, cancellation);
        return SeeOther.To($"/patients?q={Uri.EscapeDataString(patient.FullName)}&invited={patient.Id}");
    }

    private static async Task<FormState> CheckAsync(FormState form, EngrammDbContext db, Visit visit, PageContext context, CancellationToken cancellation)
    {
        foreach (var name in (string[])["given", "family"])
        {
            if (string.IsNullOrWhiteSpace(form.Value(name)))
            {
                form = form.Fault(name, context.T("invite.fault." + name));
            }
        }

        form = BirthDate.Check(form, visit, context);
        form = await NewAddress.CheckAsync(form, db, context, cancellation);
        return Languages.FromTag(form.Value("language")) is null ? form.Fault("language", context.T("invite.fault.language")) : form;
    }

    /// <summary>Only colleagues that were offered can be named.</summary>
    private static List<(CareTeamPart Part, Guid Colleague)> Team(FormState form, InviteModel model)
    {
        var team = new List<(CareTeamPart, Guid)>();
        foreach (var (field, part, offered) in new[]
            {
                ("physician", CareTeamPart.ResponsiblePhysician, model.Physicians),
                ("companion", CareTeamPart.Companion, model.Companions),
                ("coach", CareTeamPart.Coach, model.Coaches),
            })
        {
            if (offered.FirstOrDefault(c => Names(c, form.Value(field))) is { } chosen)
            {
                team.Add((part, Guid.Parse(chosen.Value)));
            }
        }

        return team;
    }

    private static bool Names(Choice choice, string? account) => string.Equals(choice.Value, account, StringComparison.Ordinal);

    private static async Task<InviteModel> ModelAsync(EngrammDbContext db, Visit visit, MagicLinks links, FormState form, CancellationToken cancellation)
    {
        var staff = await db.Accounts.AsNoTracking().Where(a => a.IsActive && a.Role != Role.Patient && a.Role != Role.Administrator)
            .OrderBy(a => a.DisplayName).ToListAsync(cancellation);
        IReadOnlyList<Choice> Of(params Role[] roles) => [.. staff.Where(a => roles.Contains(a.Role)).Select(a => new Choice(a.Id.ToString(), a.DisplayName))];
        var me = visit.Who.AccountId.ToString();
        var physicians = Of(Role.Physician);
        var companions = Of(Role.Therapist, Role.Nurse);
        var coaches = Of(Role.Coach);

        // Whoever invites stays close to the patient unless somebody chooses otherwise.
        var begun = form.Values.Count > 0 ? form : FormState.With(
            ("physician", physicians.FirstOrDefault(c => Names(c, me))?.Value ?? (physicians.Count == 1 ? physicians[0].Value : null)),
            ("companion", companions.FirstOrDefault(c => Names(c, me))?.Value),
            ("coach", coaches.FirstOrDefault(c => Names(c, me))?.Value));
        return new InviteModel(visit.Practice.Name, links.CanMail, begun, physicians, companions, coaches);
    }
}
