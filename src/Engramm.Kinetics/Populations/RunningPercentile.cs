using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Engramm.Kinetics.Populations;

/// <summary>
/// One percentile of one point after another, exact to the bit. Between neighbouring points it moves little, so a narrow
/// bracket around its continuation is counted and only what lies within is looked through; when the guess fails the bracket moves, then
/// a sample gives another, and at last everything is looked through. The guess decides how fast the answer comes, never what it is.
/// </summary>
internal sealed class RunningPercentile
{
    private const int Lanes = 8;
    private const int MostTries = 6;
    private const int CandidatesWanted = 48;
    private const double WidestFirstBracket = 0.05;

    // The ranks of a sample of 256 lie within 24 places of their own three times in a thousand not (three standard deviations at the median).
    private const int Sample = 256;
    private const int SampleMiss = 24;

    private readonly int below;
    private readonly double fraction;
    private double last = double.NaN;
    private double beforeLast = double.NaN;
    private double miss = WidestFirstBracket;
    private double spacing = WidestFirstBracket / CandidatesWanted;

    /// <summary>For points of <paramref name="count"/> values, at least two; between the two nearest ranks in proportion (Hyndman and Fan 1996, definition 7; the default of R).</summary>
    public RunningPercentile(int count, double percentile) => (below, fraction) = PercentileList.Rank(percentile, count);

    /// <summary>The percentile of these values; they keep their order.</summary>
    public double Of(ReadOnlySpan<double> values)
    {
        var guess = last > 0 && beforeLast > 0 ? last / beforeLast * last : last;
        var candidates = ArrayPool<double>.Shared.Rent(values.Length + Lanes);
        var result = (guess > 0 && double.IsFinite(guess) ? Bracketed(values, guess, candidates) : null) ?? Sampled(values, candidates) ?? Whole(values, candidates);
        ArrayPool<double>.Shared.Return(candidates);
        miss = guess > 0 && result > 0 ? Math.Abs((result / guess) - 1) : WidestFirstBracket;
        (beforeLast, last) = (last, result);
        return result;
    }

    private double? Bracketed(ReadOnlySpan<double> values, double guess, double[] candidates)
    {
        // Wide enough for the last miss, and for some candidates where values lie far apart.
        var width = Math.Min(Math.Max(2 * miss, CandidatesWanted / 2 * spacing), WidestFirstBracket);
        var (least, greatest) = (guess * (1 - width), guess * (1 + width));
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (less, within) = Divide(values, least, greatest, candidates);
            if (less > below)
            {
                width *= 3;
                (least, greatest) = (least * (1 - Math.Min(width, 0.9)), least);
            }
            else if (less + within < below + 2)
            {
                width *= 3;
                (least, greatest) = (greatest, greatest * (1 + width));
            }
            else
            {
                spacing = (greatest - least) / guess / within;
                return Between(candidates.AsSpan(0, within), below - less);
            }
        }

        return null;
    }

    /// <summary>From a bracket around the rank of an even sample; nothing when the values are few or the rank lies outside.</summary>
    private double? Sampled(ReadOnlySpan<double> values, double[] candidates)
    {
        if (values.Length < 8 * Sample)
        {
            return null;
        }

        Span<double> sample = stackalloc double[Sample];
        for (var i = 0; i < Sample; i++)
        {
            sample[i] = values[(int)((long)i * values.Length / Sample)];
        }

        sample.Sort();
        var rank = (int)((long)below * Sample / values.Length);
        var least = rank < SampleMiss ? double.NegativeInfinity : sample[rank - SampleMiss];
        var greatest = rank + SampleMiss >= Sample ? double.PositiveInfinity : sample[rank + SampleMiss];
        var (less, within) = Divide(values, least, greatest, candidates);
        if (less > below || less + within < below + 2)
        {
            return null;
        }

        spacing = WidestFirstBracket / CandidatesWanted;
        return least == greatest ? least : Between(candidates.AsSpan(0, within), below - less);
    }

    private double Whole(ReadOnlySpan<double> values, double[] candidates)
    {
        values.CopyTo(candidates);
        return Between(candidates.AsSpan(0, values.Length), below);
    }

    private double Between(Span<double> among, int rank)
    {
        var lower = Select(among, rank);
        var upper = double.PositiveInfinity;
        foreach (var value in among[(rank + 1)..])
        {
            upper = Math.Min(upper, value);
        }

        return lower + (fraction * (upper - lower));
    }

    /// <summary>The value at this rank; afterwards nothing before it is greater and nothing behind it less (Hoare 1961, algorithm 65).</summary>
    private static double Select(Span<double> among, int rank)
    {
        var (first, last) = (0, among.Length - 1);
        while (first < last)
        {
            var pivot = among[first + ((last - first) / 2)];
            var (i, j) = (first, last);
            while (i <= j)
            {
                while (among[i] < pivot)
                {
                    i++;
                }

                while (among[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (among[i], among[j]) = (among[j], among[i]);
                    i++;
                    j--;
                }
            }

            if (rank > j && rank < i)
            {
                break;
            }

            (first, last) = rank <= j ? (first, j) : (i, last);
        }

        return among[rank];
    }

    // Compiled fully at once: the loop is long from the first call on.
    /// <summary>How many values are less than <paramref name="least"/>, and how many lie in the bracket; those become the candidates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Less, int Within) Divide(ReadOnlySpan<double> values, double least, double greatest, double[] candidates)
    {
        var (less, within, i) = (0, 0, 0);
        if (Avx512F.IsSupported)
        {
            ref var from = ref MemoryMarshal.GetReference(values);
            ref var to = ref MemoryMarshal.GetArrayDataReference(candidates);
            var (low, high) = (Vector512.Create(least), Vector512.Create(greatest));
            unchecked
            {
                for (; i + Lanes <= values.Length; i += Lanes)
                {
                    var value = Vector512.LoadUnsafe(ref from, (nuint)i);
                    less += BitOperations.PopCount(Vector512.LessThan(value, low).ExtractMostSignificantBits());
                    var inside = Vector512.GreaterThanOrEqual(value, low) & Vector512.LessThanOrEqual(value, high);
                    var mask = inside.ExtractMostSignificantBits();
                    if (mask != 0)
                    {
                        // Eight are stored, so many of them stay; the array is eight longer than it needs to be.
                        Avx512F.Compress(Vector512<double>.Zero, inside, value).StoreUnsafe(ref to, (nuint)within);
                        within += BitOperations.PopCount(mask);
                    }
                }
            }
        }

        for (; i < values.Length; i++)
        {
            var value = values[i];
            less += value < least ? 1 : 0;
            candidates[within] = value;
            within += value >= least && value <= greatest ? 1 : 0;
        }

        return (less, within);
    }
}
