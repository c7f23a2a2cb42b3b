using Engramm.Care.Access;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Server.Live;
using Engramm.Server.Staff.Parts;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions;
using Engramm.Sessions.Alarms;
using Engramm.Sessions.Entries;
using Engramm.Sessions.Planning;
using Engramm.Sessions.Readings;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Board;

/// <summary>The board of chairs.</summary>
/// <param name="Practice">Name of the practice.</param>
/// <param name="AreAlarmsOff">Whether the next session would have no alarms.</param>
/// <param name="Chairs">Every chair with an open session the person may read, by name.</param>
/// <param name="Others">The other chairs with an open session, by name.</param>
/// <param name="Unreadable">Chairs whose open session cannot be read by anybody, by name.</param>
public sealed record BoardModel(string Practice, bool AreAlarmsOff, IReadOnlyList<BoardLine> Chairs, IReadOnlyList<OtherChair> Others, IReadOnlyList<string> Unreadable);

/// <summary>What everybody of the rooms may know of a chair, so that help comes from whoever stands near: nobody's name, no value, no sign.</summary>
/// <param name="Chair">The chair's name.</param>
/// <param name="Priority">The most pressing alarm nobody has acknowledged; null when there is none.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsEscalated">Whether nobody in the room has acknowledged an alarm in time.</param>
/// <param name="IsAlone">Whether it needs watching and no screen shows it.</param>
/// <param name="InCharge">The colleague in charge; null when nobody is.</param>
public sealed record OtherChair(string Chair, AlarmPriority? Priority, DateTimeOffset? Since, bool IsEscalated, bool IsAlone, string? InCharge)
{
    /// <summary>Keeps of a chair what everybody may know.</summary>
    public static OtherChair Of(BoardLine line)
    {
        var pressing = line.Alarms.Where(a => !a.IsAcknowledged).MaxBy(a => a.Priority);
        return new OtherChair(line.Chair, pressing?.Priority, pressing?.Since, line.Escalated.Count > 0, line.IsAlone, line.State.InCharge?.By.DisplayName);
    }
}

/// <summary>One chair.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Chair">The chair's name.</param>
/// <param name="State">The session as stored.</param>
/// <param name="Phase">Where it stands now.</param>
/// <param name="Alarms">The alarms that belong on a screen now; most pressing first.</param>
/// <param name="Escalated">Those that nobody in the room has acknowledged in time.</param>
/// <param name="IsAlone">Whether it needs watching and no screen shows it.</param>
public sealed record BoardLine(Guid SessionId, string Chair, SessionState State, SessionPhase Phase, IReadOnlyList<Alarm> Alarms, IReadOnlyList<Alarm> Escalated, bool IsAlone)
{
    /// <summary>The signs on the board, the ones a glance from the door asks for.</summary>
    public static IReadOnlyList<Sign> Signs { get; } = [Sign.BloodPressure, Sign.HeartRate, Sign.OxygenSaturation, Sign.RespiratoryRate, Sign.Sedation];

    /// <summary>The value of a sign, or a dash.</summary>
    public static string Value(LatestReading latest, PageContext context)
    {
        double? Of(Measure measure) => latest.Reading?[measure];
        return latest.Sign switch
        {
            Sign.BloodPressure => Of(Measure.Systolic) is { } systolic && Of(Measure.Diastolic) is { } diastolic ? $"{context.Number(systolic)}/{context.Number(diastolic)}" : "–",
            _ => latest.Reading?.Values is [var value, ..] ? context.Number(value.Value) : "–",
        };
    }
}

/// <summary>All running sessions of the practice on one page. It shows; it is no alarm system and makes no sound.</summary>
public static class BoardPages
{
    public static void MapBoard(this IEndpointRouteBuilder app) => app.MapGet(PatientPaths.Board, ShowAsync).Needs(Permissions.BoardOfChairs);

    private static async Task<IResult> ShowAsync(EngrammDbContext db, SessionDesk desk, SessionWatch watch, Visit visit, AccessRules rules, PageContexts pages, HttpContext http)
    {
        var cancellation = http.RequestAborted;
        var open = await (from session in db.Sessions.AsNoTracking()
                          where session.ClosedAt == null
                          join chair in db.Chairs on session.ChairId equals chair.Id
                          orderby chair.Name
                          select new { session.Id, chair.Name }).ToListAsync(cancellation);
        var readable = (await ReadableSessions.Of(db, visit, rules).Where(s => s.ClosedAt == null).Select(s => s.Id).ToListAsync(cancellation)).ToHashSet();
        var lines = new List<BoardLine>();
        var unreadable = new List<string>();
        foreach (var session in open)
        {
            try
            {
                var state = (await desk.ReadAsync(session.Id, cancellation)).State;
                lines.Add(new BoardLine(
                    session.Id,
                    session.Name,
                    state,
                    state.PhaseAt(visit.Now),
                    state.ActiveAlarms(visit.Now),
                    state.AreAlarmsOff ? [] : state.EscalatedAlarms(visit.Now),
                    watch.IsAlone(session.Id) && LonelySessions.NeedsWatching(state)));
            }
            catch (Exception fault) when (SessionDesk.IsOfTheLog(fault))
            {
                desk.Unreadable(session.Id, fault);
                unreadable.Add(session.Name);
            }
        }

        return PageResult.Of<BoardPage>(pages.Of(http), new BoardModel(
            visit.Practice.Name,
            !(await PracticeSwitches.NowAsync(db, cancellation)).DeviceAlarms,
            [.. lines.Where(l => readable.Contains(l.SessionId))],
            [.. lines.Where(l => !readable.Contains(l.SessionId)).Select(OtherChair.Of)],
            unreadable));
    }
}
