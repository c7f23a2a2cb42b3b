using Engramm.Sessions.Entries;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Engramm.Sessions.Tests;

/// <summary>A monitor repeats its last cuff pressure with every message: that is one measurement.</summary>
public sealed class RepeatedMeasurementTests
{
    private static readonly VitalValue[] Cuff =
        [new(Measure.Systolic, 131, "mmHg"), new(Measure.Diastolic, 80, "mmHg"), new(Measure.MeanPressure, 97, "mmHg")];

    [Property(MaxTest = 300)]
    public Property Every_number_a_monitor_sent_is_there_and_no_reading_twice() =>
        Prop.ForAll(Messages(), messages =>
        {
            var ward = new Ward();
            foreach (var (minute, vitals) in messages)
            {
                Send(ward, minute, vitals);
            }

            var stored = Enum.GetValues<Sign>().SelectMany(s => ward.State.Readings(s)).ToList();
            var sent = messages.SelectMany(m => m.Vitals.Values.Select(v => (Ward.At(m.Minute), m.Vitals.DeviceId, v))).ToHashSet();
            return sent.SetEquals(stored.SelectMany(r => r.Values.Select(v => (r.At, r.DeviceId, v))))
                && stored.TrueForAll(r => stored.Count(o => o.Sign == r.Sign && o.At == r.At && string.Equals(o.DeviceId, r.DeviceId, StringComparison.Ordinal) && o.Values.SequenceEqual(r.Values)) == 1);
        });

    [Fact]
    public void The_numbers_of_a_pressure_stay_together_when_one_of_them_differs()
    {
        var ward = new Ward();
        Send(ward, 5, From("MON-1", Cuff));
        Send(ward, 5, From("MON-1", [Cuff[0] with { Value = 133 }, Cuff[1], Cuff[2]]));
        Assert.Equal([131, 133], ward.State.Readings(Sign.BloodPressure).Select(r => r[Measure.Systolic]!.Value).Order());
        Assert.All(ward.State.Readings(Sign.BloodPressure), r => Assert.Equal(3, r.Values.Count));
    }

    [Fact]
    public void Another_device_another_moment_another_doubt_and_a_persons_own_entry_are_measurements_of_their_own()
    {
        var ward = new Ward();
        Send(ward, 5, From("MON-1", Cuff));
        Send(ward, 5, From("MON-2", Cuff));
        Send(ward, 6, From("MON-1", Cuff));
        Send(ward, 5, From("MON-1", [.. Cuff.Select(v => v with { Doubt = ValueDoubt.Questionable })]));
        ward.Write(5, new VitalsObserved(ValueSource.Manual, Cuff));
        Assert.Equal(5, ward.State.Readings(Sign.BloodPressure).Count);
    }

    [Fact]
    public void A_pressure_that_somebody_struck_does_not_come_back_with_the_next_message()
    {
        var ward = Ward.Opened();
        Send(ward, 5, From("MON-1", Cuff));
        var struck = ward.State.Readings(Sign.BloodPressure)[0].CommandId;
        ward.Write(6, new Amended(struck, "Arm bewegt"));
        var (fresh, from) = ward.State.Unrepeated(From("MON-1", Cuff), Ward.At(5));
        Assert.Empty(fresh);
        Assert.Equal(struck, from);
    }

    private static VitalsObserved From(string device, IReadOnlyList<VitalValue> values) => new(ValueSource.Monitor, values, device, "4711");

    /// <summary>As the server does: what is new is written, under an id of the message's own.</summary>
    private static void Send(Ward ward, double minute, VitalsObserved vitals)
    {
        var (values, _) = ward.State.Unrepeated(vitals, Ward.At(minute));
        if (values.Count > 0)
        {
            ward.Write(minute, vitals with { Values = values }, Ward.Monitor);
        }
    }

    /// <summary>Few devices, moments and numbers, so that much comes again.</summary>
    private static Arbitrary<(double Minute, VitalsObserved Vitals)[]> Messages()
    {
        var value = from measure in Gen.Elements(Measure.HeartRate, Measure.OxygenSaturation, Measure.Systolic, Measure.Diastolic)
                    from number in Gen.Elements(80d, 97d)
                    select new VitalValue(measure, number, Measures.Unit(measure));
        var message = from minute in Gen.Elements(1d, 2d)
                      from device in Gen.Elements("MON-1", "MON-2")
                      from values in Gen.NonEmptyListOf(value)
                      select (minute, From(device, [.. values.DistinctBy(v => v.Measure)]));
        return message.ArrayOf().ToArbitrary();
    }
}
