using Engramm.Sessions.Planning;

namespace Engramm.Sessions.Entries;

/// <summary>An answer that knows that it may be missing.</summary>
public enum Answer
{
    /// <summary>Nobody knows, or nobody asked. Never read as "no".</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>The first entry of every session: what is planned, with everything the fold needs, so that nothing is looked up later.</summary>
/// <param name="Plan">The plan as signed.</param>
public sealed record SessionOpened(SessionPlan Plan) : SessionEntry;

/// <summary>One question of the day's check-in answered. Answering again replaces the earlier answer; both stay in the log.</summary>
/// <param name="Item">The id of a <see cref="CheckInItem"/> of the plan.</param>
/// <param name="Answer">Yes, no or unknown.</param>
/// <param name="Note">What was said, when it matters.</param>
public sealed record CheckInAnswered(string Item, Answer Answer, string? Note = null) : SessionEntry;

/// <summary>A physician decides to go on although the day's gate says HOLD. A BLOCK cannot be released.</summary>
/// <param name="Finding">The finding's id: a check-in item's id or a measure's name.</param>
/// <param name="Reason">Why, in at least <see cref="SessionRules.ShortestReason"/> characters.</param>
public sealed record HoldReleased(string Finding, string Reason) : SessionEntry;

/// <summary>One person has compared the pump's programme with the plan: drug, enantiomer, strength as base, weight, dose, rate, duration.</summary>
/// <param name="Check">First or second look; two different people are needed.</param>
/// <param name="Agrees">Whether the pump shows what is planned.</param>
/// <param name="LotNumber">The lot on the vial.</param>
/// <param name="Note">What differed.</param>
public sealed record PumpChecked(PumpCheck Check, bool Agrees, string? LotNumber = null, string? Note = null) : SessionEntry;

/// <summary>Which of the two looks at the pump.</summary>
public enum PumpCheck
{
    /// <summary>The person who programmed the pump.</summary>
    First,

    /// <summary>Another person.</summary>
    Second,
}

/// <summary>Staff confirms that the room is ready for an emergency today.</summary>
/// <param name="Confirmed">The ids of the plan's readiness points that are there.</param>
public sealed record ReadinessConfirmed(IReadOnlyList<string> Confirmed) : SessionEntry;
