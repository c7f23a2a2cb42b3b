using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Infusion;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions.Entries;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Monitors;

/// <summary>The page of held monitor messages.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="Questions">What waits.</param>
/// <param name="Colleagues">Who can have confirmed.</param>
/// <param name="Settled">What was decided lately.</param>
public sealed record HeldModel(string Practice, IReadOnlyList<HeldQuestion> Questions, IReadOnlyList<Choice> Colleagues, IReadOnlyList<SettledLine> Settled);

/// <summary>One question: whose values are these?</summary>
/// <param name="Group">The messages.</param>
/// <param name="Chair">The chair the monitor stood at; null when unknown.</param>
/// <param name="OnChair">Who lay there.</param>
/// <param name="Named">Who the messages name: a patient of this practice by name, otherwise the number as sent.</param>
/// <param name="Bar">Why attaching is not offered; null when a colleague may confirm.</param>
/// <param name="Discard">Form of discarding.</param>
/// <param name="Attach">Form of attaching.</param>
public sealed record HeldQuestion(HeldGroup Group, string? Chair, string? OnChair, string Named, AttachBar? Bar, FormState Discard, FormState Attach);

/// <summary>A decision, as it is read afterwards.</summary>
public sealed record SettledLine(DateTimeOffset At, string By, HeldSettlement Settlement, int Messages, string DeviceId, string Reason, string? ConfirmedBy);

/// <summary>Settles what a monitor sent and nobody could attach without guessing.</summary>
public static class HeldPages
{
    /// <summary>Shortest reason, in characters. Expert default of this project.</summary>
    public const int ShortestReason = 10;

    private const int LastSettled = 20;

    public static void MapHeldMessages(this IEndpointRouteBuilder app)
    {
        app.MapGet(PatientPaths.HeldMessages, async (HeldDesk desk, HttpContext http) => await desk.PageAsync(http)).Needs(Permissions.SettleMonitors);
        app.MapPost("/monitors/held/{question}/discard", (string question, HeldDesk desk, HttpContext http) => desk.DiscardAsync(question, http)).Needs(Permissions.SettleMonitors);
        app.MapPost("/monitors/held/{question}/attach", (string question, HeldDesk desk, HttpContext http) => desk.AttachAsync(question, http)).Needs(Permissions.SettleMonitors);
    }

    /// <summary>The field of one question's form.</summary>
    public static string Field(string name, HeldGroup group) => name + "." + group.Key;

    /// <summary>Up to which message a decision reaches, as the form carries it.</summary>
    public static string UpTo(HeldGroup group) => group.UpTo.UtcTicks.ToString(CultureInfo.InvariantCulture);

    internal static async Task<IReadOnlyList<SettledLine>> SettledAsync(EngrammDbContext db, IReadOnlyDictionary<Guid, string> names, CancellationToken cancellation)
    {
        var rows = await db.HeldMessages.AsNoTracking().Where(h => h.SettledAt != null && h.Settlement != null)
            .GroupBy(h => new { h.SettledAt, h.SettledBy, h.Settlement, h.DeviceId, h.SettlementReason, h.ConfirmedBy })
            .Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Key.SettledAt).Take(LastSettled).ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new SettledLine(
                r.Key.SettledAt!.Value,
                names.GetValueOrDefault(r.Key.SettledBy ?? Guid.Empty, "?"),
                r.Key.Settlement!.Value,
                r.Count,
                r.Key.DeviceId,
                r.Key.SettlementReason ?? "",
                r.Key.ConfirmedBy is { } confirmed ? names.GetValueOrDefault(confirmed, "?") : null)),
        ];
    }
}

/// <summary>Shows what waits and takes decisions about it.</summary>
public sealed class HeldDesk(EngrammDbContext db, HeldMessages held, Visit visit, PageContexts pages)
{
    /// <summary>The page; a refused decision is shown again with what was entered.</summary>
    public async Task<IResult> PageAsync(HttpContext http, string? question = null, FormState? discard = null, FormState? attach = null)
    {
        var cancellation = http.RequestAborted;
        var context = pages.Of(http);
        var questions = new List<HeldQuestion>();
        foreach (var group in await held.WaitingAsync(cancellation))
        {
            var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == group.SessionId, cancellation);
            var isAsked = string.Equals(group.Key, question, StringComparison.Ordinal);
            questions.Add(new HeldQuestion(
                group,
                session is null ? null : await db.Chairs.AsNoTracking().Where(c => c.Id == session.ChairId).Select(c => c.Name).SingleOrDefaultAsync(cancellation),
                session is null ? null : session.Pseudonym ?? await NameAsync(session.PatientId, cancellation),
                await NamedAsync(group, context, cancellation),
                await held.BarAsync(group, cancellation),
                (isAsked ? discard : null) ?? FormState.Empty,
                (isAsked ? attach : null) ?? FormState.Empty));
        }

