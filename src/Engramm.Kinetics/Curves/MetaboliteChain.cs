using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;

namespace Engramm.Kinetics.Curves;

/// <summary>A drug and what is formed from it, as compartments of one linear system.</summary>
internal sealed class MetaboliteChain
{
    private readonly List<(int Central, double PerMilligram)> readouts = [];

    private MetaboliteChain()
    {
    }

    /// <summary>The compartments. The first is the central one of the drug.</summary>
    public LinearSystem System { get; } = new();

    /// <summary>Where each metabolite is measured, and the mg/L that 1 mg of drug equivalent there makes.</summary>
    public IReadOnlyList<(int Central, double PerMilligram)> Readouts => readouts;

    /// <summary>The chain behind a drug that is cleared from its central compartment.</summary>
    /// <param name="drug">The person's disposition of the drug.</param>
    /// <param name="metabolites">In order of formation.</param>
    /// <param name="relativeWeight">Body weight over the reference weight.</param>
    public static MetaboliteChain Behind(Disposition drug, IReadOnlyList<Metabolite> metabolites, double relativeWeight)
    {
        var chain = new MetaboliteChain();
        var central = chain.System.Add();
        for (var j = 0; j < drug.Compartments - 1; j++)
        {
            var exchange = drug.Exchange(j);
            chain.System.Exchange(central, drug.CentralVolume, chain.System.Add(), exchange.Volume, exchange.Flow);
        }

        chain.Follow(central, drug.Elimination, metabolites, relativeWeight);
        return chain;
    }

    /// <summary>An empty chain whose drug the caller lays out.</summary>
    public static MetaboliteChain Empty() => new();

    /// <summary>Lets what leaves a compartment with this rate constant (1/min) pass through the metabolites, each formed from the one before.</summary>
    public void Follow(int source, double perMinute, IReadOnlyList<Metabolite> metabolites, double relativeWeight)
    {
        foreach (var metabolite in metabolites)
        {
            var formed = metabolite.FractionFormed.Value;
            var volume = metabolite.Volume.At(relativeWeight);
            if (formed < 1)
            {
                System.Move(source, LinearSystem.Outside, perMinute * (1 - formed));
            }

            var from = source;
            var rate = perMinute * formed;
            for (var i = 0; i < (metabolite.Delay?.Compartments.Value ?? 0); i++)
            {
                var link = System.Add();
                System.Move(from, link, rate);
                (from, rate) = (link, metabolite.Delay!.Compartments.Value / metabolite.Delay.MeanTransitTime.Value.Value);
            }

            var central = System.Add();
            System.Move(from, central, rate);
            foreach (var peripheral in metabolite.Peripherals)
            {
                System.Exchange(central, volume, System.Add(), peripheral.Volume.At(relativeWeight), peripheral.Flow.At(relativeWeight) / 60);
            }

            readouts.Add((central, metabolite.MassRatio.Value / volume));
            (source, perMinute) = (central, metabolite.Clearance.At(relativeWeight) / 60 / volume);
        }

        System.Move(source, LinearSystem.Outside, perMinute);
    }

    /// <summary>A schedule into one compartment as turns of the system.</summary>
    public List<LinearTurn> Into(int compartment, ReadOnlySpan<Turn> turns)
    {
        var list = new List<LinearTurn>(turns.Length);
        foreach (var turn in turns)
        {
            var (added, rates) = (new double[System.Compartments], new double[System.Compartments]);
            added[compartment] = turn.Bolus;
            rates[compartment] = turn.Rate;
            list.Add(new LinearTurn(turn.Time, added, rates));
        }

        return list;
    }
}
