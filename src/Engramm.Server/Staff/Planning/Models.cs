using Engramm.Care.Eligibility;
using Engramm.Care.Planning;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Rules;
using Engramm.Server.Design;
using Engramm.Server.Staff.Eligibility;
using Engramm.Server.Staff.Patients;
using Engramm.Sessions.Planning;
using InfusionOrder = Engramm.Care.Planning.InfusionOrder;

namespace Engramm.Server.Staff.Planning;

/// <summary>The planner.</summary>
/// <param name="Frame">Bar and rail.</param>
/// <param name="File">Record, rules, decision, consent.</param>
/// <param name="Protocol">The protocol the plan follows.</param>
/// <param name="RestsOn">What must be released before a plan can be signed; the drug comes with the choice.</param>
/// <param name="Indication">The indication of the signed decision, or null.</param>
/// <param name="Guard">What is known about that indication.</param>
/// <param name="IndicationReason">The reason signed for it, when it needed one.</param>
/// <param name="Drugs">What is on the shelf.</param>
/// <param name="Chairs">Where.</param>
/// <param name="History">What came before.</param>
/// <param name="State">What was entered.</param>
/// <param name="Draft">The checked plan; null before anything was calculated.</param>
/// <param name="Switches">Which separable parts are on.</param>
/// <param name="Course">The prediction; null without a plan, where no model fits, or while prediction is off.</param>
/// <param name="Obstacles">What stands against signing.</param>
/// <param name="Orders">Signed plans, newest first.</param>
/// <param name="MaySign">A physician is looking.</param>
/// <param name="MayOpen">May open a session.</param>
/// <param name="Signer">Name under the signature.</param>
public sealed record PlanModel(
    PatientFrame Frame,
    DecisionFile File,
    InfusionProtocol Protocol,
    IReadOnlyList<ContentFile> RestsOn,
    Indication? Indication,
    Finding? Guard,
    string? IndicationReason,
    IReadOnlyList<Drug> Drugs,
    IReadOnlyList<Choice> Chairs,
    PlanHistory History,
    FormState State,
    PlanDraft? Draft,
    SessionSwitches Switches,
    PredictedCourse? Course,
    IReadOnlyList<PlanObstacle> Obstacles,
    IReadOnlyList<SignedPlan> Orders,
    bool MaySign,
    bool MayOpen,
    string Signer);

/// <summary>A signed plan with what became of it.</summary>
/// <param name="Order">As signed.</param>
/// <param name="Product">Name of the product.</param>
/// <param name="Chair">Name of the chair.</param>
/// <param name="By">Who signed.</param>
/// <param name="SessionId">Its session, once opened.</param>
/// <param name="SessionClosed">Whether that session is over.</param>
public sealed record SignedPlan(InfusionOrder Order, string Product, string Chair, string By, Guid? SessionId, bool SessionClosed);
