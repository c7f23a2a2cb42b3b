using System.Globalization;
using System.Text;

namespace Engramm.Content;

/// <summary>One thing wrong in the content folder.</summary>
/// <param name="File">The file, relative to the content folder, with forward slashes.</param>
/// <param name="Line">The line, counted from 1; 1 when the file as a whole is meant.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record ContentProblem(string File, int Line, string Reason)
{
    /// <summary>Written as <c>file:line: reason</c>, the form editors understand.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Reason}");
}

/// <summary>The content folder cannot be used as it stands. Every problem is listed at once, so that one start shows them all.</summary>
public sealed class ContentException : Exception
{
    public ContentException(IReadOnlyList<ContentProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>All problems found, ordered by file and line.</summary>
    public IReadOnlyList<ContentProblem> Problems { get; }

    private static string Describe(IReadOnlyList<ContentProblem> problems)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The content folder has {problems.Count} problem(s). Nothing was loaded; correct these and start again:");
        foreach (var problem in problems)
        {
            text.Append(Environment.NewLine).Append("  ").Append(problem);
        }

        return text.ToString();
    }
}
