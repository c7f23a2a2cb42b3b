using System.Globalization;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Access;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>One line of the list.</summary>
public sealed record PatientLine(Guid Id, string Given, string Family, DateOnly Birth, string? Complaint, bool IsHeld);

/// <summary>One page of the patients a colleague may read.</summary>
/// <param name="Lines">This page, by family name.</param>
/// <param name="Search">What was searched for.</param>
/// <param name="Page">Page shown, from 1.</param>
/// <param name="Pages">Number of pages, at least 1.</param>
/// <param name="Found">Patients found on all pages.</param>
public sealed record PatientList(IReadOnlyList<PatientLine> Lines, string Search, int Page, int Pages, int Found)
{
    public const int PerPage = 25;

    /// <summary>Reads one page.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="visit">Who is looking.</param>
    /// <param name="rules">How far the colleague's role reaches.</param>
    /// <param name="search">Parts of names, or a year of birth; all parts must fit.</param>
    /// <param name="page">Page wanted, from 1.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task<PatientList> LoadAsync(EngrammDbContext db, Visit visit, AccessRules rules, string? search, int page, CancellationToken cancellation)
    {
        var readable = Readable(db, visit, rules);
        var all = readable is null
            ? []
            : await readable.AsNoTracking().Select(p => new PatientLine(p.Id, p.GivenName, p.FamilyName, p.BirthDate, p.Complaint, false)).ToListAsync(cancellation);

        // Compared here and not in the database: SQLite knows no case for letters beyond ASCII, and names have umlauts.
        var parts = (search ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var compare = CultureInfo.InvariantCulture.CompareInfo;
        bool Fits(PatientLine line, string part) =>
            compare.IndexOf(line.Given + " " + line.Family, part, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0
            || line.Birth.ToString("yyyy-MM-dd dd.MM.yyyy", CultureInfo.InvariantCulture).Contains(part, StringComparison.Ordinal);
        var found = all.Where(l => Array.TrueForAll(parts, part => Fits(l, part)))
            .OrderBy(l => l.Family, StringComparer.InvariantCultureIgnoreCase).ThenBy(l => l.Given, StringComparer.InvariantCultureIgnoreCase)
            .ToList();
        var pages = Math.Max(1, (found.Count + PerPage - 1) / PerPage);
        page = page < 1 || page > pages ? 1 : page;
        var shown = found.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        var ids = shown.Select(l => l.Id).ToList();
        var held = await db.SuicideRiskHolds.AsNoTracking()
            .Where(h => ids.Contains(h.PatientId) && (h.AssessedAt == null || h.Level == "Orange" || h.Level == "Red"))
            .Select(h => h.PatientId)
            .Union(db.Tasks.Where(t => ids.Contains(t.PatientId) && t.Kind == CareTaskKind.RedFlag && t.DoneAt == null).Select(t => t.PatientId))
            .ToListAsync(cancellation);
        return new PatientList([.. shown.Select(l => l with { IsHeld = held.Contains(l.Id) })], search?.Trim() ?? string.Empty, page, pages, found.Count);
    }

    /// <summary>Patients whose pages this colleague may open; null when there are none by role.</summary>
    private static IQueryable<Patient>? Readable(EngrammDbContext db, Visit visit, AccessRules rules)
    {
        var me = visit.Who;
        var reach = rules.Of(Permissions.ReadRecord, me.Role);
        reach = reach == Reach.None ? rules.Of(Permissions.ReadProgrammes, me.Role) : reach;
        return reach switch
        {
            Reach.Any => db.Patients,
            Reach.Named => db.Patients.Where(p => db.CareTeam.Any(m => m.PatientId == p.Id && m.AccountId == me.AccountId && m.Part != CareTeamPart.Coach)),
            Reach.Assigned => db.Patients.Where(p => db.CareTeam.Any(m => m.PatientId == p.Id && m.AccountId == me.AccountId && m.Part == CareTeamPart.Coach)),
            Reach.None or Reach.Yes or Reach.Self => null,
        };
    }
}
