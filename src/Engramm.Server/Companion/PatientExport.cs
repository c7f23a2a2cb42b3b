using System.Text.Json;
using Engramm.Care.Consent;
using Engramm.Care.Diary;
using Engramm.Care.Patients;
using Engramm.Care.Relearning;
using Engramm.Content;
using Engramm.Content.Relearning;
using Engramm.Content.Treatment;
using Engramm.Server.Design;
using Engramm.Server.Staff.Assessment;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Companion;

/// <summary>A question, or the name of a value, with what was said.</summary>
public sealed record ExportLine(string Name, string Value);

/// <summary>One thing that was entered or agreed.</summary>
/// <param name="At">When (UTC); null where no moment belongs to it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Lines">What it says.</param>
public sealed record ExportEntry(DateTimeOffset? At, string Title, IReadOnlyList<ExportLine> Lines);

/// <summary>One kind of entries.</summary>
public sealed record ExportSection(string Title, IReadOnlyList<ExportEntry> Entries);

/// <summary>
/// What a patient takes along: everything the person entered, and of the rest what the companion shows anyway. Doses, orders, the
/// course of a session, notes and judgements of colleagues are not in it.
/// </summary>
/// <param name="Title">What this is.</param>
/// <param name="Practice">Whose it is.</param>
/// <param name="Person">Who it is about.</param>
/// <param name="MadeAt">When it was made (UTC).</param>
/// <param name="Sections">The content.</param>
public sealed record PatientExport(string Title, string Practice, string Person, DateTimeOffset MadeAt, IReadOnlyList<ExportSection> Sections)
{
    /// <summary>Collects it, in the language of the page.</summary>
    public static async Task<PatientExport> LoadAsync(EngrammDbContext db, Guid patientId, string practice, ContentLibrary content, PageContext context, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        var diary = await db.Diary.AsNoTracking().Where(d => d.PatientId == patientId).OrderBy(d => d.At).ToListAsync(cancellation);
        var answers = await db.Answers.AsNoTracking().Where(a => a.PatientId == patientId).OrderBy(a => a.AnsweredAt).ToListAsync(cancellation);
        var practised = await db.Practised.AsNoTracking().Where(p => p.PatientId == patientId).OrderBy(p => p.At).ToListAsync(cancellation);
        var consents = await db.Consents.AsNoTracking().Where(c => c.PatientId == patientId).OrderBy(c => c.TalkAt).ToListAsync(cancellation);
        var programmes = await db.Assignments.AsNoTracking().Where(a => a.PatientId == patientId).OrderBy(a => a.AssignedAt).ToListAsync(cancellation);
        var infusions = await db.Sessions.AsNoTracking().Where(s => s.PatientId == patientId).OrderBy(s => s.OpenedAt).Select(s => s.OpenedAt).ToListAsync(cancellation);
        return new PatientExport(
            context.T("export.title"),
            practice,
            patient.FullName,
            context.Now,
            [
                new ExportSection(context.T("export.person"), [new ExportEntry(patient.RegisteredAt, patient.FullName, PersonLines(patient, context))]),
                new ExportSection(context.T("companion.data.diary"), [.. diary.Select(d => DiaryEntryOf(d, content, context))]),
                new ExportSection(context.T("companion.data.answers"), [.. answers.Select(a => AnswerSheet.Of(a, content, context))
                    .Select(s => new ExportEntry(s.Answers.AnsweredAt, s.Title, [.. s.Lines.Select(l => new ExportLine(l.Question, l.Said))]))]),
                new ExportSection(context.T("companion.data.practised"), [.. practised.Select(p => PractisedOf(p, content, context))]),
                new ExportSection(context.T("export.programmes"), [.. programmes.Select(a => new ExportEntry(a.AssignedAt, context.T("programme." + a.Programme), []))]),
                new ExportSection(context.T("export.consents"), [.. consents.Select(c => ConsentOf(c, content, context))]),
                new ExportSection(context.T("export.infusions"), [.. infusions.Select(at => new ExportEntry(at, context.T("companion.next.infusion"), []))]),
            ]);
    }

