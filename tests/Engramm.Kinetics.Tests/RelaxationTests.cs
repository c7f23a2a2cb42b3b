using Engramm.Kinetics.Curves;

namespace Engramm.Kinetics.Tests;

public class RelaxationTests
{
    // Calculated with 80 digits from the defining integrals (mpmath).
    [Theory]
    [InlineData(0.0, 40, 40.0)]
    [InlineData(1e-09, 40.0, 39.9999992000000107)]
    [InlineData(0.00377, 0.001, 0.000999998115002368835)]
    [InlineData(0.00377, 13.0, 12.6865761446109374)]
    [InlineData(0.05, 0.999999, 0.975410558756271508)]
    [InlineData(0.05, 1.000001, 0.975412461215120459)]
    [InlineData(0.0498, 1, 0.975508244749578089)]
    [InlineData(0.244, 1, 0.887345761217776509)]
    [InlineData(0.244, 40, 4.09812412040108529)]
    [InlineData(5, 1000, 0.2)]
    public void What_is_held_matches_high_precision(double rate, double time, double expected) =>
        Near.Equal(expected, Relaxation.Held(rate, time), 1e-14);

    [Theory]
    [InlineData(0.0, 0.0, 3.0, 3.0, 4.5)]
    [InlineData(0.0, 0.1136, 40.0, 8.70923593133076228, 275.446866801665809)]
    [InlineData(0.1136, 0.1136, 40.0, 0.425231928033013926, 72.922570451564682)]
    [InlineData(0.1136, 0.1136000000001, 40.0, 0.425231928032163552, 72.9225704515079821)]
    [InlineData(0.1136, 0.11361, 4.0, 2.53926421818696726, 5.94376749262407545)]
    [InlineData(0.1, 0.2, 2.499, 1.72226689067847836, 2.44473219441532204)]
    [InlineData(0.1, 0.2, 2.501, 1.72313541176476414, 2.44817759682758636)]
    [InlineData(0.00377, 1.39, 0.0001, 0.0000999930314728812034, 4.99976771307208654e-9)]
    [InlineData(0.00377, 1.39, 0.3597, 0.282856293129276365, 0.0551078619188137946)]
    [InlineData(0.00377, 1.39, 0.36, 0.283037897473486103, 0.0551927460493058959)]
    [InlineData(4.4e-05, 0.244, 2.0, 1.58249492051463945, 1.71072574617474222)]
    [InlineData(4.4e-05, 0.244, 2.1, 1.64313026447833683, 1.87201933815496001)]
    [InlineData(4.4e-05, 0.00377, 6000.0, 206.112061059218549, 1344089.27933860753)]
    [InlineData(0.244, 1.39, 30.0, 0.000577802976625022621, 2.94609285842225295)]
    public void What_has_passed_matches_high_precision(double first, double second, double time, double passed, double passedHeld)
    {
        Near.Equal(passed, Relaxation.Passed(first, second, time), 2e-14);
        Near.Equal(passedHeld, Relaxation.PassedHeld(first, second, time), 2e-14);
        Near.Equal(passed, Relaxation.Passed(second, first, time), 2e-14);
        Near.Equal(passedHeld, Relaxation.PassedHeld(second, first, time), 2e-14);
    }
}
