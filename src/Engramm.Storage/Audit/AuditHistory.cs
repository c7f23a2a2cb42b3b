using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.Audit;

/// <summary>One value that was written, with the one it replaced.</summary>
/// <param name="Field">Name of the property.</param>
/// <param name="Old">What stood there; null or JSON null where nothing did.</param>
/// <param name="New">What was written; JSON null takes the value away.</param>
public sealed record FieldChange(string Field, JsonElement? Old, JsonElement? New);

/// <summary>One save of one row, opened.</summary>
/// <param name="At">When, practice time.</param>
/// <param name="Actor">Account that wrote; all zeros for the server itself.</param>
/// <param name="Changes">The fields that were asked for and changed.</param>
public sealed record RowChange(DateTimeOffset At, Guid Actor, IReadOnlyList<FieldChange> Changes);

/// <summary>Reads what a row once held. Corrections overwrite the row, never this.</summary>
public static class AuditHistory
{
    /// <summary>The changes of one row, newest first. Saves that touched none of the fields are left out.</summary>
    /// <param name="db">The practice's records.</param>
    /// <param name="master">Opens the keys.</param>
    /// <param name="objectType">Name of the row's type.</param>
    /// <param name="objectId">The row.</param>
    /// <param name="fields">Properties that are wanted.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<RowChange>> OfAsync(
        EngrammDbContext db, MasterKey master, string objectType, Guid objectId, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        var practice = db.PracticeId;
        var saves = await (
            from link in db.AuditEntries.AsNoTracking()
            where link.PracticeId == practice && link.ObjectType == objectType && link.ObjectId == objectId && link.HistoryDigest != ""
            join history in db.History.AsNoTracking() on new { link.PracticeId, link.Sequence } equals new { history.PracticeId, history.Sequence }
            join key in db.RecordKeys.AsNoTracking() on new { history.PracticeId, history.KeyId } equals new { key.PracticeId, key.KeyId }
            orderby link.Sequence descending
            select new { link.At, link.Actor, history.Sealed, key.Wrapped }).ToListAsync(cancellation);
        return
        [
            .. saves.Select(s => new RowChange(s.At, s.Actor, Read(MasterKey.Open(master.Open(s.Wrapped), s.Sealed), fields))).Where(c => c.Changes.Count > 0),
        ];
    }

    private static List<FieldChange> Read(byte[] values, IReadOnlyList<string> fields)
    {
        using var read = JsonDocument.Parse(values);
        return
        [
            .. read.RootElement.EnumerateObject()
                .Where(p => fields.Contains(p.Name, StringComparer.Ordinal))
                .Select(p => new FieldChange(p.Name, Known(p.Value[0]), Known(p.Value[1])))
                .Where(c => c.Old is not null || c.New is not null),
        ];
    }

    private static JsonElement? Known(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.Clone();
}
