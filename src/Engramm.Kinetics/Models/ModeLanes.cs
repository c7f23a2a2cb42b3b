using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engramm.Kinetics.Models;

/// <summary>
/// The exponentials of eight people at once: Jacobi's rotations as in <see cref="SymmetricEigen"/>, always for three compartments.
/// A compartment that a model lacks has no flow; its exponential then has weight 0. The order of the three is not fixed.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct ModeLanes
{
    private const int MostRounds = 60;

    // What is left off the diagonal, squared and relative, changes a rate by its square and a direction by its size: 1e-15.
    private const double Negligible = 1e-30;

    public Vector512<double> Rate0;
    public Vector512<double> Rate1;
    public Vector512<double> Rate2;
    public Vector512<double> Weight0;
    public Vector512<double> Weight1;
    public Vector512<double> Weight2;

    /// <summary>
    /// Two times eight people. Each turn waits for a division and two roots; while those of the one eight are under way the processor
    /// works on the other. Locals instead of fields, so that its registers hold everything.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(in DispositionLanes x, in DispositionLanes y, out ModeLanes xModes, out ModeLanes yModes)
    {
        var (x0, x1, x2) = x.Diagonal();
        var (y0, y1, y2) = y.Diagonal();
        var (x01, x02, x12) = (x.ToFirst(), x.ToSecond(), Vector512<double>.Zero);
        var (y01, y02, y12) = (y.ToFirst(), y.ToSecond(), Vector512<double>.Zero);
        var (xv0, xv1, xv2) = (Vector512<double>.One, Vector512<double>.Zero, Vector512<double>.Zero);
        var (yv0, yv1, yv2) = (Vector512<double>.One, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var round = 0; round < MostRounds && !(IsDiagonal(x0, x1, x2, x01, x02, x12) && IsDiagonal(y0, y1, y2, y01, y02, y12)); round++)
        {
            Rotate(ref x0, ref x1, ref x01, ref x02, ref x12, ref xv0, ref xv1);
            Rotate(ref y0, ref y1, ref y01, ref y02, ref y12, ref yv0, ref yv1);
            Rotate(ref x0, ref x2, ref x02, ref x01, ref x12, ref xv0, ref xv2);
            Rotate(ref y0, ref y2, ref y02, ref y01, ref y12, ref yv0, ref yv2);
            Rotate(ref x1, ref x2, ref x12, ref x01, ref x02, ref xv1, ref xv2);
            Rotate(ref y1, ref y2, ref y12, ref y01, ref y02, ref yv1, ref yv2);
        }

        xModes = new ModeLanes { Rate0 = x0, Rate1 = x1, Rate2 = x2, Weight0 = xv0 * xv0 / x.CentralVolume, Weight1 = xv1 * xv1 / x.CentralVolume, Weight2 = xv2 * xv2 / x.CentralVolume };
        yModes = new ModeLanes { Rate0 = y0, Rate1 = y1, Rate2 = y2, Weight0 = yv0 * yv0 / y.CentralVolume, Weight1 = yv1 * yv1 / y.CentralVolume, Weight2 = yv2 * yv2 / y.CentralVolume };
    }

    /// <summary>The exponentials of one person in every lane, in their own order.</summary>
    public static ModeLanes Same(ReadOnlySpan<Mode> modes)
    {
        ModeLanes lanes = default;
        (lanes.Rate0, lanes.Weight0) = Of(modes, 0);
        (lanes.Rate1, lanes.Weight1) = Of(modes, 1);
        (lanes.Rate2, lanes.Weight2) = Of(modes, 2);
        return lanes;

        static (Vector512<double> Rate, Vector512<double> Weight) Of(ReadOnlySpan<Mode> modes, int mode) => mode < modes.Length
            ? (Vector512.Create(modes[mode].Rate), Vector512.Create(modes[mode].Weight))
            : (Vector512<double>.Zero, Vector512<double>.Zero);
    }

    // Diagonal elements p and q, the element between them, those of either with the third, and either's share in the central compartment.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate(
        ref Vector512<double> p,
        ref Vector512<double> q,
        ref Vector512<double> between,
        ref Vector512<double> pThird,
        ref Vector512<double> qThird,
        ref Vector512<double> pShare,
        ref Vector512<double> qShare)
    {
        var one = Vector512<double>.One;
        // The smaller root of t² + (q − p)/between · t − 1, with one division; nothing to turn where nothing is between.
        var (apart, twice) = (q - p, between + between);
        var magnitude = twice / (Vector512.Abs(apart) + Vector512.Sqrt((apart * apart) + (twice * twice)));
        var t = Vector512.ConditionalSelect(Vector512.LessThan(apart, Vector512<double>.Zero), -magnitude, magnitude);
        t = Vector512.ConditionalSelect(Vector512.Equals(between, Vector512<double>.Zero), Vector512<double>.Zero, t);
        var c = one / Vector512.Sqrt((t * t) + one);
        var s = t * c;
        p -= t * between;
        q += t * between;
        between = Vector512<double>.Zero;
        (pThird, qThird) = ((c * pThird) - (s * qThird), (s * pThird) + (c * qThird));
        (pShare, qShare) = ((c * pShare) - (s * qShare), (s * pShare) + (c * qShare));
    }

    // Relative to the diagonal elements concerned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDiagonal(Vector512<double> d0, Vector512<double> d1, Vector512<double> d2, Vector512<double> o01, Vector512<double> o02, Vector512<double> o12) =>
        Vector512.LessThanOrEqualAll(o01 * o01, Vector512.Abs(d0 * d1) * Negligible)
        && Vector512.LessThanOrEqualAll(o02 * o02, Vector512.Abs(d0 * d2) * Negligible)
        && Vector512.LessThanOrEqualAll(o12 * o12, Vector512.Abs(d1 * d2) * Negligible);
}

/// <summary>Volumes in L and flows in L/min of eight people, all positive save the flows of compartments that do not exist.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DispositionLanes(
    Vector512<double> CentralVolume,
    Vector512<double> Clearance,
    Vector512<double> FirstVolume,
    Vector512<double> FirstFlow,
    Vector512<double> SecondVolume,
    Vector512<double> SecondFlow)
{
    /// <summary>What each compartment loses, 1/min.</summary>
    public (Vector512<double> Central, Vector512<double> First, Vector512<double> Second) Diagonal() =>
        ((Clearance + FirstFlow + SecondFlow) / CentralVolume, FirstFlow / FirstVolume, SecondFlow / SecondVolume);

    /// <summary>Between the central and the first compartment, symmetric, 1/min.</summary>
    public Vector512<double> ToFirst() => -FirstFlow / Vector512.Sqrt(CentralVolume * FirstVolume);

    /// <summary>Between the central and the second compartment, symmetric, 1/min.</summary>
    public Vector512<double> ToSecond() => -SecondFlow / Vector512.Sqrt(CentralVolume * SecondVolume);
}
