using Engramm.Sessions.Entries;

namespace Engramm.Sessions.Course;

/// <summary>One use of a rescue checklist.</summary>
/// <param name="Checklist">Which list.</param>
/// <param name="Started">The entry that opened it.</param>
/// <param name="Steps">The steps done, each once, by the step's id, in the order in which they were done.</param>
/// <param name="Closed">The entry that closed it; null while it goes on.</param>
public sealed record RescueRun(RescueChecklist Checklist, CourseEntry Started, IReadOnlyList<CourseEntry> Steps, CourseEntry? Closed)
{
    /// <summary>When the step was done; null while it is not.</summary>
    public CourseEntry? Done(string step) => Steps.FirstOrDefault(s => s.Entry is ChecklistStepDone done && string.Equals(done.Step, step, StringComparison.Ordinal));
}
