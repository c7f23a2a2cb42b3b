using Engramm.Content.Evidence;

namespace Engramm.Content.Tests;

/// <summary>A content folder of its own for one test, with the real schemas and whatever files the test writes.</summary>
internal sealed class ContentFolder : IDisposable
{
    /// <summary>A sound file of the smallest kind; tests break it in one place.</summary>
    public const string SoundRow = """
        id: T-01
        version: 1
        effective_from: 2026-01-01
        licence: Apache-2.0
        reviewed_by: null
        sources:
          - citation: A paper, 2026
            verification: seen
        claim: { de: Behauptung, en: Claim }
        found: { de: Befund, en: Finding }
        design: { de: Studie, en: Study }
        topic: ketamine
        certainty: low
        verdicts: [supported]
        """;

    public ContentFolder()
    {
        Path = Directory.CreateTempSubdirectory("engramm-content-").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "schema"));
        foreach (var schema in Directory.GetFiles(System.IO.Path.Combine(Real, "schema")))
        {
            File.Copy(schema, System.IO.Path.Combine(Path, "schema", System.IO.Path.GetFileName(schema)));
        }
    }

    /// <summary>The content folder of the repository.</summary>
    public static string Real { get; } = FindReal();

    public string Path { get; }

    public ContentFolder With(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public ContentLibrary Load() => ContentLibrary.Load(Path, [new ContentKind("evidence", typeof(EvidenceRow))]);

    /// <summary>The one problem the folder has.</summary>
    public ContentProblem Problem() => Assert.Single(Assert.Throws<ContentException>(Load).Problems);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindReal()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Engramm.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        }

        return System.IO.Path.Combine(folder.FullName, "content");
    }
}
