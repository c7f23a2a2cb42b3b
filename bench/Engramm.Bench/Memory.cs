using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engramm.Bench;

/// <summary>Memory outside the collector's reach, where a vector fits a line of the cache.</summary>
internal sealed unsafe class Memory : IDisposable
{
    private const nuint Line = 64;
    private readonly double* start;

    public Memory(long numbers)
    {
        Length = checked((int)numbers);
        start = (double*)NativeMemory.AlignedAlloc((nuint)numbers * sizeof(double), Line);
        Numbers.Clear();
    }

    public int Length { get; }

    public Span<double> Numbers => new(start, Length);

    /// <summary>Fills all of it past the cache, as fast as the machine writes.</summary>
    public void Write()
    {
        var value = Vector512.Create(1.0);
        for (long i = 0; i + Vector512<double>.Count <= Length; i += Vector512<double>.Count)
        {
            value.StoreAlignedNonTemporal(start + i);
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(start);
}
