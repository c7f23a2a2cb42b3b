using Engramm.Care.Relearning;
using Engramm.Quantities;
using Engramm.Server.Companion;
using Engramm.Server.Hosting;

namespace Engramm.Server.Tests.Companion;

public class LockedPageTests
{
    private static readonly TextCatalog Texts = TextCatalog.FromAssembly(typeof(EngrammServer).Assembly);

    public static TheoryData<string> Reasons =>
        [LockedModel.NotReleased, .. Enum.GetValues<PartState>().Where(state => state != PartState.Open).Select(LockedModel.Because)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_closed_part_says_why_in_both_languages(string key) => Assert.All(Languages.All, language => Assert.NotEmpty(Texts.Get(key, language)));

    [Fact]
    public void An_open_part_has_nothing_to_say() => Assert.Throws<KeyNotFoundException>(() => Texts.Get(LockedModel.Because(PartState.Open), Language.German));
}
