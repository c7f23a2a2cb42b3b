using System.Globalization;
using Engramm.Cockpit;
using Engramm.Server.Design;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Due;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;

namespace Engramm.Server.Staff.Infusion;

/// <summary>
/// What a log names by an id, alarms, observations and limits, in the words the cockpit had for it. An id that the session's own plan does
/// not know stays as it is written: a report leaves nothing out.
/// </summary>
internal sealed class ConditionWords(SessionPlan? plan, PageContext context)
{
    private const string InfusionEnd = "infusion.end";

    /// <summary>What an acknowledged alarm was about, by <see cref="Alarm.Condition"/>.</summary>
    public string Condition(string condition)
    {
        var dot = condition.IndexOf('.', StringComparison.Ordinal);
        var (kind, about) = dot < 0 ? (condition, "") : (condition[..dot], condition[(dot + 1)..]);
        return kind switch
        {
            "limit" when Sign(about) is { } sign => $"{T("alarm.Limit")} {sign}",
            "impossible" when Sign(about) is { } sign => $"{T("alarm.ImpossibleValue")} {sign}",
            "overdue" => $"{T("alarm.Overdue")}: {Due(about)}",
            "feed" when about is "monitor" => T("alarm.StaleFeed"),
            "feed" when Sign(about) is { } sign => $"{T("alarm.StaleFeed")}: {sign}",
            "symptom" => $"{T("alarm.Symptom")}: {Symptom(about)}",
            "record" when Enum.TryParse<RecordHold>(about, out var hold) => $"{T("alarm.Record")}: {T("record." + hold)}",
            "own" when Enum.TryParse<OwnFailure>(about, out var failure) => $"{T("alarm.OwnFailure")}: {T("own." + failure)}",
            _ => condition,
        };
    }

    /// <summary>A due observation: what, and when in the course; a second measurement as one.</summary>
    public string Due(string id)
    {
        if (string.Equals(id, InfusionEnd, StringComparison.Ordinal))
        {
            return T("due." + DueKind.InfusionEnd);
        }

        if (DueKinds.OfRepeat(id) is { } again)
        {
            return T("due.again", T("due." + again));
        }

        var plus = id.LastIndexOf('+');
        return plus > 0
            && plan?.Observations.FirstOrDefault(o => string.Equals(o.Id, id[..plus], StringComparison.Ordinal)) is { } planned
            && double.TryParse(id.AsSpan(plus + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
                ? T("due." + planned.Kind) + ", " + T("due.at." + planned.Anchor, context.Number((decimal)minutes))
                : id;
    }

    /// <summary>A limit: the sign it watches, and what it asks for.</summary>
    public string Limit(string id) =>
        plan?.Limits.FirstOrDefault(l => string.Equals(l.Id, id, StringComparison.Ordinal)) is { } limit ? $"{T("sign." + limit.SignWatched())}, {Action(limit.Action)}" : id;

    /// <summary>What is to be done.</summary>
    public string Action(LimitAction action) => CockpitTexts.Get("cockpit.alarm.do." + action, context.Language);

    /// <summary>What was noted in the room.</summary>
    public string Symptom(string id) => CockpitTexts.All.Keys.Contains("cockpit.symptom." + id, StringComparer.Ordinal) ? CockpitTexts.Get("cockpit.symptom." + id, context.Language) : id;

    private string? Sign(string name) => Enum.TryParse<Sign>(name, out var sign) ? T("sign." + sign) : null;

    private string T(string key, params object[] values) => context.T("report." + key, values);
}
