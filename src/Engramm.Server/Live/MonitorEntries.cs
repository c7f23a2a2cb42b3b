using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Entries;

namespace Engramm.Server.Live;

/// <summary>A monitor's message as entries of a session.</summary>
internal static class MonitorEntries
{
    /// <summary>One command for each moment of the message. The same message gives the same ids, so that it is stored once however often it comes.</summary>
    public static IEnumerable<SessionCommand> Of(MonitorMessage message)
    {
        var device = message.Sender.Key;
        return Moments(message).Select(moment => new SessionCommand(
            CommandId(message, moment.Key),
            moment.Key,
            new Actor(device, device, ActorRole.Monitor),
            new VitalsObserved(ValueSource.Monitor, [.. moment], device, message.ControlId)));
    }

    /// <summary>Names a message by sender, control id and content, so that a repetition is the same and a counter that began anew is not.</summary>
    public static Guid MessageId(MonitorMessage message) =>
        IdOf(string.Create(CultureInfo.InvariantCulture, $"held\n{message.Sender.Key}\n{message.ControlId}\n{message.ContentDigest}"));

    /// <summary>The usable values of a message, by the moment at which they were seen.</summary>
    private static IEnumerable<IGrouping<DateTimeOffset, VitalValue>> Moments(MonitorMessage message)
    {
        var hasHeartRate = message.Values.Any(v => v.Kind == VitalKind.HeartRate && v.Number is not null);
        return message.Values
            .Where(v => v.Kind is not null && v.Number is not null && v.Refusal is null)
            .Select(v => (v.ObservedAt, Measure: MeasureOf(v.Kind!.Value, hasHeartRate), Value: (double)v.Number!.Value))
            .Where(v => v.Measure is not null)
            .DistinctBy(v => (v.ObservedAt, v.Measure))
            .GroupBy(
                v => v.ObservedAt.ToUniversalTime(),
                v => new VitalValue(v.Measure!.Value, v.Value, Measures.Unit(v.Measure.Value), Measures.IsPossible(v.Measure.Value, v.Value) ? ValueDoubt.None : ValueDoubt.Impossible));
    }

    private static Measure? MeasureOf(VitalKind kind, bool hasHeartRate) => kind switch
    {
        VitalKind.HeartRate => Measure.HeartRate,
        VitalKind.PulseRate => hasHeartRate ? null : Measure.HeartRate,
        VitalKind.SpO2 => Measure.OxygenSaturation,
        VitalKind.RespiratoryRate => Measure.RespiratoryRate,
        VitalKind.NibpSystolic => Measure.Systolic,
        VitalKind.NibpDiastolic => Measure.Diastolic,
        VitalKind.NibpMean => Measure.MeanPressure,
        VitalKind.Temperature => Measure.Temperature,
        VitalKind.EtCO2 => null,
    };

    private static Guid CommandId(MonitorMessage message, DateTimeOffset moment) =>
        IdOf(string.Create(CultureInfo.InvariantCulture, $"{message.Sender.Key}\n{message.ControlId}\n{message.ContentDigest}\n{moment.UtcTicks}"));

    private static Guid IdOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
