using Engramm.Quantities;

namespace Engramm.Sessions.Entries;

/// <summary>The pump runs. A fact: when it started outside the gate it is written down with the reason, not refused.</summary>
/// <param name="Rate">What the pump is set to.</param>
/// <param name="OutsideGateReason">Why it started although something was open, or by whose order when no physician made the entry; null for the regular start.</param>
public sealed record InfusionStarted(MillilitresPerHour Rate, string? OutsideGateReason = null) : SessionEntry;

/// <summary>The pump's rate was changed while it runs.</summary>
/// <param name="Rate">The new setting.</param>
/// <param name="Reason">Why, and by whose order.</param>
public sealed record PumpRateChanged(MillilitresPerHour Rate, string Reason) : SessionEntry;

/// <summary>The pump is paused. Anyone in the room may do this.</summary>
/// <param name="Reason">Why, when there was time to say it.</param>
public sealed record InfusionPaused(string? Reason = null) : SessionEntry;

/// <summary>The pump runs again. A physician's decision; after a STOP only a physician may enter it, with a reason.</summary>
/// <param name="Rate">The pump's setting; null when unchanged.</param>
/// <param name="Reason">Why; needed after a STOP, and after a pause when no physician made the entry (then: by whose order).</param>
public sealed record InfusionResumed(MillilitresPerHour? Rate = null, string? Reason = null) : SessionEntry;

/// <summary>The infusion was stopped before its end. Anyone in the room may do this.</summary>
/// <param name="Reason">Why; may be filled in later by an amendment.</param>
public sealed record InfusionStopped(string? Reason = null) : SessionEntry;

/// <summary>The pump has given what was planned.</summary>
public sealed record InfusionEnded : SessionEntry;
