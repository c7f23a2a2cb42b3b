using Engramm.Kinetics.Curves;
using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Populations;

/// <summary>What is asked about a group of virtual people of one weight.</summary>
/// <param name="Model">The model.</param>
/// <param name="Weight">Body weight of every subject.</param>
/// <param name="Schedule">What is given.</param>
/// <param name="Times">Rising, from 0.</param>
/// <param name="Variability">How the subjects differ; must belong to the model.</param>
public sealed record PopulationRequest(MammillaryModel Model, Kilograms Weight, DoseSchedule Schedule, IReadOnlyList<Minutes> Times, Variability Variability)
{
    /// <summary>How many virtual people, <see cref="Population.FewestSubjects"/> to <see cref="Population.MostSubjects"/>.</summary>
    public required int Subjects { get; init; }

    /// <summary>Any number; it is part of the result.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Rising, each <see cref="Population.OutermostPercentile"/> to 100 less that.</summary>
    public IReadOnlyList<double> Percentiles { get; init; } = [5, 50, 95];

    /// <summary>An effect site of the model whose percentiles are wanted too, or null.</summary>
    public EffectSite? EffectSite { get; init; }

    /// <summary>Whether the plasma values are those a laboratory would report, with the residual error of the variability.</summary>
    public bool AsMeasured { get; init; }

    /// <summary>How many threads; 0 for one on each processor. In a browser there is one.</summary>
    public int Threads { get; init; }

    internal List<KineticsFinding> Examine()
    {
        List<KineticsFinding> findings = [.. Model.At(Weight).Findings, .. Variability.Factor(Model).Findings, .. Prediction.Examine(Model, Schedule, Times)];
        findings.AddRange(EffectSite is null ? [] : Model.Examine(EffectSite, "effectSite"));
        if (Subjects is < Population.FewestSubjects or > Population.MostSubjects)
        {
            findings.Add(new KineticsFinding(KineticsFault.OutOfRange, "subjects", Subjects, Population.FewestSubjects, Population.MostSubjects));
        }

        for (var i = 0; i < Percentiles.Count; i++)
        {
            const double least = Population.OutermostPercentile;
            if (!(Percentiles[i] >= least && Percentiles[i] <= 100 - least))
            {
                findings.Add(new KineticsFinding(KineticsFault.OutOfRange, $"percentiles[{i}]", Percentiles[i], least, 100 - least));
            }
            else if (i > 0 && Percentiles[i] <= Percentiles[i - 1])
            {
                findings.Add(new KineticsFinding(KineticsFault.NotInOrder, $"percentiles[{i}]", Percentiles[i], Least: Percentiles[i - 1]));
            }
        }

        if (Threads < 0)
        {
            findings.Add(new KineticsFinding(KineticsFault.Negative, "threads", Threads, Least: 0));
        }

        if (AsMeasured && Variability.Residual is null)
        {
            findings.Add(new KineticsFinding(KineticsFault.WrongModel, "variability.residual"));
        }

        return findings;
    }
}

/// <summary>Percentiles over time between virtual people, with what they were made of.</summary>
public sealed class PopulationPercentiles
{
    private readonly double[][] plasma;
    private readonly double[][] effect;

    internal PopulationPercentiles(PopulationRequest request, double[][] plasma, double[][] effect)
    {
        Request = request;
        this.plasma = plasma;
        this.effect = effect;
    }

    /// <summary>What was asked.</summary>
    public PopulationRequest Request { get; }

    /// <summary>Whether every number behind the percentiles may be presented as established; otherwise the screen says "assumed".</summary>
    public bool IsEstablished => Request.Model.IsEstablished
        && Request.Variability.IsEstablished
        && Request.EffectSite?.Ke0.IsEstablished != false
        && (!Request.AsMeasured || Request.Variability.Residual?.IsEstablished != false);

    /// <summary>A percentile of the plasma concentration in ng/mL at every time; counted as in <see cref="PopulationRequest.Percentiles"/>.</summary>
    public ReadOnlySpan<double> PlasmaInNanogramsPerMillilitre(int percentile) => plasma[percentile];

    /// <summary>A percentile of the effect-site concentration in ng/mL at every time; empty without an effect site.</summary>
    public ReadOnlySpan<double> EffectInNanogramsPerMillilitre(int percentile) => effect.Length == 0 ? [] : effect[percentile];
}
