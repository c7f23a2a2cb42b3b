using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Bench;

/// <summary>
/// What is measured: a three-compartment person with the parameters usual in open ketamine simulators, 35 mg over 40 min, plasma
/// and effect site; and ten thousand who differ from that person, each parameter log-normal with a standard deviation of 0.3.
/// </summary>
internal static class Workloads
{
    public const double Ke0 = 0.5;
    public const int Subjects = 10_000;
    public const ulong Seed = 20260101;

    public static DoseSchedule Infusion { get; } = DoseSchedule.Even(Substance.RacemicKetamine, new Milligrams(35), new Minutes(40)).Required();

    /// <summary>Every five minutes for a day.</summary>
    public static double[] Grid { get; } = [.. Enumerable.Range(0, 289).Select(i => i * 5.0)];

    /// <summary>Every second for a day.</summary>
    public const int Seconds = 86_401;

    public static MammillaryModel Model { get; } = new(
        "bench",
        "bench",
        Substance.RacemicKetamine,
        SamplingSite.Venous,
        new Kilograms(70),
        new WeightRange(Of(new Kilograms(70)), Of(new Kilograms(70))),
        Volume(4.41),
        Flow(1.93158),
        [new Peripheral(Volume(10.5698785425), Flow(2.61072)), new Peripheral(Volume(178.2123287671), Flow(2.6019))],
        []);

    public static Variability Variability { get; } = new(
        "bench",
        "bench",
        "bench",
        [.. Enum.GetValues<ModelParameter>().Select(parameter => new ParameterVariance(parameter, Of(0.09)))],
        []);

    public static VirtualPeople People(int count = Subjects) => VirtualPeople.Draw(Model, new Kilograms(70), Variability, count, Seed).Required();

    private static Sourced<T> Of<T>(T value) => new(value, "a workload, not a model for people", Verification.Assumed);

    private static Scaled<Litres> Volume(double litres) => new(Of(new Litres(litres)), Of(1.0));

    private static Scaled<LitresPerHour> Flow(double litresPerMinute) => new(Of(new LitresPerHour(litresPerMinute * 60)), Of(1.0));
}
