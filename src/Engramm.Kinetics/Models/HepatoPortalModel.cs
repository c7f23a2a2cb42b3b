using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>A liver with a volume of its own, through which blood flows and where alone the drug is lost.</summary>
/// <param name="Volume">Its volume of distribution.</param>
/// <param name="Flow">Blood flow between it and the central compartment, the same in both directions.</param>
/// <param name="FlowLostPerYear">How much the flow falls with each year of age above <paramref name="FlowFallsFrom"/>; L/h.</param>
/// <param name="FlowFallsFrom">Up to this age the flow is as printed.</param>
/// <param name="Elimination">Loss into other things than the metabolite.</param>
/// <param name="Metabolism">Change into the metabolite.</param>
public sealed record Liver(
    Scaled<Litres> Volume,
    Scaled<LitresPerHour> Flow,
    Sourced<LitresPerHour> FlowLostPerYear,
    Sourced<Years> FlowFallsFrom,
    Sourced<PerMinute> Elimination,
    Sourced<PerMinute> Metabolism)
{
    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished =>
        Volume.IsEstablished && Flow.IsEstablished && FlowLostPerYear.IsEstablished && FlowFallsFrom.IsEstablished && Elimination.IsEstablished && Metabolism.IsEstablished;

    /// <summary>L/h at an age; an unknown age counts as one at which the flow has not fallen.</summary>
    internal double FlowAt(double relativeWeight, Years? age) =>
        Flow.At(relativeWeight) - (FlowLostPerYear.Value.Value * Math.Max(0, (age?.Value ?? 0) - FlowFallsFrom.Value.Value));
}

/// <summary>A swallowed dose: evenly into a depot over some time, and from there into the liver.</summary>
/// <param name="Available">The fraction that passes the wall of the gut; above 0, at most 1.</param>
/// <param name="Entry">How long it enters the depot evenly.</param>
/// <param name="Rate">From the depot into the liver.</param>
public sealed record OralAbsorption(Sourced<double> Available, Sourced<Minutes> Entry, Sourced<PerMinute> Rate)
{
    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished => Available.IsEstablished && Entry.IsEstablished && Rate.IsEstablished;
}

/// <summary>A nasal dose: a part goes through the mucosa into the blood, the rest is swallowed.</summary>
/// <param name="Rate">Through the mucosa.</param>
/// <param name="Fraction">The part of the first device that does; above 0, at most 1.</param>
/// <param name="LaterFactor">By how much that part is smaller for each further device of the same dose, 0 to 1.</param>
/// <param name="Device">What one device gives. A dose is a whole number of devices.</param>
/// <param name="MostDevices">The most devices of one dose.</param>
/// <param name="Swallowed">What happens to the rest.</param>
public sealed record NasalAbsorption(
    Sourced<PerMinute> Rate,
    Sourced<double> Fraction,
    Sourced<double> LaterFactor,
    Sourced<Milligrams> Device,
    Sourced<int> MostDevices,
    OralAbsorption Swallowed)
{
    /// <summary>Whether all its numbers may be presented as established.</summary>
    public bool IsEstablished =>
        Rate.IsEstablished && Fraction.IsEstablished && LaterFactor.IsEstablished && Device.IsEstablished && MostDevices.IsEstablished && Swallowed.IsEstablished;

    /// <summary>The part of a dose of n devices that goes through the mucosa.</summary>
    internal double FractionOf(int devices) => Fraction.Value * (1 + ((devices - 1) * LaterFactor.Value)) / devices;
}

/// <summary>How a dose that is not given into a vein gets in.</summary>
public enum AbsorptionRoute
{
    /// <summary>Nasal spray.</summary>
    Nasal,

    /// <summary>Swallowed solution.</summary>
    Oral,
}

/// <summary>A dose that is not given into a vein.</summary>
/// <param name="Route">How it is taken.</param>
/// <param name="At">When, counted from the start of the schedule; not negative.</param>
/// <param name="Amount">Base; positive.</param>
public sealed record AbsorbedDose(AbsorptionRoute Route, Minutes At, Milligrams Amount);

