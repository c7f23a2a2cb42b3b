using System.Collections.Frozen;
using Engramm.Content;
using Engramm.Content.Infusion;
using Engramm.Content.Instruments;
using Engramm.Content.Relearning;
using Engramm.Content.Rules;
using Engramm.Content.Screening;
using Engramm.Content.Treatment;
using Engramm.Server.Access;
using Engramm.Server.Design;
using Engramm.Storage;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Staff.Release;

/// <summary>What a text does once it is released.</summary>
public enum ReleaseEffect
{
    /// <summary>Patients read it.</summary>
    PatientText,

    /// <summary>A physician's decision or order rests on it.</summary>
    RuleOrLimit,
}

/// <summary>
/// Which content this practice uses. In a real practice what patients read, and the rules and limits that decisions and orders rest on, stay off until a
/// physician of the practice has signed them; crisis card, setback plan and whatever is always open never depend on it. A fictional practice uses everything.
/// </summary>
public sealed class Releases(PracticeProfile practice)
{
    /// <summary>How long a signature given on another node may go unseen, in milliseconds.</summary>
    private const long LooksAgainAfter = 2_000;

    private static readonly FrozenDictionary<Type, ReleaseEffect> Effects = new Dictionary<Type, ReleaseEffect>
    {
        [typeof(RedFlagList)] = ReleaseEffect.PatientText,
        [typeof(SelfCheck)] = ReleaseEffect.PatientText,
        [typeof(Instrument)] = ReleaseEffect.PatientText,
        [typeof(DiaryDefinition)] = ReleaseEffect.PatientText,
        [typeof(EducationUnit)] = ReleaseEffect.PatientText,
        [typeof(BreathingExercise)] = ReleaseEffect.PatientText,
        [typeof(MovementWeek)] = ReleaseEffect.PatientText,
        [typeof(ConsentText)] = ReleaseEffect.PatientText,
        [typeof(EligibilityRuleSet)] = ReleaseEffect.RuleOrLimit,
        [typeof(FactCatalogue)] = ReleaseEffect.RuleOrLimit,
        [typeof(IndicationList)] = ReleaseEffect.RuleOrLimit,
        [typeof(InfusionProtocol)] = ReleaseEffect.RuleOrLimit,
        [typeof(PlanLimits)] = ReleaseEffect.RuleOrLimit,
        [typeof(Drug)] = ReleaseEffect.RuleOrLimit,
        [typeof(AlarmLimits)] = ReleaseEffect.RuleOrLimit,
    }.ToFrozenDictionary();

    private volatile FrozenSet<(ContentPin, string)> signed = [];
    private long lookedAt = -LooksAgainAfter;

    /// <summary>What depends on a signature under the file; null when nothing does.</summary>
    public static ReleaseEffect? EffectOf(ContentFile file) =>
        file is EducationUnit { AlwaysOpen: true } or BreathingExercise { AlwaysOpen: true } ? null
        : Effects.TryGetValue(file.GetType(), out var effect) ? effect
        : null;

    /// <summary>Whether a clinician signed it: in the file, or a physician of this practice under exactly this text.</summary>
    public bool IsSigned(ContentFile file) => file.IsReviewed || signed.Contains((file.Pin, file.Original.Fingerprint));

    /// <summary>Whether this practice uses it.</summary>
    public bool IsReleased(ContentFile file) => practice.IsFictional || EffectOf(file) is null || IsSigned(file);

    /// <summary>The form with a message that names what is not released yet; the same form when everything is.</summary>
    public FormState Require(FormState form, PageContext context, params IEnumerable<ContentFile> files)
    {
        var missing = files.Where(f => !IsReleased(f)).Select(f => f.Pin.ToString()).ToList();
        return missing.Count == 0 ? form : form.Fault("", $"{form.Error("")} {context.T("release.needed", string.Join(", ", missing))}".TrimStart());
    }

    /// <summary>Reads the signatures when the last look is older than two seconds.</summary>
    public async Task LookAsync(EngrammDbContext db, CancellationToken cancellation)
    {
        if (Environment.TickCount64 - Interlocked.Read(ref lookedAt) >= LooksAgainAfter)
        {
            await LookNowAsync(db, cancellation);
        }
    }

    /// <summary>Reads the signatures.</summary>
    public async Task LookNowAsync(EngrammDbContext db, CancellationToken cancellation)
    {
        var at = Environment.TickCount64;
        var rows = await db.ContentSignatures.AsNoTracking().Select(s => new { s.ContentId, s.Version, s.Fingerprint }).ToListAsync(cancellation);
        signed = rows.Select(r => (new ContentPin(r.ContentId, r.Version), r.Fingerprint)).ToFrozenSet();
        Interlocked.Exchange(ref lookedAt, at);
    }
}
