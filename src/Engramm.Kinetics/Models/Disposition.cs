using System.Runtime.InteropServices;

namespace Engramm.Kinetics.Models;

/// <summary>A peripheral compartment of one person: volume in L, flow in L/min.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Exchange(double Volume, double Flow);

/// <summary>
/// One exponential of the answer to a bolus of 1 mg: concentration = sum of Weight · e^(−Rate · t).
/// </summary>
/// <param name="Rate">λ in 1/min, positive.</param>
/// <param name="Weight">A in 1/L, never negative, so that no prediction can be.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Mode(double Rate, double Weight);

/// <summary>
/// How one person of known weight distributes and clears the drug: volumes in L, flows in L/min, micro constants in 1/min.
/// The inner numbers of the solver; bare doubles by purpose.
/// </summary>
public sealed class Disposition
{
    private readonly double[] volumes;
    private readonly double[] flows;
    private readonly SymmetricEigen eigen;
    private readonly Mode[] modes;

    /// <summary>Checked by <see cref="MammillaryModel.At"/>: all positive, at most two peripherals.</summary>
    internal Disposition(double centralVolume, double clearance, ReadOnlySpan<Exchange> peripherals)
    {
        var n = peripherals.Length + 1;
        volumes = new double[n];
        flows = new double[n];
        volumes[0] = centralVolume;
        flows[0] = clearance;
        for (var j = 1; j < n; j++)
        {
            volumes[j] = peripherals[j - 1].Volume;
            flows[j] = peripherals[j - 1].Flow;
        }

        // In amounts over the square root of volume the exchange is symmetric. A symmetric matrix has real rates and
        // orthogonal directions even where two rates coincide, so close rates need no special case.
        var matrix = new double[n, n];
        for (var j = 1; j < n; j++)
        {
            matrix[0, 0] += flows[j] / volumes[0];
            matrix[j, j] = flows[j] / volumes[j];
            matrix[0, j] = matrix[j, 0] = -flows[j] / Math.Sqrt(volumes[0] * volumes[j]);
        }

        matrix[0, 0] += clearance / centralVolume;
        eigen = SymmetricEigen.Of(matrix);
        modes = new Mode[n];
        for (var i = 0; i < n; i++)
        {
            var direction = eigen.Directions[0, i];
            modes[i] = new Mode(eigen.Values[i], direction * direction / centralVolume);
        }
    }

    /// <summary>V1 in L.</summary>
    public double CentralVolume => volumes[0];

    /// <summary>CL in L/min.</summary>
    public double Clearance => flows[0];

    /// <summary>How many compartments there are, 1 to 3.</summary>
    public int Compartments => volumes.Length;

    /// <summary>A peripheral compartment, counted from 0.</summary>
    public Exchange Exchange(int peripheral) => new(volumes[peripheral + 1], flows[peripheral + 1]);

    /// <summary>k10 in 1/min: elimination from the central compartment.</summary>
    public double Elimination => flows[0] / volumes[0];

    /// <summary>k12 or k13 in 1/min: from the central compartment to peripheral 0 or 1.</summary>
    public double Outward(int peripheral) => flows[peripheral + 1] / volumes[0];

    /// <summary>k21 or k31 in 1/min: from peripheral 0 or 1 back.</summary>
    public double Return(int peripheral) => flows[peripheral + 1] / volumes[peripheral + 1];

    /// <summary>The exponentials of the answer to a bolus, fastest first.</summary>
    public ReadOnlySpan<Mode> Modes => modes;

    /// <summary>
    /// How much of the response of a mode lies in a compartment, relative to <see cref="Mode.Weight"/> in the plasma:
    /// amount in mg = share × plasma part in mg/L. Zero for a mode that plasma does not see.
    /// </summary>
    internal double AmountPerConcentration(int compartment, int mode) => eigen.Directions[0, mode] is var central && central == 0
        ? 0
        : Math.Sqrt(volumes[0] * volumes[compartment]) * eigen.Directions[compartment, mode] / central;
}
