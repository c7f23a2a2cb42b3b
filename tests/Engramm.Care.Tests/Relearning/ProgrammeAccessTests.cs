using Engramm.Care.Relearning;
using Engramm.Quantities;

namespace Engramm.Care.Tests.Relearning;

public class ProgrammeAccessTests
{
    private static readonly HashSet<CompanionPart> All = [.. Enum.GetValues<CompanionPart>()];
    private static readonly CompanionStanding Cleared = new(IsCleared: true, IsHeld: false, KetamineIsHeld: false, All);

    [Fact]
    public void Without_clearance_only_help_is_open_also_when_everything_was_assigned() =>
        Assert.Equal(ProgrammeAccess.AlwaysOpen, ProgrammeAccess.Open(Cleared with { IsCleared = false }).ToHashSet());

    [Fact]
    public void Nothing_closes_the_crisis_card_the_setback_plan_unit_six_and_the_long_exhale()
    {
        foreach (var part in (CompanionPart[])[CompanionPart.CrisisCard, CompanionPart.Flare, CompanionPart.Education6, CompanionPart.LongExhale])
        {
            Assert.Equal(PartState.Open, ProgrammeAccess.StateOf(part, new CompanionStanding(false, true, true, new HashSet<CompanionPart>())));
        }
    }

    [Fact]
    public void With_clearance_and_assignment_everything_is_open() => Assert.Equal(All, ProgrammeAccess.Open(Cleared).ToHashSet());

    [Fact]
    public void Education_opens_with_clearance_and_movement_waits_for_a_colleague()
    {
        var fresh = Cleared with { Assigned = new HashSet<CompanionPart>() };
        Assert.Equal(PartState.Open, ProgrammeAccess.StateOf(CompanionPart.Education, fresh));
        Assert.Equal(PartState.NeedsAssignment, ProgrammeAccess.StateOf(CompanionPart.Movement, fresh));
    }

    [Fact]
    public void An_open_hold_closes_programmes_again_and_a_ketamine_hold_only_ketamine()
    {
        Assert.Equal(PartState.Held, ProgrammeAccess.StateOf(CompanionPart.Education, Cleared with { IsHeld = true }));
        Assert.Equal(PartState.Held, ProgrammeAccess.StateOf(CompanionPart.Ketamine, Cleared with { KetamineIsHeld = true }));
        Assert.Equal(PartState.Open, ProgrammeAccess.StateOf(CompanionPart.Movement, Cleared with { KetamineIsHeld = true }));
    }
}
