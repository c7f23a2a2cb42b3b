using Engramm.Server.Design;
using Engramm.Sessions;
using Engramm.Sessions.Entries;

namespace Engramm.Server.Staff.Infusion;

/// <summary>Somebody who took part.</summary>
/// <param name="Name">Who.</param>
/// <param name="Part">As what.</param>
/// <param name="InCharge">From when to when this person was in charge; empty when never.</param>
/// <param name="Watched">From when to when this person watched beside the one in charge; empty when never.</param>
public sealed record PersonLine(string Name, string Part, string InCharge, string Watched);

/// <summary>Who took part in a session, who was in charge when, who watched, and with which ampoule.</summary>
internal static class ReportPeople
{
    public static IReadOnlyList<PersonLine> Of(SessionState state, IReadOnlyList<SessionEvent> events, DateTimeOffset until, PageContext context)
    {
        var charge = new List<(string Id, DateTimeOffset From, DateTimeOffset Until)>();
        var watching = new List<(string Id, DateTimeOffset From, DateTimeOffset? Until)>();
        foreach (var line in state.Entries)
        {
            var id = line.Event.By.Id;
            switch (line.Entry)
            {
                case ChargeTaken:
                    if (charge.Count > 0)
                    {
                        charge[^1] = charge[^1] with { Until = line.At };
                    }

                    charge.Add((id, line.At, until > line.At ? until : line.At));
                    break;
                case ObserverJoined or ObserverLeft:
                    var open = watching.FindIndex(w => w.Until is null && string.Equals(w.Id, id, StringComparison.Ordinal));
                    if (open >= 0)
                    {
                        watching[open] = watching[open] with { Until = line.At };
                    }

                    if (line.Entry is ObserverJoined)
                    {
                        watching.Add((id, line.At, null));
                    }

                    break;
                default:
                    break;
            }
        }

        string Span(DateTimeOffset from, DateTimeOffset to) => $"{context.Time(from)}–{context.Time(to)}";
        return
        [
            .. events.Where(e => e.By.Role is not (ActorRole.Monitor or ActorRole.Software)).OrderBy(e => e.OccurredAt).DistinctBy(e => (e.By.Id, e.By.Role)).Select(e => new PersonLine(
                e.By.DisplayName,
                context.T("report.part." + e.By.Role),
                string.Join(", ", charge.Where(c => string.Equals(c.Id, e.By.Id, StringComparison.Ordinal)).Select(c => Span(c.From, c.Until))),
                string.Join(", ", watching.Where(w => string.Equals(w.Id, e.By.Id, StringComparison.Ordinal)).Select(w => Span(w.From, w.Until ?? (until > w.From ? until : w.From)))))),
        ];
    }

    /// <summary>The lot numbers read off the ampoule, each with who read it.</summary>
    public static IReadOnlyList<string> Lots(SessionState state, PageContext context) =>
        [.. state.Entries.Where(e => e.Entry is PumpChecked { LotNumber.Length: > 0 })
            .Select(e => $"{((PumpChecked)e.Entry!).LotNumber} ({e.Event.By.DisplayName}, {context.Time(e.At)})")];
}
