using Engramm.Kinetics;
using Engramm.Kinetics.Schedules;
using Engramm.Quantities;
using Engramm.Sessions.Planning;

namespace Engramm.Cockpit.Figures;

/// <summary>What somebody in the room wants to see the curve of. Asking does nothing to the pump and writes nothing down.</summary>
public abstract record WhatIfQuestion
{
    /// <summary>The schedule as it would run.</summary>
    internal abstract Checked<DoseSchedule> Change(DoseSchedule schedule, Minutes now, InfusionOrder order);
}

/// <summary>The pump is stopped now.</summary>
public sealed record WhatIfStopped : WhatIfQuestion
{
    internal override Checked<DoseSchedule> Change(DoseSchedule schedule, Minutes now, InfusionOrder order)
    {
        var given = schedule.Stopped(now);
        return DoseSchedule.Of(given.Substance, given.Infusions, given.Boluses);
    }
}

/// <summary>The pump pauses now and then goes on as planned.</summary>
/// <param name="For">How long; positive.</param>
public sealed record WhatIfPaused(Minutes For) : WhatIfQuestion
{
    internal override Checked<DoseSchedule> Change(DoseSchedule schedule, Minutes now, InfusionOrder order) => schedule.Paused(now, For);
}

/// <summary>The rest of the dose is given at another rate from now on.</summary>
/// <param name="Rate">What the pump would be set to; positive.</param>
public sealed record WhatIfRate(MillilitresPerHour Rate) : WhatIfQuestion
{
    internal override Checked<DoseSchedule> Change(DoseSchedule schedule, Minutes now, InfusionOrder order) => schedule.AtRate(now, Rate * order.Strength);
}