    private static List<ExportLine> PersonLines(Patient patient, PageContext context)
    {
        var none = context.T("export.none");
        return
        [
            new(context.T("export.birth"), context.Date(patient.BirthDate)),
            new(context.T("export.email"), patient.Email ?? none),
            new(context.T("export.phone"), patient.Phone ?? none),
            new(context.T("export.language"), context.Texts.Get("design.language", patient.Language)),
            new(context.T("patient.weight"), patient.WeightKg is { } kg ? context.Number(kg, 1) + " kg" + (patient.WeighedAt is { } at ? ", " + context.Date(at) : "") : none),
            new(context.T("body.height"), patient.HeightCm is { } cm ? context.Number(cm) + " cm" : none),
            new(context.T("patient.allergies"), patient.Allergies switch { null => context.T("patient.allergies.unknown"), "" => context.T("patient.allergies.none"), var told => told }),
            new(context.T("body.stopword"), patient.StopWord ?? none),
        ];
    }

    private static ExportEntry DiaryEntryOf(DiaryEntry entry, ContentLibrary content, PageContext context)
    {
        var questions = content.AllVersions<DiaryDefinition>()[^1].Questions.ToDictionary(q => q.Code, q => q.Question.In(context.Language), StringComparer.Ordinal);
        var lines = entry.Activities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('='))
            .Select(a => new ExportLine(questions.GetValueOrDefault(a[0], a[0]), context.T(a[^1] is "yes" ? "design.yes" : "design.no"))).ToList();
        foreach (var (code, value) in (ReadOnlySpan<(string, int?)>)[("mood", entry.Mood), ("safety", entry.Safety), ("sleep", entry.Sleep), ("stress", entry.Stress), ("pain", entry.Pain)])
        {
            if (value is { } said)
            {
                lines.Add(new ExportLine(questions.GetValueOrDefault(code, code), context.T("export.of.ten", said)));
            }
        }

        foreach (var (code, text) in (ReadOnlySpan<(string, string?)>)[("success", entry.Success), ("note", entry.Note)])
        {
            if (text is not null)
            {
                lines.Add(new ExportLine(questions.GetValueOrDefault(code, code), text));
            }
        }

        return new ExportEntry(entry.At, context.Date(entry.Day), lines);
    }

    private static ExportEntry PractisedOf(Practised practised, ContentLibrary content, PageContext context)
    {
        var week = content.AllVersions<MovementWeek>().LastOrDefault(w => Is(w.Id, practised.UnitId));
        var title = week?.Title ?? content.AllVersions<EducationUnit>().LastOrDefault(u => Is(u.Id, practised.UnitId))?.Title
            ?? content.AllVersions<BreathingExercise>().LastOrDefault(e => Is(e.Id, practised.UnitId))?.Title;
        var details = practised.DetailsJson is { } json ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)! : [];
        return new ExportEntry(
            practised.At,
            context.T("programme." + practised.Programme) + ": " + (title?.In(context.Language) ?? practised.UnitId),
            [.. details.Select(d => new ExportLine(context.T("export.detail." + d.Key), string.Join(", ", d.Value.Select(v => Said(d.Key, v)))))]);

        string Said(string name, string value) => name switch
        {
            "done" => week?.Movements.FirstOrDefault(m => Is(m.Code, value))?.Title.In(context.Language) ?? value,
            "light" when value is "green" or "amber" or "red" => context.T("companion.light." + value),
            _ when value is Choice.Declined => context.T("design.decline"),
            _ => value,
        };
    }

    private static ExportEntry ConsentOf(ConsentRecord consent, ContentLibrary content, PageContext context)
    {
        var title = content.AllVersions<ConsentText>().FirstOrDefault(t => t.Pin == new ContentPin(consent.ConsentId, consent.ConsentVersion))?.Title.In(context.Language) ?? consent.ConsentId;
        var lines = new List<ExportLine> { new(context.T("export.version"), context.Number((decimal)consent.ConsentVersion)) };
        foreach (var (key, at) in (ReadOnlySpan<(string, DateTimeOffset?)>)
            [("export.understood", consent.UnderstoodAt), ("export.signed", consent.SignedAt), ("export.withdrawn", consent.WithdrawnAt)])
        {
            if (at is { } when)
            {
                lines.Add(new ExportLine(context.T(key), context.DateAndTime(when)));
            }
        }

        return new ExportEntry(consent.TalkAt, title, lines);
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
