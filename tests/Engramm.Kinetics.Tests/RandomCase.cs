using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using static Engramm.Kinetics.Tests.Fixtures;

namespace Engramm.Kinetics.Tests;

/// <summary>A random model of one to three compartments with an effect site, and a random schedule, all from one number.</summary>
internal sealed record RandomCase(MammillaryModel Model, EffectSite Effect, DoseSchedule Schedule, Kilograms Weight)
{
    public static RandomCase Of(int seed)
    {
        var random = new Random(seed);
        double Between(double least, double greatest) => least * Math.Pow(greatest / least, random.NextDouble());
        var peripherals = Enumerable.Range(0, random.Next(0, 3)).Select(_ => (Between(5, 400), Between(5, 300))).ToArray();
        if (peripherals.Length == 2 && random.Next(5) == 0)
        {
            // Twins: two peripheral compartments that return at the same rate.
            peripherals[1] = peripherals[0];
        }

        var ke0 = new EffectSite("random", "random", "random", new Sourced<PerMinute>(new PerMinute(Between(0.01, 3)), "random", Verification.Assumed));
        var model = Fixtures.Model("random", Substance.RacemicKetamine, SamplingSite.Arterial, "random", (Between(4, 200), Between(15, 150)), (1, 0.75), peripherals) with { EffectSites = [ke0] };
        var (infusions, time) = (new List<Infusion>(), 0.0);
        for (var i = random.Next(0, 4); i > 0; i--)
        {
            var start = time + (random.Next(2) * Between(0.1, 30));
            time = start + Between(0.1, 60);
            infusions.Add(Infusion(start, time, Between(0.05, 5)));
        }

        var boluses = Enumerable.Range(0, random.Next(infusions.Count == 0 ? 1 : 0, 3)).Select(_ => Bolus(random.NextDouble() * 90, Between(1, 50)));
        return new RandomCase(model, ke0, Fixtures.Schedule(Substance.RacemicKetamine, infusions, [.. boluses]), new Kilograms(50 + (60 * random.NextDouble())));
    }

    /// <summary>Plasma and effect site in ng/mL from the differential equations at these minutes, in rising order.</summary>
    public IReadOnlyList<(double Plasma, double Effect)> Integrate(params double[] at)
    {
        var relative = Weight.Value / 70;
        double Volume(Scaled<Litres> volume) => volume.AtReferenceWeight.Value.Value * relative;
        double Flow(Scaled<LitresPerHour> flow) => flow.AtReferenceWeight.Value.Value / 60 * Math.Pow(relative, 0.75);
        var (v1, cl) = (Volume(Model.CentralVolume), Flow(Model.Clearance));
        var others = Model.Peripherals.Select(p => (Volume: Volume(p.Volume), Flow: Flow(p.Flow))).ToArray();
        var ke0 = Effect.Ke0.Value.Value;
        var state = new double[others.Length + 2];
        double[] stops = [.. Schedule.Infusions.SelectMany(i => new[] { i.Start.Value, i.End.Value }).Concat(Schedule.Boluses.Select(b => b.At.Value)).Concat(at).Where(t => t <= at[^1]).Distinct().Order()];
        var now = 0.0;
        var found = new List<(double, double)>();
        foreach (var stop in stops)
        {
            var rate = Schedule.Infusions.Where(i => i.Start.Value <= now && i.End.Value > now).Sum(i => i.Rate.Value);
            if (stop > now)
            {
                PowerSeries.Advance(Derivative, state, stop - now);
                now = stop;
            }

            void Derivative(double[] x, double[] dx)
            {
                dx[0] = rate - (cl / v1 * x[0]);
                for (var j = 0; j < others.Length; j++)
                {
                    var toward = others[j].Flow * ((x[0] / v1) - (x[j + 1] / others[j].Volume));
                    dx[0] -= toward;
                    dx[j + 1] = toward;
                }

                dx[^1] = ke0 * ((x[0] / v1) - x[^1]);
            }

            state[0] += Schedule.Boluses.Where(b => b.At.Value == stop).Sum(b => b.Amount.Value);
            if (at.Contains(stop))
            {
                found.Add((1000 * state[0] / v1, 1000 * state[^1]));
            }
        }

        return found;
    }
}
