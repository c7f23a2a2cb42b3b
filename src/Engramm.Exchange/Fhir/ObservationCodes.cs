using System.Collections.Frozen;
using Engramm.Exchange.Hl7v2;
using Hl7.Fhir.Model;

namespace Engramm.Exchange.Fhir;

/// <summary>What the codings of an Observation mean.</summary>
/// <param name="Kind">The vital sign; null for a panel and when there is a problem.</param>
/// <param name="IsPanel">Whether it is the panel of a blood pressure, whose numbers stand in components.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed record MeantSign(VitalKind? Kind, bool IsPanel, string? Problem);

/// <summary>
/// Which LOINC and MDC codes mean which vital sign. LOINC: base R4 vital signs profiles and intensive-care module of the German Medical
/// Informatics Initiative v2026.0.0; MDC: <see cref="MdcNomenclature"/>. Codings of other systems are not looked at. Codings that say
/// different things are refused: the numbers of an arterial line must never pass for those of a cuff.
/// </summary>
internal static class ObservationCodes
{
    public const string Loinc = "http://loinc.org";
    public const string Mdc = "urn:iso:std:iso:11073:10101";
    public const string Panel = "85354-9";

    /// <summary>Stands beside 59408-5 in the base profile; alone it may be a blood gas.</summary>
    private const string AnySaturation = "2708-6";

    private const string Allowed =
        "Read here are LOINC 8867-4 (heart rate), 59408-5 (SpO2), 9279-1 (respiratory rate), 8310-5 (temperature), 85354-9 (blood pressure with components 8480-6, 8462-4, 8478-0), "
        + "and MDC codes of the operator's manual.";

    private static readonly FrozenDictionary<string, VitalKind> Signs = new Dictionary<string, VitalKind>(StringComparer.Ordinal)
    {
        ["8867-4"] = VitalKind.HeartRate,
        ["59408-5"] = VitalKind.SpO2,
        ["9279-1"] = VitalKind.RespiratoryRate,
        ["8310-5"] = VitalKind.Temperature,
        ["8480-6"] = VitalKind.NibpSystolic,
        ["8462-4"] = VitalKind.NibpDiastolic,
        ["8478-0"] = VitalKind.NibpMean,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Signs that a session keeps. Carbon dioxide has no place in it yet, so it is refused and never lost in silence.</summary>
    public static bool IsKept(VitalKind kind) => kind is not VitalKind.EtCO2;

    public static bool IsPressure(VitalKind kind) => kind is VitalKind.NibpSystolic or VitalKind.NibpDiastolic or VitalKind.NibpMean;

    public static MeantSign Read(CodeableConcept? concept)
    {
        var known = (concept?.Coding ?? []).Where(c => c.System is Loinc or Mdc).ToList();
        var meant = known.Where(c => c is not { System: Loinc, Code: AnySaturation }).Select(c => (c.Code, Kind: KindOf(c), IsPanel: c is { System: Loinc, Code: Panel })).ToList();
        if (meant.Count == 0)
        {
            return Refuse(known.Count > 0 ? $"LOINC {AnySaturation} alone may be a blood gas. Send 59408-5 beside it." : $"No LOINC or MDC coding. {Allowed}");
        }

        if (meant.FindIndex(m => m.Kind is null && !m.IsPanel) is >= 0 and var unknown)
        {
            return Refuse(meant[unknown].Code is { } code ? $"Code {code} is not read here. {Allowed}" : $"A coding has a system and no code. {Allowed}");
        }

        return meant.Select(m => (m.Kind, m.IsPanel)).Distinct().Count() > 1
            ? Refuse($"The codings {string.Join(", ", meant.Select(m => m.Code))} mean different things. Send codings of one sign.")
            : meant[0].Kind is { } kind && !IsKept(kind) ? Refuse($"{kind} is not kept in a session. {Allowed}")
            : new MeantSign(meant[0].Kind, meant[0].IsPanel, null);
    }

    private static MeantSign Refuse(string problem) => new(null, IsPanel: false, problem);

    private static VitalKind? KindOf(Coding coding) => coding.System is Mdc
        ? MdcNomenclature.KindOf(coding.Code ?? string.Empty, "MDC")
        : Signs.TryGetValue(coding.Code ?? string.Empty, out var kind) ? kind : null;
}
