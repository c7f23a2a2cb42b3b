using Engramm.Quantities;

namespace Engramm.Quantities.Tests;

public class NumberReaderTests
{
    [Fact]
    public void A_German_comma_is_a_decimal_mark() =>
        Assert.Equal(0.5m, NumberReader.Read("0,5", Language.German).Value);

    [Fact]
    public void A_point_in_German_is_refused_as_ambiguous() =>
        Assert.Equal(NumberRefusal.Ambiguous, NumberReader.Read("1.000", Language.German).Refusal);
}
