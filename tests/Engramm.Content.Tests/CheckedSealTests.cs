using Engramm.Content.Evidence;
using Engramm.Content.Loading;

namespace Engramm.Content.Tests;

/// <summary>What was found right is not checked again, and nothing else slips through.</summary>
public class CheckedSealTests
{
    private const string WithoutLicence = "licence: Apache-2.0\n";

    [Fact]
    public void Content_found_right_before_is_not_checked_again()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", ContentFolder.SoundRow + "\nlanguages_reason: none");
        using var kept = new ContentFolder();
        var seal = Path.Combine(kept.Path, "sub", "content.checked");
        Assert.Throws<ContentException>(() => Load(folder, seal));

        // The fault is one of the languages alone: only a seal lets it through.
        new CheckedSeal(seal, folder.Path).Set();

        Assert.Single(Load(folder, seal).Everything());
    }

    [Fact]
    public void Wrong_content_is_never_sealed()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", ContentFolder.SoundRow.Replace(WithoutLicence, "", StringComparison.Ordinal));
        using var kept = new ContentFolder();
        var seal = Path.Combine(kept.Path, "content.checked");

        Assert.Throws<ContentException>(() => Load(folder, seal));

        Assert.False(File.Exists(seal));
        Assert.Throws<ContentException>(() => Load(folder, seal));
    }

    [Theory]
    [InlineData("evidence/T-01.yaml")]
    [InlineData("evidence/T-02.yaml")]
    [InlineData("schema/evidence.schema.json")]
    public void Any_change_in_the_folder_breaks_the_seal(string file)
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", ContentFolder.SoundRow);
        using var kept = new ContentFolder();
        var seal = Path.Combine(kept.Path, "content.checked");
        Load(folder, seal);
        Assert.True(new CheckedSeal(seal, folder.Path).Holds);

        folder.With(file, "certainty: sure");

        Assert.False(new CheckedSeal(seal, folder.Path).Holds);
        Assert.Throws<ContentException>(() => Load(folder, seal));
    }

    [Fact]
    public void A_seal_of_something_else_does_not_hold()
    {
        using var folder = new ContentFolder().With("evidence/T-01.yaml", ContentFolder.SoundRow);
        var seal = Path.Combine(folder.Path, "..", Path.GetRandomFileName());
        File.WriteAllText(seal, new string('0', 64));

        Assert.False(new CheckedSeal(seal, folder.Path).Holds);

        File.Delete(seal);
    }

    private static ContentLibrary Load(ContentFolder folder, string seal) => ContentLibrary.Load(folder.Path, [new ContentKind("evidence", typeof(EvidenceRow))], seal);
}
