namespace Engramm.Bench;

/// <summary>Looks at something whenever a long calculation reports.</summary>
internal sealed class Watch(Action look) : IProgress<double>
{
    public void Report(double value) => look();
}
