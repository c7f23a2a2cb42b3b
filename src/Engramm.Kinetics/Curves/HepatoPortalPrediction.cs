using Engramm.Kinetics.Models;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;

namespace Engramm.Kinetics.Curves;

/// <summary>The drug and its metabolites over the same times.</summary>
/// <param name="Drug">The drug given.</param>
/// <param name="Metabolites">In order of formation.</param>
public sealed record AnalyteCurves(AnalyteCurve Drug, IReadOnlyList<AnalyteCurve> Metabolites);

/// <summary>What a model with a liver predicts for a typical person. Not for dosing or discharge decisions.</summary>
public static class HepatoPortalPrediction
{
    // A dose is a whole number of devices within what binary fractions of a milligram can miss.
    private const double RoundingOfDevices = 1e-9;

    /// <summary>
    /// The concentrations at the given times, or what speaks against predicting: weight or age outside the model's range, the
    /// other substance, a route the model does not know, a nasal dose that is no whole number of devices, times that fall.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weight">Body weight of the person.</param>
    /// <param name="age">Age of the person; null when it is not known, and then the liver counts as one that age has not changed.</param>
    /// <param name="intravenous">What is given into a vein; may be empty.</param>
    /// <param name="absorbed">What is taken otherwise.</param>
    /// <param name="times">Rising, from 0. The curves hold exactly these points.</param>
    public static Checked<AnalyteCurves> At(
        HepatoPortalModel model,
        Kilograms weight,
        Years? age,
        DoseSchedule intravenous,
        IReadOnlyList<AbsorbedDose> absorbed,
        IReadOnlyList<Minutes> times)
    {
        var findings = model.Examine().Concat(Examine(model, weight, age, intravenous, absorbed)).Concat(Prediction.Examine(times)).ToList();
        if (findings.Count > 0)
        {
            return Checked.Refused<AnalyteCurves>(findings);
        }

        var body = new Body(model, weight.Value / model.ReferenceWeight.Value, age);
        var at = Prediction.Values(times);
        var drug = new double[at.Length];
        var turns = body.Turns(intravenous, absorbed);
        var formed = MetabolitePrediction.Curves(
            body.Chain, turns, at, model.Metabolites, (model.Id, model.Site, model.IsEstablished), (point, amounts) => drug[point] = 1000 * amounts[body.Central] / body.CentralVolume);
        var parent = new AnalyteCurve(at, drug)
        {
            ModelId = model.Id,
            AnalyteId = "cp",
            Name = model.Name,
            Site = model.Site,
            IsEstablished = model.IsEstablished,
        };
        return Checked.Sound(new AnalyteCurves(parent, formed));
    }

    private static IEnumerable<KineticsFinding> Examine(
        HepatoPortalModel model, Kilograms weight, Years? age, DoseSchedule intravenous, IReadOnlyList<AbsorbedDose> absorbed)
    {
        if (weight < model.Weights.Least.Value || weight > model.Weights.Greatest.Value)
        {
            yield return new KineticsFinding(KineticsFault.OutOfRange, "weight", weight.Value, model.Weights.Least.Value.Value, model.Weights.Greatest.Value.Value);
        }

        foreach (var finding in age is { } years && model.Ages is { } ages ? ages.Refuse(years) : [])
        {
            yield return finding;
        }

        if (intravenous.Substance != model.Substance)
        {
            yield return new KineticsFinding(KineticsFault.WrongSubstance, "schedule");
        }

        for (var i = 0; i < absorbed.Count; i++)
        {
            var (route, start, amount) = absorbed[i];
            if (start.Value < 0)
            {
                yield return new KineticsFinding(KineticsFault.Negative, $"absorbed[{i}].at", start.Value, Least: 0);
            }

            if (amount.Value <= 0)
            {
                yield return new KineticsFinding(KineticsFault.NotPositive, $"absorbed[{i}].amount", amount.Value, Least: 0);
            }

            if (route == AbsorptionRoute.Nasal ? model.Nasal is null : model.Oral is null)
            {
                yield return new KineticsFinding(KineticsFault.WrongModel, $"absorbed[{i}].route");
            }

            if (route == AbsorptionRoute.Nasal && model.Nasal is { } nasal && Devices(nasal, amount) is null)
            {
                var device = nasal.Device.Value.Value;
                yield return new KineticsFinding(KineticsFault.OutOfRange, $"absorbed[{i}].amount", amount.Value, device, device * nasal.MostDevices.Value);
            }
        }
    }

