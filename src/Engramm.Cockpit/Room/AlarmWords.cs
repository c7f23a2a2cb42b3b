using System.Globalization;
using Engramm.Cockpit.Live;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Quantities;

namespace Engramm.Cockpit.Room;

/// <summary>Puts an alarm into a sentence: what, then what the practice's own rule asks for.</summary>
internal sealed class AlarmWords(RoomView view, LiveSession session)
{
    /// <summary>The sentence.</summary>
    public string Text(Alarm alarm) => alarm.Kind switch
    {
        AlarmKind.Limit => T("alarm.limit", Sign(alarm.Sign!.Value), Values(alarm.Values), T("alarm.do." + (alarm.Limit?.Action ?? LimitAction.Call))),
        AlarmKind.ImpossibleValue => T("alarm.impossible", Sign(alarm.Sign!.Value), Values(alarm.Values)),
        AlarmKind.Overdue => T(alarm.Priority == AlarmPriority.Low ? "alarm.due" : "alarm.overdue", Due(alarm.Due)),
        AlarmKind.StaleFeed => alarm.Sign is { } sign ? T("alarm.stale", Sign(sign)) : T("alarm.monitorSilent"),
        AlarmKind.Symptom => T("alarm.symptom", T("symptom." + alarm.Symptom!.Id), T("alarm.do." + alarm.Symptom.Action)),
        AlarmKind.OwnFailure => T("own." + alarm.Own),
        AlarmKind.Record => T("alarm.symptom", T("record." + alarm.Record), T("alarm.do." + alarm.Action)),
    };

    /// <summary>What it is about, without what is to be done: <c>Blood pressure 166/102</c>.</summary>
    public string Brief(Alarm alarm) => alarm.Kind switch
    {
        AlarmKind.Limit => T("alarm.brief", Sign(alarm.Sign!.Value), Values(alarm.Values)),
        AlarmKind.Symptom => T("symptom." + alarm.Symptom!.Id),
        _ => Text(alarm),
    };

    /// <summary>When, and against which limit.</summary>
    public string Detail(Alarm alarm)
    {
        var since = T("alarm.since", Time(alarm.Since));
        var limit = Against(alarm) is { } against ? " " + against : "";
        var ended = alarm is { Ended: { } at, Kind: not AlarmKind.Symptom } ? " " + T("alarm.ended", Time(at)) : "";
        return since + limit + ended;
    }

    /// <summary>Against which limit; null for an alarm without one.</summary>
    public string? Against(Alarm alarm) =>
        alarm.Limit is { } crossed ? T("alarm.against", string.Join(", ", crossed.Bounds.Select(b => LimitWords.Bound(b, session.Language)))) : null;

    private string Due(string? id)
    {
        var due = view.Due.FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.Ordinal));
        var what = due is null ? id ?? "" : T("due." + due.Kind);
        return due?.Anchor is DueAnchor.Crossing or DueAnchor.Caution ? T("alarm.again", what) : what;
    }

    private string Values(IReadOnlyList<VitalValue> values)
    {
        var (systolic, diastolic) = (values.FirstOrDefault(v => v.Measure == Measure.Systolic), values.FirstOrDefault(v => v.Measure == Measure.Diastolic));
        return systolic is not null && diastolic is not null
            ? $"{Number(systolic.Value)}/{Number(diastolic.Value)}"
            : string.Join(", ", values.Select(v => Number(v.Value)));
    }

    private string Number(double value) => value.ToString("0.#", session.Language.Culture());

    private string Sign(Sign sign) => T("sign." + sign);

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, session.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string T(string key, params object[] values) => CockpitTexts.Get("cockpit." + key, session.Language, values);
}
