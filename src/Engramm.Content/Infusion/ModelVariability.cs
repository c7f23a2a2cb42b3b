using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>A parameter of a model, as variability names it.</summary>
public enum ModelParameterName
{
    V1,
    Cl,
    V2,
    Q2,
    V3,
    Q3,
}

/// <summary>Spread of one parameter between people: log-normal with this variance.</summary>
public sealed record ParameterVariance(ModelParameterName Parameter, Sourced<double> OmegaSquared);

/// <summary>How two parameters go together between people, as printed: either the correlation or the covariance of their logarithms.</summary>
public sealed record ParameterCorrelation(ModelParameterName First, ModelParameterName Second, Sourced<double>? Coefficient = null, Sourced<double>? Covariance = null);

/// <summary>How a measured value scatters around the true one.</summary>
public enum ResidualKind
{
    Proportional,
    Logarithmic,
    Combined,
}

/// <summary>The scatter of measured values.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="StandardDeviation">As a fraction, or of the natural logarithm.</param>
/// <param name="AdditiveNgPerMl">The part that does not grow with the value; with <see cref="ResidualKind.Combined"/> only.</param>
public sealed record ModelResidual(ResidualKind Kind, Sourced<double> StandardDeviation, Sourced<double>? AdditiveNgPerMl = null);

/// <summary>A set of spreads between people, from which the band around a curve comes.</summary>
public sealed record ModelVariability(
    string Id,
    Words Name,
    IReadOnlyList<ParameterVariance> Variances,
    IReadOnlyList<ParameterCorrelation> Correlations,
    ModelResidual? Residual = null)
{
    internal IEnumerable<ContentFault> Faults()
    {
        for (var i = 0; i < Correlations.Count; i++)
        {
            var (first, second, coefficient, covariance) = Correlations[i];
            if (coefficient is null == covariance is null)
            {
                yield return new ContentFault(FormattableString.Invariant($"correlations[{i}]"), "a pair has either coefficient or covariance; write exactly one of them");
            }

            if (covariance is not null && (Variances.All(v => v.Parameter != first) || Variances.All(v => v.Parameter != second)))
            {
                yield return new ContentFault(FormattableString.Invariant($"correlations[{i}]"), "a covariance needs the variance of both parameters; add them");
            }
        }

        if (Residual is { } residual && residual.Kind == ResidualKind.Combined == residual.AdditiveNgPerMl is null)
        {
            yield return new ContentFault("residual", "additive_ng_per_ml belongs to the kind 'combined' and to no other");
        }
    }
}
