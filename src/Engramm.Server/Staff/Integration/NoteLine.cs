using System.Text.Json;
using Engramm.Care.Integration;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Integration;

/// <summary>A talk or call as colleagues read it.</summary>
/// <param name="Id">Which note.</param>
/// <param name="Kind">What kind of contact.</param>
/// <param name="At">When.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Text">What was said.</param>
/// <param name="Answers">Answers to the fixed questions: question and answer in words.</param>
public sealed record NoteLine(Guid Id, ContactKind Kind, DateTimeOffset At, string By, string Text, IReadOnlyList<(string Question, string Answer)> Answers)
{
    /// <summary>The newest notes of a patient.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="patientId">About whom.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="onlyBy">Only this colleague's own notes, for those who may not read the record; null for all.</param>
    /// <param name="context">Language of the questions.</param>
    /// <param name="cancellation">Ends the reading with the request.</param>
    public static async Task<IReadOnlyList<NoteLine>> LoadAsync(
        EngrammDbContext db, Guid patientId, int most, Guid? onlyBy, PageContext context, CancellationToken cancellation)
    {
        var notes = db.Notes.AsNoTracking().Where(n => n.PatientId == patientId);
        if (onlyBy is { } author)
        {
            notes = notes.Where(n => n.By == author);
        }

        var found = await notes.OrderByDescending(n => n.At).Take(most).ToListAsync(cancellation);
        var authors = found.Select(n => n.By).Distinct().ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => authors.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        return [.. found.Select(n => new NoteLine(n.Id, n.Kind, n.At, names.GetValueOrDefault(n.By, "?"), n.Text, Read(n.AnswersJson, context)))];
    }

    private static List<(string, string)> Read(string? json, PageContext context)
    {
        if (json is null)
        {
            return [];
        }

        var answers = JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        return [.. answers.Select(a => CallQuestions.Find(a.Key) is { } question ? (context.T(question.Text), CallQuestions.Word(a.Value, context)) : (a.Key, a.Value))];
    }
}
