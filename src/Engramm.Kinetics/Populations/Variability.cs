using Engramm.Kinetics.Models;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>A structural parameter of a mammillary model. The order is the order in which a subject's numbers are drawn.</summary>
public enum ModelParameter
{
    /// <summary>V1.</summary>
    CentralVolume,

    /// <summary>CL.</summary>
    Clearance,

    /// <summary>Q2.</summary>
    FirstFlow,

    /// <summary>Q3.</summary>
    SecondFlow,

    /// <summary>V2.</summary>
    FirstVolume,

    /// <summary>V3.</summary>
    SecondVolume,
}

/// <summary>How much a parameter differs between people: the variance ω² of its natural logarithm. CV² = e^ω² − 1.</summary>
public sealed record ParameterVariance(ModelParameter Parameter, Sourced<double> Variance);

/// <summary>How the logarithms of two parameters go together, −1 to 1, both ends excluded.</summary>
public sealed record ParameterCorrelation(ModelParameter First, ModelParameter Second, Sourced<double> Correlation);

/// <summary>How people differ, for one model. A parameter that is not named does not vary.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="ModelId">The model it goes with; it means nothing with another.</param>
/// <param name="Name">How it is named on screen.</param>
/// <param name="Variances">One for each parameter that varies.</param>
/// <param name="Correlations">One for each pair that goes together; others are independent.</param>
public sealed record Variability(
    string Id,
    string ModelId,
    string Name,
    IReadOnlyList<ParameterVariance> Variances,
    IReadOnlyList<ParameterCorrelation> Correlations)
{
    /// <summary>How measured values scatter around the true ones of a subject; null when none is published with the set.</summary>
    public ResidualError? Residual { get; init; }

    /// <summary>Whether all its numbers may be presented as established. Otherwise the band is labelled as assumed.</summary>
    public bool IsEstablished => Variances.All(v => v.Variance.IsEstablished) && Correlations.All(c => c.Correlation.IsEstablished);

    /// <summary>
    /// The lower triangle L with L·Lᵀ = Ω over <see cref="ModelParameter"/>, so that L times independent standard normal
    /// numbers gives the logarithms of a subject's factors. Or what is wrong with the record.
    /// </summary>
    internal Checked<double[,]> Factor(MammillaryModel model)
    {
        var findings = Examine(model).ToList();
        if (findings.Count > 0)
        {
            return Checked.Refused<double[,]>(findings);
        }

        var n = Enum.GetValues<ModelParameter>().Length;
        var omega = new double[n, n];
        foreach (var variance in Variances)
        {
            omega[(int)variance.Parameter, (int)variance.Parameter] = variance.Variance.Value;
        }

        foreach (var (first, second, correlation) in Correlations)
        {
            var (a, b) = ((int)first, (int)second);
            omega[a, b] = omega[b, a] = correlation.Value * Math.Sqrt(omega[a, a] * omega[b, b]);
        }

        var lower = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            var pivot = omega[j, j];
            for (var k = 0; k < j; k++)
            {
                pivot -= lower[j, k] * lower[j, k];
            }

            if (pivot < 0)
            {
                return Checked.Refused<double[,]>([new KineticsFinding(KineticsFault.OutOfRange, "variability.correlations")]);
            }

            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < n; i++)
            {
                var rest = omega[i, j];
                for (var k = 0; k < j; k++)
                {
                    rest -= lower[i, k] * lower[j, k];
                }

                // A parameter without variance of its own has nothing to share.
                lower[i, j] = lower[j, j] == 0 ? 0 : rest / lower[j, j];
            }
        }

        return Checked.Sound(lower);
    }

    private IEnumerable<KineticsFinding> Examine(MammillaryModel model)
    {
        if (!string.Equals(ModelId, model.Id, StringComparison.Ordinal))
        {
            yield return new KineticsFinding(KineticsFault.WrongModel, "variability");
        }

        var named = new HashSet<ModelParameter>();
        foreach (var (parameter, variance) in Variances)
        {
            var subject = $"variability.{parameter}";
            if (!double.IsFinite(variance.Value))
            {
                yield return new KineticsFinding(KineticsFault.NotFinite, subject);
            }
            else if (variance.Value < 0)
            {
                yield return new KineticsFinding(KineticsFault.Negative, subject, variance.Value, Least: 0);
            }

            if (!named.Add(parameter))
            {
                yield return new KineticsFinding(KineticsFault.GivenTwice, subject);
            }

            if (!IsPartOf(model, parameter))
            {
                yield return new KineticsFinding(KineticsFault.WrongModel, subject);
            }
        }

        var pairs = new HashSet<(ModelParameter, ModelParameter)>();
        foreach (var (first, second, correlation) in Correlations)
        {
            var subject = $"variability.{first}.{second}";
            if (!(Math.Abs(correlation.Value) < 1))
            {
                yield return new KineticsFinding(KineticsFault.OutOfRange, subject, correlation.Value, -1, 1);
            }

            if (first == second || !pairs.Add(first < second ? (first, second) : (second, first)))
            {
                yield return new KineticsFinding(KineticsFault.GivenTwice, subject);
            }

            if (!named.Contains(first) || !named.Contains(second))
            {
                yield return new KineticsFinding(KineticsFault.OutOfRange, subject);
            }
        }
    }

    private static bool IsPartOf(MammillaryModel model, ModelParameter parameter) => parameter switch
    {
        ModelParameter.CentralVolume or ModelParameter.Clearance => true,
        ModelParameter.FirstFlow or ModelParameter.FirstVolume => model.Peripherals.Count >= 1,
        ModelParameter.SecondFlow or ModelParameter.SecondVolume => model.Peripherals.Count >= 2,
    };
}
