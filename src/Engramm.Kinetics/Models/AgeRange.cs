using Engramm.Quantities;

namespace Engramm.Kinetics.Models;

/// <summary>The ages for which a model is taken to hold, both ends included.</summary>
public sealed record AgeRange(Sourced<Years> Least, Sourced<Years> Greatest)
{
    /// <summary>What speaks against using the model at this age; empty within the range.</summary>
    public IReadOnlyList<KineticsFinding> Refuse(Years age) =>
        age < Least.Value || age > Greatest.Value
            ? [new KineticsFinding(KineticsFault.OutOfRange, "age", age.Value, Least.Value.Value, Greatest.Value.Value)]
            : [];

    internal IEnumerable<KineticsFinding> Examine()
    {
        if (Least.Value.Value < 0)
        {
            yield return new KineticsFinding(KineticsFault.Negative, "ages.least", Least.Value.Value, Least: 0);
        }

        if (Greatest.Value < Least.Value)
        {
            yield return new KineticsFinding(KineticsFault.NotInOrder, "ages", Greatest.Value.Value, Least: Least.Value.Value);
        }
    }
}
