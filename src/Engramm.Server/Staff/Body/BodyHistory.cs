using System.Text.Json;
using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Server.Design;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Body;

/// <summary>One save as a person reads it.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Changes">What: name, before, after.</param>
public sealed record BodyChange(DateTimeOffset At, string By, IReadOnlyList<(string What, string Before, string After)> Changes);

/// <summary>What the body and session facts were before: read from the sealed history, so that no correction hides what stood there.</summary>
internal static class BodyHistory
{
    private const int Most = 50;

    private static readonly string[] Fields =
    [
        nameof(Patient.WeightKg), nameof(Patient.WeighedAt), nameof(Patient.WeighedHow), nameof(Patient.HeightCm),
        nameof(Patient.Sex), nameof(Patient.Allergies), nameof(Patient.StopWord), nameof(Patient.Complaint), nameof(Patient.Pseudonym),
    ];

    public static async Task<IReadOnlyList<BodyChange>> LoadAsync(EngrammDbContext db, MasterKey master, Guid patientId, bool withPseudonym, PageContext context, CancellationToken cancellation)
    {
        var saves = await AuditHistory.OfAsync(db, master, nameof(Patient), patientId, withPseudonym ? Fields : Fields[..^1], cancellation);
        var names = await db.Accounts.AsNoTracking().Where(a => a.Role != Role.Patient).ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
        return
        [
            .. saves.Take(Most).Select(save => new BodyChange(
                save.At,
                names.GetValueOrDefault(save.Actor, "Engramm"),
                [
                    .. save.Changes.OrderBy(c => Array.IndexOf(Fields, c.Field))
                        .Select(c => (context.T("body.field." + c.Field), Shown(c.Field, c.Old, context), Shown(c.Field, c.New, context))),
                ])),
        ];
    }

    private static string Shown(string field, JsonElement? value, PageContext context)
    {
        if (value is not { } known)
        {
            return context.T("body.unknown");
        }

        return field switch
        {
            nameof(Patient.WeightKg) => context.Number(known.GetDouble(), 1) + " kg",
            nameof(Patient.HeightCm) => context.Number(known.GetDouble()) + " cm",
            nameof(Patient.WeighedAt) => context.DateAndTime(known.GetDateTimeOffset()),
            nameof(Patient.WeighedHow) => context.T("body.how." + (WeightMethod)known.GetInt32()),
            nameof(Patient.Sex) => context.T("invite.sex." + (Sex)known.GetInt32()),
            nameof(Patient.Allergies) when known.GetString() is "" => context.T("patient.allergies.none"),
            _ => known.GetString() ?? context.T("body.unknown"),
        };
    }
}
