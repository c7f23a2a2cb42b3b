using System.Runtime.InteropServices;

namespace Engramm.Kinetics.Schedules;

/// <summary>A moment at which something changes: a bolus (mg) goes in, and from here on the rate (mg/min) holds.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Turn(double Time, double Bolus, double Rate);

/// <summary>A schedule as the solver walks it: the moments of change, in order, one per time.</summary>
internal sealed class Course
{
    private Course(Turn[] turns) => Turns = turns;

    public Turn[] Turns { get; }

    public static Course Of(Infusion[] infusions, Bolus[] boluses)
    {
        var times = new SortedSet<double>();
        foreach (var infusion in infusions)
        {
            times.Add(infusion.Start.Value);
            times.Add(infusion.End.Value);
        }

        foreach (var bolus in boluses)
        {
            times.Add(bolus.At.Value);
        }

        var turns = new Turn[times.Count];
        var (i, b, n) = (0, 0, 0);
        foreach (var time in times)
        {
            while (i < infusions.Length && infusions[i].End.Value <= time)
            {
                i++;
            }

            var rate = i < infusions.Length && infusions[i].Start.Value <= time ? infusions[i].Rate.Value : 0;
            var amount = 0.0;
            for (; b < boluses.Length && boluses[b].At.Value <= time; b++)
            {
                amount += boluses[b].Amount.Value;
            }

            turns[n++] = new Turn(time, amount, rate);
        }

        return new Course(turns);
    }
}
