using System.Collections.Frozen;
using System.Globalization;

namespace Engramm.Exchange.Hl7v2;

/// <summary>
/// Which device codes mean which vital sign, and which unit codes mean which UCUM unit. Codes of ISO/IEEE 11073-10101 ("MDC").
/// Only codes read in a published document are here; one known from memory alone stays without meaning, and its values stay raw.
/// </summary>
public static class MdcNomenclature
{
    /// <summary>
    /// Vital signs. Sources: GE B40/B20 HL7 reference manual 2062665-001; intensive-care module of the German Medical Informatics
    /// Initiative v2026.0.0; a published Mindray code map for the pulse and capnography rates; Philips Efficia export guide for the
    /// two codes marked so. Not here on purpose: pressures without a site (150017 to 150019) and arterial ones (150033 to 150035),
    /// which must never pass for a cuff value.
    /// </summary>
    private static readonly FrozenDictionary<int, VitalKind> Kinds = new Dictionary<int, VitalKind>
    {
        [147842] = VitalKind.HeartRate,
        [149530] = VitalKind.PulseRate,
        [149514] = VitalKind.PulseRate, // Philips 0002-480a
        [150456] = VitalKind.SpO2,
        [151562] = VitalKind.RespiratoryRate,
        [151594] = VitalKind.RespiratoryRate,
        [151552] = VitalKind.RespiratoryRate, // Philips 0002-5000
        [150021] = VitalKind.NibpSystolic,
        [150022] = VitalKind.NibpDiastolic,
        [150023] = VitalKind.NibpMean,
        [150344] = VitalKind.Temperature,
        [151708] = VitalKind.EtCO2,
    }.ToFrozenDictionary();

    /// <summary>Unit codes; same sources. Degrees Fahrenheit have no code we have read, so they stay unknown and are refused.</summary>
    private static readonly FrozenDictionary<int, string> Units = new Dictionary<int, string>
    {
        [264864] = "/min",
        [264928] = "/min",
        [262688] = "%",
        [266016] = "mm[Hg]",
        [268192] = "Cel",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> UcumUnits = new[] { "/min", "%", "mm[Hg]", "Cel", "[degF]" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The vital sign of a code, or null when this code of this system is not known.</summary>
    public static VitalKind? KindOf(string code, string system) =>
        Number(code, system) is { } number && Kinds.TryGetValue(number, out var kind) ? kind : null;

    /// <summary>The UCUM unit of a unit code, or null when it is not known.</summary>
    public static string? UcumOf(string code, string system)
    {
        if (string.Equals(system, "UCUM", StringComparison.Ordinal))
        {
            return UcumUnits.TryGetValue(code, out var same) ? same : null;
        }

        return Number(code, system) is { } number && Units.TryGetValue(number, out var unit) ? unit : null;
    }

    /// <summary>The one unit a vital sign is read in.</summary>
    public static string UnitOf(VitalKind kind) => kind switch
    {
        VitalKind.HeartRate or VitalKind.PulseRate or VitalKind.RespiratoryRate => "/min",
        VitalKind.SpO2 => "%",
        VitalKind.NibpSystolic or VitalKind.NibpDiastolic or VitalKind.NibpMean or VitalKind.EtCO2 => "mm[Hg]",
        VitalKind.Temperature => "Cel",
    };

    /// <summary>
    /// The 32-bit code. Philips writes the same codes as two groups of four hexadecimal digits, partition and term
    /// (<c>0002-4bb8</c> is 2 × 65536 + 0x4BB8 = 150456), under the system name MDIL.
    /// </summary>
    private static int? Number(string code, string system) => system switch
    {
        "MDC" => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        "MDIL" => code.Length == 9 && code[4] == '-'
            && ushort.TryParse(code.AsSpan(0, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var partition)
            && partition <= short.MaxValue
            && ushort.TryParse(code.AsSpan(5), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var term)
            ? (partition << 16) | term
            : null,
        _ => null,
    };
}
