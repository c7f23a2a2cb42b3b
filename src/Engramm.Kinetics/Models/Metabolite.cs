using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>A chain of equal compartments between the loss of one substance and the appearance of the next.</summary>
/// <param name="MeanTransitTime">Of the whole chain: each of n compartments empties at n / this time.</param>
/// <param name="Compartments">How many, 1 to <see cref="MostCompartments"/>.</param>
public sealed record DelayChain(Sourced<Minutes> MeanTransitTime, Sourced<int> Compartments)
{
    /// <summary>More than these is a lag time and no chain.</summary>
    public const int MostCompartments = 20;

    internal bool IsEstablished => MeanTransitTime.IsEstablished && Compartments.IsEstablished;
}

/// <summary>
/// What is formed from the substance before it. Amounts are carried as equivalents of the drug given; the mass ratio turns
/// them into the metabolite's own mass at the end.
/// </summary>
/// <param name="Id">Stable id within the model: <c>nk</c>, <c>hnk</c>.</param>
/// <param name="Name">How it is named on screen.</param>
/// <param name="Delay">The chain it comes through, or null when it appears at once.</param>
/// <param name="FractionFormed">Which share of the clearance before it ends here; above 0, at most 1.</param>
/// <param name="MassRatio">Its molar mass over that of the drug given, or 1 where the model's numbers already hold the ratio.</param>
/// <param name="Volume">Central volume.</param>
/// <param name="Clearance">From its central volume.</param>
/// <param name="Peripherals">None, one or two.</param>
public sealed record Metabolite(
    string Id,
    string Name,
    DelayChain? Delay,
    Sourced<double> FractionFormed,
    Sourced<double> MassRatio,
    Scaled<Litres> Volume,
    Scaled<LitresPerHour> Clearance,
    IReadOnlyList<Peripheral> Peripherals)
{
    /// <summary>Whether it is left out unless somebody asks for it, and then named exploratory.</summary>
    public bool IsExploratory { get; init; }

    /// <summary>False where the area under this curve is known to be wrong although its height is right.</summary>
    public bool AreaMayBeShown { get; init; } = true;

    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished =>
        Delay?.IsEstablished != false && FractionFormed.IsEstablished && MassRatio.IsEstablished
        && Volume.IsEstablished && Clearance.IsEstablished && Peripherals.All(p => p.IsEstablished);

    /// <summary>What is wrong with a chain of metabolites.</summary>
    internal static IEnumerable<KineticsFinding> Examine(IReadOnlyList<Metabolite> chain)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            foreach (var finding in chain[i].Examine($"metabolites[{i}]"))
            {
                yield return finding;
            }

            if (chain.Take(i).Any(m => string.Equals(m.Id, chain[i].Id, StringComparison.Ordinal)))
            {
                yield return new KineticsFinding(KineticsFault.GivenTwice, $"metabolites[{i}].id");
            }
        }
    }

    private IEnumerable<KineticsFinding> Examine(string subject)
    {
        if (!(FractionFormed.Value > 0 && FractionFormed.Value <= 1))
        {
            yield return new KineticsFinding(KineticsFault.OutOfRange, $"{subject}.fractionFormed", FractionFormed.Value, 0, 1);
        }

        if (Delay is { } delay && delay.Compartments.Value is < 1 or > DelayChain.MostCompartments)
        {
            yield return new KineticsFinding(KineticsFault.OutOfRange, $"{subject}.delay.compartments", delay.Compartments.Value, 1, DelayChain.MostCompartments);
        }

        if (Peripherals.Count > MammillaryModel.MostPeripherals)
        {
            yield return new KineticsFinding(KineticsFault.OutOfRange, $"{subject}.peripherals", Peripherals.Count, 0, MammillaryModel.MostPeripherals);
        }

        IEnumerable<(string Name, double Value)> positive =
        [
            ("massRatio", MassRatio.Value),
            ("delay.meanTransitTime", Delay?.MeanTransitTime.Value.Value ?? 1),
            ("volume", Volume.AtReferenceWeight.Value.Value),
            ("clearance", Clearance.AtReferenceWeight.Value.Value),
            .. Peripherals.Select((p, j) => ($"peripherals[{j}].volume", p.Volume.AtReferenceWeight.Value.Value)),
            .. Peripherals.Select((p, j) => ($"peripherals[{j}].flow", p.Flow.AtReferenceWeight.Value.Value)),
        ];
        foreach (var (name, value) in positive.Where(p => !(p.Value > 0)))
        {
            yield return new KineticsFinding(KineticsFault.NotPositive, $"{subject}.{name}", value, Least: 0);
        }

        IEnumerable<(string Name, double Value)> exponents =
        [
            ("volume", Volume.WeightExponent.Value),
            ("clearance", Clearance.WeightExponent.Value),
            .. Peripherals.Select((p, j) => ($"peripherals[{j}].volume", p.Volume.WeightExponent.Value)),
            .. Peripherals.Select((p, j) => ($"peripherals[{j}].flow", p.Flow.WeightExponent.Value)),
        ];
        foreach (var (name, _) in exponents.Where(e => !double.IsFinite(e.Value)))
        {
            yield return new KineticsFinding(KineticsFault.NotFinite, $"{subject}.{name}.exponent");
        }
    }
}
