using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>The two quick ways through one person's curve against the readable one.</summary>
public class EvenCurveTests
{
    private static readonly Disposition Person = Kamp.At(Seventy).Required();

    [Theory]
    [InlineData(0)]
    [InlineData(0.1136)]
    [InlineData(0.24409)]
    public void Every_second_of_a_day_agrees_with_the_readable_path(double ke0)
    {
        var schedule = Schedule(
            Substance.RacemicKetamine,
            [Infusion(0, 17.3, 0.8), Infusion(17.3, 40, 0.4), Infusion(55, 55.004, 60), Infusion(1100, 1140, 0.875)],
            [Bolus(0, 3), Bolus(33.33, 7)]);
        foreach (var points in (int[])[1, 7, 8, 9, 1100, 86_401])
        {
            double[] times = [.. Enumerable.Range(0, points).Select(i => i / 60.0)];
            var (plasma, effect) = (new double[points], new double[ke0 == 0 ? 0 : points]);
            var (expectedPlasma, expectedEffect) = (new double[points], new double[effect.Length]);
            EvenCurve.Fill(Person, ke0, schedule, 1 / 60.0, plasma, effect);
            Response.Fill(Person.Modes, ke0, schedule.Course.Turns, times, expectedPlasma, expectedEffect);
            Agree(expectedPlasma, plasma);
            Agree(expectedEffect, effect);
        }
    }

    [Fact]
    public void A_day_of_live_steps_agrees_with_the_readable_path()
    {
        const double second = 1 / 60.0;
        var live = new LiveSteps(Person, 0.1136, second);
        double[] times = [.. Enumerable.Range(1, 86_400).Select(i => i * second)];
        var (expectedPlasma, expectedEffect) = (new double[times.Length], new double[times.Length]);
        Response.Fill(Person.Modes, 0.1136, Standard.Course.Turns, times, expectedPlasma, expectedEffect);
        var (plasma, effect) = (new double[times.Length], new double[times.Length]);
        for (var i = 0; i < times.Length; i++)
        {
            (plasma[i], effect[i]) = live.Step(i < 2400 ? 35 / 40.0 : 0);
        }

        Agree(expectedPlasma, plasma);
        Agree(expectedEffect, effect);
    }

    [Fact]
    public void A_step_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EvenCurve.Fill(Person, 0, Standard, 0, new double[1], []));
        Assert.Throws<ArgumentException>(() => EvenCurve.Fill(Person, -1, Standard, 1, new double[1], new double[1]));
        Assert.Throws<ArgumentException>(() => EvenCurve.Fill(Person, 1, Standard, 1, new double[2], new double[1]));
        Assert.Throws<ArgumentException>(() => new LiveSteps(Person, 1, double.NaN));
    }

    private static void Agree(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            // 0.001 mg/L is 1 ng/mL.
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-10 * Math.Max(expected[i], 0.001), $"point {i}: {actual[i]} instead of {expected[i]}");
        }
    }
}
