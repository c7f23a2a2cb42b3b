using Engramm.Care.Access;
using Engramm.Care.Patients;
using Engramm.Content;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Patients;

/// <summary>What surrounds every page about one patient.</summary>
/// <param name="Patient">The person.</param>
/// <param name="Bar">The bar at the top.</param>
/// <param name="Journey">The rail at the left.</param>
/// <param name="Tabs">Pages this colleague may open: address and name.</param>
public sealed record PatientFrame(Patient Patient, PatientBar Bar, Journey Journey, IReadOnlyList<(string Href, string Text)> Tabs)
{
    public PatientPaths Paths => new(Patient.Id);

    /// <summary>Reads the patient with bar, rail and tabs. The access gate has made sure that the patient exists and may be read.</summary>
    public static async Task<PatientFrame> LoadAsync(
        EngrammDbContext db, Guid patientId, PageContext context, Visit visit, ContentLibrary content, CancellationToken cancellation)
    {
        var patient = await db.Patients.AsNoTracking().SingleAsync(p => p.Id == patientId, cancellation);
        var (bar, journey) = await PatientHeader.LoadAsync(db, patient, context, visit, content, cancellation);
        var paths = new PatientPaths(patientId);
        var tabs = new List<(string, string)>();
        if (visit.May(Permissions.ReadRecord))
        {
            tabs.Add((paths.Record, context.T("tabs.record")));
            tabs.Add((paths.Assessment, context.T("tabs.assessment")));
        }

        if (visit.May(Permissions.ReadEligibility))
        {
            tabs.Add((paths.Eligibility, context.T("tabs.eligibility")));
            tabs.Add((paths.Consent, context.T("tabs.consent")));
            tabs.Add((paths.Plan, context.T("tabs.plan")));
        }

        tabs.Add((paths.Programmes, context.T("tabs.programmes")));
        tabs.Add((paths.Contacts, context.T("tabs.contacts")));
        if (visit.May(Permissions.PatientAccess))
        {
            tabs.Add((paths.Access, context.T("tabs.access")));
        }

        return new PatientFrame(patient, bar, journey, tabs);
    }
}
