using System.Text.Encodings.Web;
using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Engramm.Storage.Audit;

namespace Engramm.Server.Companion;

/// <summary>The person's own copy: one file for people to read, one for programs. Every copy leaves a link in the audit chain.</summary>
public static class ExportEndpoints
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/companion/{patientId:guid}/data/export.json", async (Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, CurrentActor actor, AuditWriter audit, ContentLibrary content, PageContexts pages) =>
            Results.File(
                JsonSerializer.SerializeToUtf8Bytes(await TakeAsync(patientId, http, visit, db, actor, audit, content, pages.Of(http)), Readable),
                "application/json", FileName(visit, "json"))).Needs(Permissions.Companion);
        app.MapGet("/companion/{patientId:guid}/data/export.html", async (Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, CurrentActor actor, AuditWriter audit, ContentLibrary content, PageContexts pages) =>
        {
            var context = pages.Of(http);
            var export = await TakeAsync(patientId, http, visit, db, actor, audit, content, context);
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(visit, "html")}\"";
            return PageResult.Of<ExportDocument>(context, export);
        }).Needs(Permissions.Companion);
    }

    private static async Task<PatientExport> TakeAsync(
        Guid patientId, HttpContext http, Visit visit, EngrammDbContext db, CurrentActor actor, AuditWriter audit, ContentLibrary content, PageContext context)
    {
        var export = await PatientExport.LoadAsync(db, patientId, visit.Practice.Name, content, context, http.RequestAborted);
        await audit.NoteAsync(db, actor, "exported own data", "Patient", patientId, http.RequestAborted);
        return export;
    }

    private static string FileName(Visit visit, string ending) => FormattableString.Invariant($"engramm-{visit.Today:yyyy-MM-dd}.{ending}");
}
