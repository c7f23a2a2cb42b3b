using Engramm.Content.Infusion;

namespace Engramm.Care.Tests.Infusion;

public class RecoveryScoreTests
{
    [Theory]
    [InlineData("aldrete")]
    [InlineData("padss-adapted")]
    public void A_recovery_score_does_what_its_own_examples_say(string id)
    {
        var score = TheContent.Get<RecoveryScore>(id);
        foreach (var example in score.Examples)
        {
            Assert.Equal(example.Total, score.Total(example.Points));
            Assert.Equal(example.Passes, score.Passes(example.Points));
        }

        Assert.Null(score.Total(new Dictionary<string, int>(StringComparer.Ordinal)));
        Assert.Throws<ArgumentException>(() => score.Total(new Dictionary<string, int>(StringComparer.Ordinal) { [score.Items[0].Id] = 3 }));
        Assert.Equal(10, score.Items.Sum(item => item.Options.Max(option => option.Points)));
    }
}
