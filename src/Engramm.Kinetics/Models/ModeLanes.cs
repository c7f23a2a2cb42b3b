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

    /// <summary>Volumes in L and flows in L/min, all positive save the flows of compartments that do not exist.</summary>
    public static ModeLanes Of(
        Vector512<double> centralVolume,
        Vector512<double> clearance,
        Vector512<double> firstVolume,
        Vector512<double> firstFlow,
        Vector512<double> secondVolume,
        Vector512<double> secondFlow)
    {
        var a = new Matrix
        {
            D0 = (clearance + firstFlow + secondFlow) / centralVolume,
            D1 = firstFlow / firstVolume,
            D2 = secondFlow / secondVolume,
            O01 = -firstFlow / Vector512.Sqrt(centralVolume * firstVolume),
            O02 = -secondFlow / Vector512.Sqrt(centralVolume * secondVolume),
            O12 = Vector512<double>.Zero,
            V0 = Vector512<double>.One,
        };
        for (var round = 0; round < MostRounds && !a.IsDiagonal(); round++)
        {
            Rotate(ref a.D0, ref a.D1, ref a.O01, ref a.O02, ref a.O12, ref a.V0, ref a.V1);
            Rotate(ref a.D0, ref a.D2, ref a.O02, ref a.O01, ref a.O12, ref a.V0, ref a.V2);
            Rotate(ref a.D1, ref a.D2, ref a.O12, ref a.O01, ref a.O02, ref a.V1, ref a.V2);
        }

        return new ModeLanes
        {
            Rate0 = a.D0,
            Rate1 = a.D1,
            Rate2 = a.D2,
            Weight0 = a.V0 * a.V0 / centralVolume,
            Weight1 = a.V1 * a.V1 / centralVolume,
            Weight2 = a.V2 * a.V2 / centralVolume,
        };
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

    [StructLayout(LayoutKind.Auto)]
    private struct Matrix
    {
        public Vector512<double> D0;
        public Vector512<double> D1;
        public Vector512<double> D2;
        public Vector512<double> O01;
        public Vector512<double> O02;
        public Vector512<double> O12;
        public Vector512<double> V0;
        public Vector512<double> V1;
        public Vector512<double> V2;

        // Relative to the diagonal elements concerned.
        public readonly bool IsDiagonal() =>
            Vector512.LessThanOrEqualAll(O01 * O01, Vector512.Abs(D0 * D1) * Negligible)
            && Vector512.LessThanOrEqualAll(O02 * O02, Vector512.Abs(D0 * D2) * Negligible)
            && Vector512.LessThanOrEqualAll(O12 * O12, Vector512.Abs(D1 * D2) * Negligible);
    }
}
