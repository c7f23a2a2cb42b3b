using Engramm.Quantities;

namespace Engramm.Content.Infusion;

/// <summary>One answer of an item.</summary>
public sealed record RecoveryOption(int Points, Words Words);

/// <summary>One item of a score.</summary>
public sealed record RecoveryItem(string Id, Words Words, IReadOnlyList<RecoveryOption> Options);

/// <summary>Points by item with the total expected; run as a test.</summary>
public sealed record RecoveryExample(IReadOnlyDictionary<string, int> Points, int Total, bool Passes);

/// <summary>A score by which staff judges recovery, in our own words.</summary>
public sealed record RecoveryScore : ContentFile
{
    public required Words Name { get; init; }

    /// <summary>What a reader must know, e.g. that it is adapted.</summary>
    public Words? Note { get; init; }

    /// <summary>The total that passes, and above.</summary>
    public required Sourced<double> PassFrom { get; init; }

    public required IReadOnlyList<RecoveryItem> Items { get; init; }

    public required IReadOnlyList<RecoveryExample> Examples { get; init; }

    /// <summary>The total, or null while an item is not answered: half a score is no score.</summary>
    /// <exception cref="ArgumentException">An item or a number of points that the score does not have.</exception>
    public int? Total(IReadOnlyDictionary<string, int> points)
    {
        foreach (var (id, given) in points)
        {
            var item = Items.FirstOrDefault(i => string.Equals(i.Id, id, StringComparison.Ordinal))
                ?? throw new ArgumentException($"'{Id}' has no item '{id}'.", nameof(points));
            if (item.Options.All(option => option.Points != given))
            {
                throw new ArgumentException($"'{id}' of '{Id}' has no answer with {given} points.", nameof(points));
            }
        }

        return points.Count == Items.Count ? points.Values.Sum() : null;
    }

    /// <summary>Whether it is passed; null while an item is not answered.</summary>
    public bool? Passes(IReadOnlyDictionary<string, int> points) => Total(points) is { } total ? total >= PassFrom.Value : null;
}