        var colleagues = await ColleaguesAsync(cancellation);
        return PageResult.Of<HeldPage>(
            context,
            new HeldModel(
                visit.Practice.Name,
                questions,
                [.. colleagues.Select(c => new Choice(c.Key.ToString(), c.Value))],
                await HeldPages.SettledAsync(db, colleagues, cancellation)),
            discard is null && attach is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IResult> DiscardAsync(string question, HttpContext http)
    {
        var (form, group, reason) = await ReadAsync(question, "discard-reason", http);
        if (group is null)
        {
            return SeeOther.To(PatientPaths.HeldMessages);
        }

        if (form.HasErrors)
        {
            return await PageAsync(http, question, discard: form);
        }

        await held.SettleAsync(group, HeldSettlement.Discarded, reason, null, visit.Who.AccountId, visit.Now, http.RequestAborted);
        return SeeOther.To(PatientPaths.HeldMessages);
    }

    public async Task<IResult> AttachAsync(string question, HttpContext http)
    {
        var (form, group, reason) = await ReadAsync(question, "attach-reason", http);
        if (group is null)
        {
            return SeeOther.To(PatientPaths.HeldMessages);
        }

        var context = pages.Of(http);
        var colleagues = await ColleaguesAsync(http.RequestAborted);
        var field = HeldPages.Field("confirmed", group);
        var confirmed = Guid.TryParse(form.Value(field), out var named) && colleagues.ContainsKey(named) ? named : (Guid?)null;
        form = confirmed is null ? form.Fault(field, context.T("held.fault.confirmed")) : form;
        form = await held.BarAsync(group, http.RequestAborted) is { } bar ? form.Fault("", context.T("held.bar." + bar)) : form;
        if (form.HasErrors)
        {
            return await PageAsync(http, question, attach: form);
        }

        var first = group.Commands[0].OccurredAt;
        var note = context.T("held.note", group.DeviceId, context.TimeWithSeconds(first), context.TimeWithSeconds(group.Commands[^1].OccurredAt), colleagues[confirmed!.Value], reason);
        var by = new Actor(visit.Who.AccountId.ToString(), visit.Who.Name, visit.Who.Role == Role.Physician ? ActorRole.Physician : ActorRole.Nurse);
        if (await held.WriteAsync(group, note, by, visit.Now, http.RequestAborted) is { } refusal)
        {
            return await PageAsync(http, question, attach: form.Fault("", context.T(refusal.TextKey, [.. refusal.Details])));
        }

        await held.SettleAsync(group, HeldSettlement.Attached, reason, confirmed, visit.Who.AccountId, visit.Now, http.RequestAborted);
        return SeeOther.To(PatientPaths.HeldMessages);
    }

    /// <summary>What was posted, with the messages it is about; none of them when another colleague was quicker.</summary>
    private async Task<(FormState Form, HeldGroup? Group, string Reason)> ReadAsync(string question, string reasonField, HttpContext http)
    {
        var form = FormState.From(http.Request.Form);
        var upTo = long.TryParse(form.Value("up-to"), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : DateTimeOffset.MinValue;
        if (await held.SeenAsync(question, upTo, http.RequestAborted) is not { } group)
        {
            return (form, null, string.Empty);
        }

        var field = HeldPages.Field(reasonField, group);
        var reason = form.Value(field)?.Trim() ?? string.Empty;
        return (reason.Length < HeldPages.ShortestReason ? form.Fault(field, pages.Of(http).T("fault.short", reason.Length, HeldPages.ShortestReason)) : form, group, reason);
    }

    private async Task<string> NamedAsync(HeldGroup group, PageContext context, CancellationToken cancellation)
    {
        var named = new List<string>();
        foreach (var id in group.Named)
        {
            named.Add(Guid.TryParse(id.Id, out var patient) && await NameAsync(patient, cancellation) is { } name
                ? context.T("held.named.known", name)
                : context.T("held.named.number", id.Id));
        }

        return string.Join(", ", named);
    }

    private Task<string?> NameAsync(Guid patientId, CancellationToken cancellation) =>
        db.Patients.AsNoTracking().Where(p => p.Id == patientId).Select(p => p.GivenName + " " + p.FamilyName).SingleOrDefaultAsync(cancellation);

    private Task<Dictionary<Guid, string>> ColleaguesAsync(CancellationToken cancellation) => db.Accounts.AsNoTracking()
        .Where(a => a.IsActive && (a.Role == Role.Physician || a.Role == Role.Nurse || a.Role == Role.Therapist))
        .OrderBy(a => a.DisplayName).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
}
