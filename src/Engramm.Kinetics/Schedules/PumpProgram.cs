using Engramm.Quantities;

namespace Engramm.Kinetics.Schedules;

/// <summary>What a pump can be set to: whole multiples of a step, up to a greatest rate.</summary>
/// <param name="Step">The least difference between two settings; positive.</param>
/// <param name="Greatest">The greatest setting; at least one step.</param>
public sealed record PumpRange(MillilitresPerHour Step, MillilitresPerHour Greatest);

/// <summary>One stretch as a pump runs it.</summary>
/// <param name="Planned">The stretch as planned.</param>
/// <param name="Exact">The setting that would give exactly that.</param>
/// <param name="Set">The nearest setting the pump has.</param>
/// <param name="Volume">What runs in at that setting over the planned time.</param>
/// <param name="Amount">The drug in that volume, base.</param>
public sealed record PumpStretch(Infusion Planned, MillilitresPerHour Exact, MillilitresPerHour Set, Millilitres Volume, Milligrams Amount)
{
    /// <summary>How long the planned amount takes at the setting.</summary>
    public Minutes TimeForPlannedAmount => new(Planned.Duration.Value * Exact.Value / Set.Value);
}

/// <summary>
/// A schedule as a pump can run it, and what the rounding changes: the settings are rounded to the nearest, the times stay. Boluses
/// are given by hand and stand beside it unchanged.
/// </summary>
public sealed class PumpProgram
{
    private PumpProgram(DoseSchedule planned, DoseSchedule given, PumpStretch[] stretches)
    {
        Planned = planned;
        Given = given;
        Stretches = stretches;
    }

    /// <summary>The schedule as planned.</summary>
    public DoseSchedule Planned { get; }

    /// <summary>The schedule as it will run, for prediction.</summary>
    public DoseSchedule Given { get; }

    /// <summary>Each stretch that is not a pause, in order of time.</summary>
    public IReadOnlyList<PumpStretch> Stretches { get; }

    /// <summary>What rounding adds to the whole dose; below zero when it takes away.</summary>
    public Milligrams Difference => Given.TotalDose - Planned.TotalDose;

    /// <summary>What runs through the pump in all.</summary>
    public Millilitres Volume => new(Stretches.Sum(s => s.Volume.Value));

    /// <summary>
    /// The program, or why there is none: a strength or step that is not positive, a rate that rounds to nothing, a rate beyond the
    /// pump. The strength is that of the syringe after dilution, as base.
    /// </summary>
    public static Checked<PumpProgram> Of(DoseSchedule planned, MilligramsPerMillilitre strength, PumpRange pump)
    {
        var findings = new List<KineticsFinding>();
        foreach (var (subject, value) in (ReadOnlySpan<(string, double)>)[("strength", strength.Value), ("pump.step", pump.Step.Value)])
        {
            if (value <= 0)
            {
                findings.Add(new KineticsFinding(KineticsFault.NotPositive, subject, value, Least: 0));
            }
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<PumpProgram>(findings);
        }

        var stretches = new List<PumpStretch>();
        for (var i = 0; i < planned.Infusions.Count; i++)
        {
            var infusion = planned.Infusions[i];
            if (infusion.Rate.Value == 0)
            {
                continue;
            }

            var exact = infusion.Rate / strength;
            var set = new MillilitresPerHour(Math.Round(exact.Value / pump.Step.Value, MidpointRounding.AwayFromZero) * pump.Step.Value);
            if (set.Value == 0 || set.Value > pump.Greatest.Value)
            {
                findings.Add(new KineticsFinding(KineticsFault.OutOfRange, $"infusions[{i}].rate", exact.Value, pump.Step.Value, pump.Greatest.Value));
                continue;
            }

            var volume = new Millilitres(set.Value / 60 * infusion.Duration.Value);
            stretches.Add(new PumpStretch(infusion, exact, set, volume, volume * strength));
        }

        if (findings.Count > 0)
        {
            return Checked.Refused<PumpProgram>(findings);
        }

        var given = DoseSchedule.Of(planned.Substance, stretches.Select(s => s.Planned with { Rate = s.Set * strength }), planned.Boluses).Required();
        return Checked.Sound(new PumpProgram(planned, given, [.. stretches]));
    }
}
