using System.Globalization;
using System.Text;
using Engramm.Sessions.Drills;

namespace Engramm.Exchange.Hl7v2;

/// <summary>
/// Writes what a bedside monitor of IHE profile PCD-01 would send, marked as training (MSH-11 T) so that a real practice refuses it.
/// A simulation: no device, no person, no clinical claim.
/// </summary>
/// <param name="DeviceId">EUI-64, 16 hexadecimal digits.</param>
/// <param name="Chair">The bed the device was told (PV1-3.3); empty when none.</param>
/// <param name="PatientIds">Identifiers the device was told (PID-3); none leaves PID-3 empty.</param>
public sealed record SimulatedMonitor(string DeviceId, string Chair, IReadOnlyList<string> PatientIds)
{
    /// <summary>MSH-3.1 of every simulated device.</summary>
    public const string ApplicationName = "ENGRAMM SIMULATION";

    /// <summary>One ORU^R01 message in UTF-8, without frame.</summary>
    /// <param name="vitals">The values.</param>
    /// <param name="at">Their time, but for the cuff, which has its own.</param>
    /// <param name="controlId">MSH-10, new for each message.</param>
    public byte[] Write(SimulatedVitals vitals, DateTimeOffset at, string controlId)
    {
        var device = Encode(DeviceId);
        var time = Hl7Time.Write(at);
        var text = new StringBuilder()
            .Append("MSH|^~\\&|").Append(ApplicationName).Append('^').Append(device).Append("^EUI-64|Engramm|||").Append(time)
            .Append("||ORU^R01^ORU_R01|").Append(Encode(controlId))
            .Append("|T|2.6|||NE|AL||UNICODE UTF-8|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r")
            .Append("PID|||").AppendJoin('~', PatientIds.Select(id => $"{Encode(id)}^^^PID^MR")).Append('\r')
            .Append("PV1||R|^^").Append(Encode(Chair)).Append('\r')
            .Append("OBR|1|").Append(Encode(controlId)).Append("^VSP|").Append(Encode(controlId)).Append("^VSP|182777000^monitoring of patient^SCT|||").Append(time).Append('\r');
        var position = 0;
        Header("69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS", "1.0.0.0");
        Value("147842^MDC_ECG_HEART_RATE", "1.5.1.1", vitals.HeartRate, "264864^MDC_DIM_BEAT_PER_MIN");
        Value("150456^MDC_PULS_OXIM_SAT_O2", "1.22.1.2", vitals.SpO2, "262688^MDC_DIM_PERCENT");
        Value("151562^MDC_RESP_RATE", "1.6.1.1", vitals.RespiratoryRate, "264928^MDC_DIM_RESP_PER_MIN");
        if (vitals.Cuff is { } cuff)
        {
            var measured = Hl7Time.Write(cuff.MeasuredAt);
            Header("69854^MDC_DEV_METER_PRESS_BLD_VMD", "1.9.0.0");
            Value("150021^MDC_PRESS_BLD_NONINV_SYS", "1.9.1.1", cuff.Systolic, "266016^MDC_DIM_MMHG", measured);
            Value("150022^MDC_PRESS_BLD_NONINV_DIA", "1.9.1.2", cuff.Diastolic, "266016^MDC_DIM_MMHG", measured);
            Value("150023^MDC_PRESS_BLD_NONINV_MEAN", "1.9.1.3", cuff.Mean, "266016^MDC_DIM_MMHG", measured);
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Header(string code, string containment) =>
            text.Append("OBX|").Append((++position).ToString(CultureInfo.InvariantCulture)).Append("||").Append(code).Append("^MDC|").Append(containment).Append("|||||||X\r");

        void Value(string code, string containment, int? number, string unit, string measured = "") =>
            text.Append("OBX|").Append((++position).ToString(CultureInfo.InvariantCulture)).Append("|NM|").Append(code).Append("^MDC|").Append(containment)
                .Append('|').Append(number?.ToString(CultureInfo.InvariantCulture)).Append('|').Append(unit).Append("^MDC|||||").Append(number is null ? 'X' : 'R')
                .Append("|||").Append(measured).Append("||||").Append(device).Append("^SIMULATION\r");
    }

    private static string Encode(string text) => Hl7Escape.Encode(text, Hl7Delimiters.Usual);
}