    private static int? Devices(NasalAbsorption nasal, Milligrams amount)
    {
        var devices = amount.Value / nasal.Device.Value.Value;
        var whole = Math.Round(devices);
        return whole >= 1 && whole <= nasal.MostDevices.Value && Math.Abs(devices - whole) <= RoundingOfDevices ? (int)whole : null;
    }

    /// <summary>The compartments of one person.</summary>
    private sealed class Body
    {
        private readonly HepatoPortalModel model;
        private readonly (int Mucosa, int Swallowed)? nose;
        private readonly int? gut;

        public Body(HepatoPortalModel model, double relative, Years? age)
        {
            this.model = model;
            var system = Chain.System;
            Central = system.Add();
            CentralVolume = model.CentralVolume.At(relative);
            foreach (var peripheral in model.Peripherals)
            {
                system.Exchange(Central, CentralVolume, system.Add(), peripheral.Volume.At(relative), peripheral.Flow.At(relative) / 60);
            }

            var liver = system.Add();
            system.Exchange(Central, CentralVolume, liver, model.Liver.Volume.At(relative), model.Liver.FlowAt(relative, age) / 60);
            system.Move(liver, LinearSystem.Outside, model.Liver.Elimination.Value.Value);
            if (model.Nasal is { } nasal)
            {
                nose = (system.Add(), system.Add());
                system.Move(nose.Value.Mucosa, Central, nasal.Rate.Value.Value);
                system.Move(nose.Value.Swallowed, liver, nasal.Swallowed.Rate.Value.Value);
            }

            if (model.Oral is { } oral)
            {
                gut = system.Add();
                system.Move(gut.Value, liver, oral.Rate.Value.Value);
            }

            Chain.Follow(liver, model.Liver.Metabolism.Value.Value, model.Metabolites, relative);
        }

        public MetaboliteChain Chain { get; } = MetaboliteChain.Empty();

        public int Central { get; }

        public double CentralVolume { get; }

        /// <summary>All inputs together: what is added at a moment and the rates that hold from then on.</summary>
        public List<LinearTurn> Turns(DoseSchedule intravenous, IReadOnlyList<AbsorbedDose> absorbed)
        {
            var boluses = intravenous.Boluses.Select(b => (At: b.At.Value, Into: Central, Amount: b.Amount.Value)).ToList();
            var stretches = intravenous.Infusions.Select(i => (Start: i.Start.Value, End: i.End.Value, Into: Central, Rate: i.Rate.Value)).ToList();
            foreach (var (route, at, amount) in absorbed)
            {
                if (route == AbsorptionRoute.Oral)
                {
                    Swallow(gut!.Value, model.Oral!, at.Value, amount.Value);
                    continue;
                }

                var nasal = model.Nasal!;
                var through = nasal.FractionOf(Devices(nasal, amount)!.Value);
                boluses.Add((at.Value, nose!.Value.Mucosa, amount.Value * through));
                Swallow(nose.Value.Swallowed, nasal.Swallowed, at.Value, amount.Value * (1 - through));
            }

            return
            [
                .. boluses.Select(b => b.At).Concat(stretches.SelectMany(s => new[] { s.Start, s.End })).Distinct().Order().Select(time =>
                {
                    var turn = new LinearTurn(time, new double[Chain.System.Compartments], new double[Chain.System.Compartments]);
                    foreach (var (_, into, amount) in boluses.Where(b => b.At.Equals(time)))
                    {
                        turn.Added[into] += amount;
                    }

                    foreach (var (_, _, into, rate) in stretches.Where(s => s.Start <= time && s.End > time))
                    {
                        turn.Rates[into] += rate;
                    }

                    return turn;
                }),
            ];

            void Swallow(int depot, OralAbsorption absorption, double at, double amount)
            {
                var entry = absorption.Entry.Value.Value;
                stretches.Add((at, at + entry, depot, amount * absorption.Available.Value / entry));
            }
        }
    }
}