/// <summary>A published model with a liver between gut and blood, so that nasal, swallowed and intravenous doses share one set of numbers.</summary>
/// <param name="Id">Stable id, for instance <c>perez-ruixo2021</c>.</param>
/// <param name="Name">How it is cited on screen.</param>
/// <param name="Substance">What is given, and measured.</param>
/// <param name="Site">Where the samples behind it were drawn.</param>
/// <param name="ReferenceWeight">The weight the parameters are printed for.</param>
/// <param name="Weights">The weights it may be used for.</param>
/// <param name="CentralVolume">The compartment that is measured.</param>
/// <param name="Peripherals">None, one or two.</param>
/// <param name="Liver">Where the drug is lost.</param>
/// <param name="Nasal">How a nasal dose gets in, or null when the model says nothing of it.</param>
/// <param name="Oral">How a swallowed dose gets in, or null when the model says nothing of it.</param>
/// <param name="Metabolites">What is formed in the liver, each from the one before.</param>
public sealed record HepatoPortalModel(
    string Id,
    string Name,
    Substance Substance,
    SamplingSite Site,
    Kilograms ReferenceWeight,
    WeightRange Weights,
    Scaled<Litres> CentralVolume,
    IReadOnlyList<Peripheral> Peripherals,
    Liver Liver,
    NasalAbsorption? Nasal,
    OralAbsorption? Oral,
    IReadOnlyList<Metabolite> Metabolites)
{
    /// <summary>The ages it may be used for, or null when none are stated.</summary>
    public AgeRange? Ages { get; init; }

    /// <summary>In whom it was estimated, in the language of the name; null when it is not stated.</summary>
    public string? StudiedIn { get; init; }

    /// <summary>Known limits and errata of the publication, to be shown beside its curves.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether every structural number may be presented as established.</summary>
    public bool IsEstablished =>
        CentralVolume.IsEstablished && Peripherals.All(p => p.IsEstablished) && Liver.IsEstablished && Nasal?.IsEstablished != false && Oral?.IsEstablished != false;

    /// <summary>What is wrong with the record itself; empty for a usable model.</summary>
    public IReadOnlyList<KineticsFinding> Examine()
    {
        IEnumerable<(string Subject, double Value)> positive =
        [
            ("referenceWeight", ReferenceWeight.Value),
            ("weights.least", Weights.Least.Value.Value),
            ("centralVolume", CentralVolume.AtReferenceWeight.Value.Value),
            .. Peripherals.Select((p, i) => ($"peripherals[{i}].volume", p.Volume.AtReferenceWeight.Value.Value)),
            .. Peripherals.Select((p, i) => ($"peripherals[{i}].flow", p.Flow.AtReferenceWeight.Value.Value)),
            ("liver.volume", Liver.Volume.AtReferenceWeight.Value.Value),
            ("liver.flow", Liver.FlowAt(1, Ages?.Greatest.Value)),
            ("liver.elimination", Liver.Elimination.Value.Value),
            ("liver.metabolism", Liver.Metabolism.Value.Value),
            .. Nasal is { } nasal ? [("nasal.rate", nasal.Rate.Value.Value), ("nasal.device", nasal.Device.Value.Value), ("nasal.mostDevices", nasal.MostDevices.Value)] : (ReadOnlySpan<(string, double)>)[],
            .. new[] { ("nasal.swallowed", Nasal?.Swallowed), ("oral", Oral) }.Where(o => o.Item2 is not null).SelectMany(o => new[]
            {
                ($"{o.Item1}.entry", o.Item2!.Entry.Value.Value),
                ($"{o.Item1}.rate", o.Item2.Rate.Value.Value),
            }),
        ];
        IEnumerable<(string Subject, double Value)> fractions =
        [
            .. Nasal is { } spray ? [("nasal.fraction", spray.Fraction.Value), ("nasal.laterFactor", spray.LaterFactor.Value), ("nasal.swallowed.available", spray.Swallowed.Available.Value)] : (ReadOnlySpan<(string, double)>)[],
            .. Oral is { } oral ? [("oral.available", oral.Available.Value)] : (ReadOnlySpan<(string, double)>)[],
        ];
        return
        [
            .. positive.Where(p => !(p.Value > 0)).Select(p => new KineticsFinding(KineticsFault.NotPositive, p.Subject, p.Value, Least: 0)),
            .. fractions.Where(f => !(f.Value > 0 && f.Value <= 1)).Select(f => new KineticsFinding(KineticsFault.OutOfRange, f.Subject, f.Value, 0, 1)),
            .. Weights.Greatest.Value < Weights.Least.Value ? [new KineticsFinding(KineticsFault.NotInOrder, "weights", Weights.Greatest.Value.Value, Least: Weights.Least.Value.Value)] : (ReadOnlySpan<KineticsFinding>)[],
            .. Ages?.Examine() ?? [],
            .. Metabolite.Examine(Metabolites),
        ];
    }
}
