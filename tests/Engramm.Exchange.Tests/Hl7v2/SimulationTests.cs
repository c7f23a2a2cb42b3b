using System.Text.Json;
using System.Threading.Channels;
using Engramm.Exchange.Hl7v2;
using Engramm.Sessions.Drills;
using FsCheck.Xunit;

namespace Engramm.Exchange.Tests.Hl7v2;

public class SimulationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SimulatedBaseline Resting = new(72, 124, 78);
    private static readonly SimulatedInfusion Running = new(Start, null);

    [Property(MaxTest = 300)]
    public void What_the_simulated_monitor_writes_is_read_back(byte pulse, byte saturation, byte breaths, byte systolic, byte diastolic)
    {
        var cuff = new CuffReading(systolic, diastolic, Start.AddMinutes(-1));
        var bytes = new SimulatedMonitor("08001900000000A1", "Stuhl ü|^1", ["A~1", "B"]).Write(new SimulatedVitals(pulse, saturation, breaths, cuff), Start, "a|1");
        var message = MonitorReader.Read(bytes, new MonitorReading { TakesTraining = true }, Start).Value!;

        Assert.Equal(("08001900000000A1", "a|1", "Stuhl ü|^1", MessagePurpose.Training), (message.Sender.Key, message.ControlId, message.Place!.Bed, message.Purpose));
        Assert.Equal(["A~1", "B"], message.PatientIds.Select(id => id.Id), StringComparer.Ordinal);
        Assert.Equal(
            [
                (VitalKind.HeartRate, (decimal)pulse, Start), (VitalKind.SpO2, saturation, Start), (VitalKind.RespiratoryRate, breaths, Start),
                (VitalKind.NibpSystolic, systolic, cuff.MeasuredAt), (VitalKind.NibpDiastolic, diastolic, cuff.MeasuredAt), (VitalKind.NibpMean, cuff.Mean, cuff.MeasuredAt),
            ],
            message.Values.Select(value => (value.Kind!.Value, value.Number!.Value, value.ObservedAt)));
    }

    [Fact]
    public void A_sensor_that_is_off_is_written_as_no_value()
    {
        var bytes = new SimulatedMonitor("A1", "", []).Write(new SimulatedVitals(70, null, 14, null), Start, "1");
        var message = MonitorReader.Read(bytes, new MonitorReading { TakesTraining = true }, Start).Value!;

        Assert.Equal((null, MonitorValueStatus.NotAvailable), (message.Values[1].Number, message.Values[1].Status));
        Assert.Null(message.Place);
        Assert.Empty(message.PatientIds);
    }

    [Fact]
    public void A_real_practice_refuses_simulated_messages()
    {
        var bytes = new SimulatedMonitor("A1", "", []).Write(new SimulatedVitals(70, 97, 14, null), Start, "1");
        Assert.Equal(Hl7FaultKind.UnsupportedPurpose, MonitorReader.Read(bytes, new MonitorReading(), Start).Fault!.Kind);
    }

    [Fact]
    public void The_mean_course_of_pressure_is_that_of_the_cohort()
    {
        // Yale cohort (PMID 38991311): +16.0/+11.0 mmHg at 40 min; Szarmach 2020: baseline again by 90 min.
        Assert.InRange(MeanRise(40).Systolic, 15.5, 16.5);
        Assert.InRange(MeanRise(40).Diastolic, 10.5, 11.5);
        Assert.InRange(MeanRise(20).Systolic, 7.5, 8.5);
        Assert.InRange(MeanRise(65).Systolic, 7.5, 8.5);
        Assert.InRange(MeanRise(90).Systolic, -0.5, 0.5);
        Assert.InRange(MeanRise(-10).Systolic, -0.5, 0.5);
    }

    [Fact]
    public void Stopping_early_begins_the_way_down()
    {
        var stopped = new SimulatedInfusion(Start, Start.AddMinutes(20));
        Assert.InRange(MeanRise(20, stopped).Systolic, 7.5, 8.5);
        Assert.InRange(MeanRise(40, stopped).Systolic, 4.5, 6.0);
        Assert.InRange(MeanRise(70, stopped).Systolic, -0.5, 0.5);
    }

    [Property(MaxTest = 500)]
    public void At_rest_and_during_the_infusion_values_stay_plausible(int seed, ushort seconds)
    {
        var vitals = new SimulatedPatient(seed, Resting, []).At(Start.AddSeconds(seconds % 10_800), Running);
        Assert.InRange(vitals.SpO2!.Value, 96, 98);
        Assert.InRange(vitals.RespiratoryRate!.Value, 13, 16);
        Assert.InRange(vitals.HeartRate!.Value, 70, 80);
    }

    [Fact]
    public void The_same_question_gets_the_same_answer_and_another_seed_another()
    {
        var one = Enumerable.Range(0, 50).Select(second => new SimulatedPatient(1, Resting, []).At(Start.AddSeconds(second * 10), Running)).ToList();
        Assert.Equal(one, Enumerable.Range(0, 50).Select(second => new SimulatedPatient(1, Resting, []).At(Start.AddSeconds(second * 10), Running)));
        Assert.NotEqual(one, Enumerable.Range(0, 50).Select(second => new SimulatedPatient(2, Resting, []).At(Start.AddSeconds(second * 10), Running)));
    }

    [Property(MaxTest = 200)]
    public void A_scripted_surge_gives_two_readings_between_160_over_100_and_170_over_105(int seed)
    {
        var patient = new SimulatedPatient(seed, Resting, [Disturbance.Surge(TimeSpan.FromMinutes(22))]);
        var high = patient.CuffTimes(Start, Start.AddMinutes(40), Running).Select(time => patient.Cuff(time, Running)).Where(cuff => cuff.Systolic >= 160).ToList();

        Assert.Equal([24, 27], high.Select(cuff => (cuff.MeasuredAt - Start).TotalMinutes));
        Assert.All(high, cuff => Assert.InRange(cuff.Systolic, 160, 169));
        Assert.All(high, cuff => Assert.InRange(cuff.Diastolic, 100, 104));
    }

    [Fact]
    public void A_scripted_dip_goes_below_94_for_half_a_minute_and_ends()
    {
        var patient = new SimulatedPatient(7, Resting, [Disturbance.Dip(TimeSpan.FromMinutes(15))]);
        var below = Enumerable.Range(0, 2400).Where(second => patient.At(Start.AddSeconds(second), Running).SpO2 < 94).ToList();

        Assert.InRange(below.Count, 30, 90);
        Assert.InRange(below[0], 900, 930);
        Assert.Equal(below.Count - 1, below[^1] - below[0]);
    }

    [Fact]
    public void The_cuff_follows_the_phases()
    {
        var patient = new SimulatedPatient(1, Resting, []);
        var ended = new SimulatedInfusion(Start, Start.AddMinutes(40));
        Assert.Equal(
            [-10, -5, 0, 10, 20, 30, 40, 55, 70, 85],
            patient.CuffTimes(Start.AddMinutes(-11), Start.AddMinutes(90), ended).Select(time => (time - Start).TotalMinutes));
        Assert.Equal([-5, 0], patient.CuffTimes(Start.AddMinutes(-9), Start, new(null, null)).Select(time => (time - Start).TotalMinutes));
    }

    [Fact]
    public void A_scene_survives_the_way_over_HTTP()
    {
        var scene = new SimulationScene(Start, 30, [Monitor("A1")]);
        var back = JsonSerializer.Deserialize<SimulationScene>(JsonSerializer.Serialize(scene, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;
        Assert.Equal(JsonSerializer.Serialize(scene), JsonSerializer.Serialize(back));
    }

    [Fact]
    public async Task The_simulation_follows_the_practice_clock_over_TCP_and_catches_up_cuffs_after_a_jump()
    {
        var arrived = Channel.CreateUnbounded<MonitorMessage>();
        await using var rig = new MllpRig(handler: (message, _) =>
        {
            arrived.Writer.TryWrite(message);
            return Task.FromResult(MonitorReceipt.Stored);
        });
        var scene = new SimulationScene(Start.AddMinutes(1), 0, [Monitor("08001900000000A1"), Monitor("08001900000000A2")]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new MonitorSimulation("127.0.0.1", rig.Port, _ => Task.FromResult(scene), TimeProvider.System, rig.Log).RunAsync(stop.Token);

        Assert.Equal(["08001900000000A1", "08001900000000A2"], (await TakeAsync(2)).Select(message => message.Sender.Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        // The clock stands still: nothing more comes until it jumps.
        scene = scene with { PracticeNow = Start.AddMinutes(41), Monitors = [scene.Monitors[0]] };
        var after = await TakeAsync(4);
        await stop.CancelAsync();
        await run;

        Assert.All(after, message => Assert.Equal("08001900000000A1", message.Sender.Key));
        Assert.Equal(
            [10, 20, 30, 40],
            after.SelectMany(message => message.Values).Where(value => value.Kind == VitalKind.NibpSystolic).Select(value => (value.ObservedAt - Start).TotalMinutes));
        Assert.Equal(4, after.Select(message => message.ControlId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Start.AddMinutes(41), after[^1].SentAt);

        async Task<List<MonitorMessage>> TakeAsync(int count)
        {
            var messages = new List<MonitorMessage>();
            while (messages.Count < count)
            {
                messages.Add(await arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            }

            return messages;
        }
    }

    private static SceneMonitor Monitor(string deviceId) =>
        new(deviceId, "1", ["X"], Resting, Start, null, [Disturbance.Dip(TimeSpan.FromMinutes(15))], Start.AddMinutes(3).AddSeconds(-240));

    private static (double Systolic, double Diastolic) MeanRise(int minute, SimulatedInfusion? infusion = null)
    {
        var readings = Enumerable.Range(1, 800).Select(seed => new SimulatedPatient(seed, Resting, []).Cuff(Start.AddMinutes(minute), infusion ?? Running)).ToList();
        return (readings.Average(cuff => cuff.Systolic) - Resting.Systolic, readings.Average(cuff => cuff.Diastolic) - Resting.Diastolic);
    }
}
