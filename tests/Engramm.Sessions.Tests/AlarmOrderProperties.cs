using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using FsCheck.Xunit;

namespace Engramm.Sessions.Tests;

/// <summary>Of several alarms the one that the patient shows stands in front of the one that the clock raises.</summary>
public sealed class AlarmOrderProperties
{
    /// <summary>Every kind with the priorities it can have: feeds, impossible values and own failures are always medium.</summary>
    private static readonly (AlarmKind Kind, AlarmPriority[] Priorities)[] Possible =
    [
        (AlarmKind.Limit, [AlarmPriority.Medium, AlarmPriority.High]),
        (AlarmKind.Symptom, [AlarmPriority.Medium, AlarmPriority.High]),
        (AlarmKind.Overdue, [AlarmPriority.Low, AlarmPriority.Medium, AlarmPriority.High]),
        (AlarmKind.Record, [AlarmPriority.Medium, AlarmPriority.High]),
        (AlarmKind.StaleFeed, [AlarmPriority.Medium]),
        (AlarmKind.ImpossibleValue, [AlarmPriority.Medium]),
        (AlarmKind.OwnFailure, [AlarmPriority.Medium]),
    ];

    [Property(MaxTest = 1000)]
    public bool Nothing_stands_before_an_alarm_of_the_patient_but_one_that_is_more_pressing(int seed)
    {
        var shown = SessionState.OnScreen(Some(seed));
        return Pairs(shown).All(p => !(p.After.IsOfPatient && p.After.IsAcknowledged == p.Before.IsAcknowledged)
            || (p.Before.IsOfPatient ? p.Before.Priority >= p.After.Priority : p.Before.Kind != AlarmKind.Overdue && p.Before.Priority > p.After.Priority));
    }

    [Property(MaxTest = 1000)]
    public bool What_stood_in_front_is_displaced_by_the_patient_or_by_something_more_pressing_and_nothing_is_lost(int seed)
    {
        var all = Some(seed);
        var shown = SessionState.OnScreen(all);
        var before = ByPriorityAndAge(all);
        return shown.ToHashSet().SetEquals(before)
            && (before.Count == 0 || shown[0] == before[0] || shown[0].IsOfPatient || shown[0].Kind == AlarmKind.Record || shown[0].Priority > before[0].Priority);
    }

    [Property(MaxTest = 1000)]
    public bool What_arose_in_the_record_stands_before_the_clock_and_behind_the_body(int seed) =>
        Pairs(SessionState.OnScreen(Some(seed))).Where(p => p.Before.IsAcknowledged == p.After.IsAcknowledged).All(p =>
            !(p.After.Kind == AlarmKind.Record && p.Before.Kind == AlarmKind.Overdue)
            && !(p.Before.Kind == AlarmKind.Record && p.After.IsOfPatient && p.Before.Priority == p.After.Priority));

    [Property(MaxTest = 1000)]
    public bool The_acknowledged_stand_last_and_the_older_first_where_nothing_else_parts_them(int seed) =>
        Pairs(SessionState.OnScreen(Some(seed))).All(p => (!p.Before.IsAcknowledged || p.After.IsAcknowledged)
            && (p.Before.Kind != p.After.Kind || p.Before.Priority != p.After.Priority || p.Before.IsAcknowledged != p.After.IsAcknowledged || p.Before.Since <= p.After.Since));

    /// <summary>The order by priority and age alone hides a blood pressure: the property above can fail.</summary>
    [Fact]
    public void An_order_by_priority_and_age_alone_puts_the_clock_before_the_patient()
    {
        var overdue = One(AlarmKind.Overdue, AlarmPriority.Medium, 1, false);
        var pressure = One(AlarmKind.Limit, AlarmPriority.Medium, 5, false);
        Assert.Equal([overdue, pressure], ByPriorityAndAge([pressure, overdue]));
        Assert.Equal([pressure, overdue], SessionState.OnScreen([overdue, pressure]));
        Assert.Equal(pressure, SessionState.OnScreen([overdue with { Priority = AlarmPriority.High }, pressure])[0]);
    }

    [Fact]
    public void A_blood_pressure_of_a_session_stands_before_the_observation_that_is_long_overdue()
    {
        var ward = Ward.Running();
        ward.Write(60, Ward.Pressure(162, 96));
        ward.Write(63, Ward.Pressure(166, 102));
        var shown = ward.State.ActiveAlarms(Ward.At(64));
        Assert.Contains(shown, a => a is { Kind: AlarmKind.Overdue, Priority: AlarmPriority.High });
        Assert.Equal("limit.BloodPressure", shown[0].Condition);
        Assert.Equal(AlarmPriority.Medium, shown[0].Priority);
    }

    private static List<Alarm> Some(int seed)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, chance.Next(8)).Select(i =>
        {
            var (kind, priorities) = Possible[chance.Next(Possible.Length)];
            return One(kind, priorities[chance.Next(priorities.Length)], i + chance.Next(30), chance.Next(4) == 0) with { Condition = $"a.{i}" };
        })];
    }

    private static Alarm One(AlarmKind kind, AlarmPriority priority, int minute, bool isAcknowledged) =>
        new($"a.{kind}", kind, priority, Ward.At(minute), Ward.At(minute), Ward.At(minute), null, null, null, [], null, null, null,
            isAcknowledged ? Ward.Nurse : null, isAcknowledged ? Ward.At(minute + 1) : null);

    private static List<Alarm> ByPriorityAndAge(IEnumerable<Alarm> alarms) =>
        [.. alarms.Where(a => a.IsActive).OrderBy(a => a.IsAcknowledged).ThenByDescending(a => a.Priority).ThenBy(a => a.Since)];

    private static IEnumerable<(Alarm Before, Alarm After)> Pairs(IReadOnlyList<Alarm> shown) =>
        shown.SelectMany((before, i) => shown.Skip(i + 1).Select(after => (before, after)));
}
