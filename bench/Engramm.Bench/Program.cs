using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Engramm.Bench;
using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Populations;
using Engramm.Quantities;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var people = Workloads.People();
var typical = Workloads.Model.At(new Kilograms(70)).Required();
var points = Workloads.Grid.Length;
Console.WriteLine($"vectors: {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits in hardware; processors: {Environment.ProcessorCount}; .NET {Environment.Version}");

// A2 and the write bandwidth, alternating, one thread.
using var plasma = new Memory(PopulationCurves.Length(people, points));
using var effect = new Memory(PopulationCurves.Length(people, points));
using var bandwidth = new Memory(256L * 1024 * 1024 / sizeof(double));
List<double> a2s = [], writes = [];
for (var round = 0; round < 40; round++)
{
    a2s.Add(ProcessorTime.Of(5, () => PopulationCurves.Fill(people, Workloads.Ke0, Workloads.Infusion, Workloads.Grid, plasma.Numbers, effect.Numbers)).Median);
    writes.Add(ProcessorTime.Of(1, bandwidth.Write).Median);
}

var a2 = Median(a2s);
var written = 2.0 * plasma.Length * sizeof(double) / a2 / 1e9;
var possible = bandwidth.Length * (double)sizeof(double) / Median(writes) / 1e9;
Console.WriteLine($"A2  {Workloads.Subjects} x {points}, Cp and Ce: {a2 * 1e3:F2} ms = {Workloads.Subjects * points / a2 / 1e9:F2} G subject-points/s; {written:F1} GB/s of {possible:F1} GB/s = {100 * written / possible:F0} % (goal 70)");

// Percentiles, one thread.
var request = new PopulationRequest(Workloads.Model, new Kilograms(70), Workloads.Infusion, [.. Workloads.Grid.Select(t => new Minutes(t))], Workloads.Variability)
{
    Subjects = Workloads.Subjects,
    Seed = Workloads.Seed,
    EffectSite = new EffectSite("bench", "bench", "bench", new Sourced<PerMinute>(new PerMinute(Workloads.Ke0), "a workload", Verification.Assumed)),
    Threads = 1,
};
var draw = ProcessorTime.Of(15, () => Workloads.People()).Median;
var both = ProcessorTime.Of(15, () => Population.Percentiles(request).Required()).Median;
Console.WriteLine($"A2p 5/50/95 % of Cp and Ce, exact: {(both - draw) * 1e3:F1} ms without drawing the people ({draw * 1e3:F1} ms) = {(both - draw) / a2:F1} x A2 (goal 15)");

// A1.
var (curve, curveEffect) = (new double[Workloads.Seconds], new double[Workloads.Seconds]);
void OneCurve() => EvenCurve.Fill(typical, Workloads.Ke0, Workloads.Infusion, 1 / 60.0, curve, curveEffect);
ProcessorTime.Of(200, OneCurve);
var a1 = ProcessorTime.Of(400, OneCurve).Median;
Console.WriteLine($"A1  one person, every second for a day: {a1 * 1e6:F1} us");

// A4.
const int Steps = 10_000_000;
var live = new LiveSteps(typical, Workloads.Ke0, 1 / 60.0);
var highest = 0.0;
void Live()
{
    for (var i = 0; i < Steps; i++)
    {
        highest = Math.Max(highest, live.Step((i & 4095) < 2400 ? 0.875 : 0).Effect);
    }
}

ProcessorTime.Of(2, Live);
var a4 = ProcessorTime.Of(5, Live).Median / Steps;
Console.WriteLine($"A4  one live step: {a4 * 1e9:F2} ns (goal 10; highest {highest:F4} mg/L)");

// The fast path against the readable one.
Console.WriteLine($"agreement with the readable path at 1 ng/mL and more: {Agreement(people, plasma.Numbers, effect.Numbers):E1} (goal 1e-10)");

// Beside the peer.
Directory.CreateDirectory("artifacts");
var file = Path.GetFullPath(Path.Combine("artifacts", "bench-people.csv"));
File.WriteAllLines(file, ["V1,CL,V2,Q2,V3,Q3", .. Enumerable.Range(0, Peer.Subjects).Select(i => Row(i == 0 ? typical : people.Person(i)))]);
var (peer, absent) = Peer.DeSolve(file);
if (peer is null)
{
    Console.WriteLine($"peer absent: {absent}");
}
else
{
    double[] times = [40, 60, 120];
    var apart = times.Select((time, i) => Math.Max(Math.Abs((peer.Plasma[i] / curve[(int)time * 60]) - 1), Math.Abs((peer.Effect[i] / curveEffect[(int)time * 60]) - 1))).Max();
    Console.WriteLine($"peer {peer.Version}, tolerance 1e-8, apart from ours by {apart:E1}: A1 {peer.OneCurve * 1e3:F1} ms = {peer.OneCurve / a1:F0} x (goal 250); A2 {peer.PerSubjectPoint * 1e9:F0} ns a point = {peer.PerSubjectPoint / (a2 / Workloads.Subjects / points):F0} x (goal 300)");
}

// A million people, streamed.
var before = Process.GetCurrentProcess().WorkingSet64;
GC.Collect();
var million = request with { Subjects = 1_000_000, Threads = 0 };
var peak = 0L;
var clock = Stopwatch.StartNew();
Population.Percentiles(million, new Watch(() => peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64))).Required();
Console.WriteLine($"10^6 people, {points} points, exact percentiles of Cp and Ce: {clock.Elapsed.TotalSeconds:F1} s by the clock on {Environment.ProcessorCount} processors, {(peak - before) / 1e6:F0} MB more than before (goal 200)");

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static string Row(Disposition p) => string.Join(',', new[] { p.CentralVolume, p.Clearance, p.Exchange(0).Volume, p.Exchange(0).Flow, p.Exchange(1).Volume, p.Exchange(1).Flow }.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

static double Agreement(VirtualPeople people, ReadOnlySpan<double> plasma, ReadOnlySpan<double> effect)
{
    var worst = 0.0;
    var (expectedPlasma, expectedEffect) = (new double[Workloads.Grid.Length], new double[Workloads.Grid.Length]);
    for (var person = 0; person < people.Count; person += 97)
    {
        Response.Fill(people.Person(person).Modes, Workloads.Ke0, Workloads.Infusion.Course.Turns, Workloads.Grid, expectedPlasma, expectedEffect);
        for (var point = 0; point < Workloads.Grid.Length; point++)
        {
            var at = (int)PopulationCurves.Index(person, point, Workloads.Grid.Length);
            worst = Math.Max(worst, expectedPlasma[point] >= 0.001 ? Math.Abs((plasma[at] / expectedPlasma[point]) - 1) : 0);
            worst = Math.Max(worst, expectedEffect[point] >= 0.001 ? Math.Abs((effect[at] / expectedEffect[point]) - 1) : 0);
        }
    }

    return worst;
}
