using Engramm.Content.Access;
using Engramm.Content.Evidence;
using Engramm.Content.Infusion;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Rules;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;

namespace Engramm.Content;

/// <summary>
/// The kinds of content there are. To add one: a sealed record deriving from <see cref="ContentFile"/>, a line here,
/// and <c>content/schema/&lt;folder&gt;.schema.json</c> for the keys beside the common ones.
/// </summary>
internal static class ContentKinds
{
    /// <summary>Folder under <c>content/</c> and the record its files become.</summary>
    public static IReadOnlyList<ContentKind> All { get; } =
    [
        new("access", typeof(AccessTable)),
        new("alarms", typeof(AlarmLimits)),
        new("consent", typeof(ConsentText)),
        new("crisis", typeof(CrisisCard)),
        new("diaries", typeof(DiaryDefinition)),
        new("discharge", typeof(DischargeAdvice)),
        new("discharge-criteria", typeof(DischargeCriteria)),
        new("drugs", typeof(Drug)),
        new("education", typeof(EducationUnit)),
        new("eligibility", typeof(EligibilityRuleSet)),
        new("evidence", typeof(EvidenceRow)),
        new("exercises", typeof(BreathingExercise)),
        new("facts", typeof(FactCatalogue)),
        new("flare-plans", typeof(FlarePlan)),
        new("gate", typeof(CheckInGate)),
        new("indications", typeof(IndicationList)),
        new("instruments", typeof(Instrument)),
        new("integration", typeof(IntegrationPrompts)),
        new("kinetics", typeof(KineticModel)),
        new("limits", typeof(PlanLimits)),
        new("movement", typeof(MovementWeek)),
        new("protocols", typeof(InfusionProtocol)),
        new("recovery-scores", typeof(RecoveryScore)),
        new("red-flags", typeof(RedFlagList)),
        new("reference-levels", typeof(ReferenceLevels)),
        new("rescue", typeof(RescueLists)),
        new("self-checks", typeof(SelfCheck)),
        new("separable-parts", typeof(SeparableParts)),
        new("slow-effects", typeof(SlowEffectModel)),
        new("suicide-risk", typeof(SuicideRiskRules)),
    ];

    /// <summary>Folders under <c>content/</c> that hold something else and are read elsewhere.</summary>
    public static IReadOnlyList<string> OtherFolders { get; } = ["schema"];
}

/// <summary>A kind of content.</summary>
/// <param name="Folder">Its folder under <c>content/</c>, and the name of its schema.</param>
/// <param name="Record">The sealed record its files become.</param>
internal sealed record ContentKind(string Folder, Type Record);
