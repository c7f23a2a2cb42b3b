using System.Text;
using Engramm.Exchange.Hl7v2;

namespace Engramm.Exchange.Tests.Hl7v2;

/// <summary>Messages written by ourselves after the manuals named in MdcNomenclature; the people in them do not exist.</summary>
internal static class Examples
{
    public const string CanaryName = "KANARIENVOGEL";
    public const string CanaryId = "PAT-4711-CANARY";

    public static readonly DateTimeOffset Received = new(2026, 3, 2, 9, 0, 5, TimeSpan.Zero);

    /// <summary>In the manner of GE B40: IHE PCD-01, version 2.6, local time in MSH-7 and OBR-7, containment headers.</summary>
    public static readonly string[] Ge =
    [
        @"MSH|^~\&|VSP^080019FFFE134535^EUI-64|GE Healthcare|||20260302100000||ORU^R01^ORU_R01|0040971|P|2.6|||NE|AL||UNICODE UTF-8|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        $"PID|||{CanaryId}^^^PID^MR~ALT-9^^^HAUS^PI||{CanaryName}^ERNA^^^^^L",
        "PV1||R|RAUM2^^STUHL1",
        "OBR|1|a^VSP|b^VSP|182777000^monitoring of patient^SCT|||20260302095959",
        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X",
        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.5.1.1|80|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||||||080019FFFE0B4020^B40_GE",
        "OBX|3|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.22.1.2|97|262688^MDC_DIM_PERCENT^MDC|||||R",
        "OBX|4|NM|151562^MDC_RESP_RATE^MDC|1.20.1.1|18|264928^MDC_DIM_RESP_PER_MIN^MDC|||||R",
        "OBX|5|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.9.1.1|131|266016^MDC_DIM_MMHG^MDC|||||R|||20260302095800+0100",
        "OBX|6|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.9.1.2|84|266016^MDC_DIM_MMHG^MDC|||||R|||20260302095800+0100",
        "OBX|7|NM|150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.9.1.3|100|266016^MDC_DIM_MMHG^MDC|||||R|||20260302095800+0100",
        "OBX|8|NM|150344^MDC_TEMP^MDC|1.14.1.1|36.7|268192^MDC_DIM_DEGC^MDC|||||R",
        "OBX|9|NM|148066^MDC_ECG_V_P_C_RATE^MDC|1.5.1.4|0|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R",
    ];

    /// <summary>In the manner of Philips Efficia: hexadecimal codes under MDIL, no universal id, a question mark on the screen sent as an empty value.</summary>
    public static readonly string[] Philips =
    [
        @"MSH|^~\&|EFFICIA|PRAXIS|||20260302100000+0100||ORU^R01|77|P|2.4|||||||8859/1",
        "PID|||",
        "PV1||I|^^STUHL 3",
        "OBR|1||||||20260302100000+0100",
        "OBX|1|NM|0002-4bb8^SpO2^MDIL|0|96|0004-0220^%^MDIL|||||F",
        "OBX|2|NM|0002-4182^HR^MDIL|0|71|0004-0aa0^bpm^MDIL|||||F",
        "OBX|3|NM|0002-5000^Resp^MDIL|0||0004-0ae0^rpm^MDIL|||||X",
        "OBX|4|NM|0002-4a05^NBPs^MDIL|0|118|0004-0f20^mmHg^MDIL|||||F",
        "OBX|5|NM|0002-4a06^NBPd^MDIL|0|76|0004-0f20^mmHg^MDIL|||||F",
        "OBX|6|NM|0002-4a07^NBPm^MDIL|0|90|0004-0f20^mmHg^MDIL|||||F",
        "OBX|7|NM|0002-480a^Pulse^MDIL|0|72|0004-0aa0^bpm^MDIL|||||F",
    ];

    public static byte[] Bytes(params string[] segments) => Encoding.UTF8.GetBytes(string.Join('\r', segments) + "\r");

    /// <summary>The GE message with one segment replaced by number.</summary>
    public static string[] GeWith(int segment, string text) => [.. Ge[..segment], text, .. Ge[(segment + 1)..]];

    /// <summary>The GE message with one OBX only, with these fields 2 to 11.</summary>
    public static string[] GeWithValue(string obx) => [.. Ge[..4], obx];

    public static Hl7Result<MonitorMessage> Read(string[] segments, TimeZoneInfo? zone = null, DateTimeOffset? receivedAt = null) =>
        MonitorReader.Read(Bytes(segments), new MonitorReading { ZoneOf = _ => zone ?? Berlin }, receivedAt ?? Received);

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
}
