using Engramm.Server.Clock;
using Engramm.Server.Companion;
using Engramm.Server.Demo;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Public;
using Engramm.Server.Staff.Assessment;
using Engramm.Server.Staff.Board;
using Engramm.Server.Staff.Body;
using Engramm.Server.Staff.Consent;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Infusion;
using Engramm.Server.Staff.Integration;
using Engramm.Server.Staff.Monitors;
using Engramm.Server.Staff.Parts;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Planning;
using Engramm.Server.Staff.Relearning;
using Engramm.Server.Staff.Release;
using Engramm.Server.Staff.Users;

namespace Engramm.Server.Hosting;

/// <summary>Every area of the server maps its own routes; this list is the table of contents.</summary>
public static class Routes
{
    public static void MapEngramm(this WebApplication app)
    {
        app.MapHealth();
        app.MapPracticeClock();
        app.MapPublicPages();
        app.MapDoor();
        TourGuide.Map(app);
        app.MapSignIn();
        app.MapSecondFactor();
        app.MapLinks();
        app.MapLive();
        app.MapScene();
        app.MapFhir();
        app.MapCompanion();
        app.MapExport();
        app.MapQuestionnaires();
        app.MapWhereToGo();
        app.MapPatients();
        app.MapUsers();
        app.MapAccess();
        app.MapParts();
        app.MapReleases();
        app.MapBody();
        app.MapAssessment();
        app.MapProgrammes();
        app.MapContacts();
        app.MapCockpitPage();
        app.MapDrills();
        app.MapHeldMessages();
        app.MapBoard();
        app.MapMonitors();
        app.MapDevices();
        app.MapEligibility();
        app.MapConsent();
        app.MapPlanning();
        app.MapInfusions();
    }
}
