using Engramm.Care.Practice;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Quantities;
using Engramm.Sessions.Planning;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Parts;

/// <summary>Which separable parts are on now: what the newest decision of each says, off without one. Asked anew each time, so that all nodes agree.</summary>
public static class PracticeSwitches
{
    /// <summary>Everything on, as in a fictional practice.</summary>
    public static SessionSwitches All { get; } = new(LimitHighlighting: true, DeviceAlarms: true);

    /// <summary>As stored now.</summary>
    public static async Task<SessionSwitches> NowAsync(EngrammDbContext db, CancellationToken cancellation) => Of(await HistoryAsync(db, cancellation));

    /// <summary>Every decision, newest first.</summary>
    public static async Task<IReadOnlyList<SwitchDecision>> HistoryAsync(EngrammDbContext db, CancellationToken cancellation) =>
        await db.SwitchDecisions.AsNoTracking().OrderByDescending(d => d.At).ThenByDescending(d => d.Id).ToListAsync(cancellation);

    /// <summary>What the decisions, newest first, add up to.</summary>
    public static SessionSwitches Of(IReadOnlyList<SwitchDecision> newestFirst) =>
        new(Newest(newestFirst, SeparablePart.LimitsAndPrediction)?.IsOn == true, Newest(newestFirst, SeparablePart.Alarms)?.IsOn == true);

    /// <summary>The decision of a part that counts; null when nobody ever decided.</summary>
    public static SwitchDecision? Newest(IReadOnlyList<SwitchDecision> newestFirst, SeparablePart part) => newestFirst.FirstOrDefault(d => d.Part == part);

    /// <summary>A physician's acceptance with everything that was read.</summary>
    /// <param name="id">Made by the sender.</param>
    /// <param name="purpose">The part as the file describes it.</param>
    /// <param name="version">The version of that file.</param>
    /// <param name="language">The language it was read in.</param>
    /// <param name="by">The physician.</param>
    /// <param name="name">The physician's name.</param>
    /// <param name="signature">Drawn or typed.</param>
    /// <param name="at">Practice time, UTC.</param>
    public static SwitchDecision Accept(Guid id, PartPurpose purpose, int version, Language language, Guid by, string name, string signature, DateTimeOffset at) => new()
    {
        Id = id,
        Part = purpose.Part,
        IsOn = true,
        At = at,
        By = by,
        ByName = name,
        Text = string.Join("\n\n", purpose.Name.In(language), purpose.Purpose.In(language), purpose.NotFor.In(language), purpose.Acceptance!.In(language)),
        TextVersion = version,
        Language = language,
        Signature = signature,
    };
}
