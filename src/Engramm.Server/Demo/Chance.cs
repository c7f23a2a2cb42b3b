namespace Engramm.Server.Demo;

/// <summary>
/// Chance that comes out the same on every machine and in every version: Steele, Lea and Flood's SplitMix64 (OOPSLA 2014).
/// Every invented person has a sequence of their own, so that a change to one leaves the others as they were.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>The sequence of one person.</summary>
    public static Chance Of(int person) => new(new Chance(unchecked(0x456E6772616D6DUL + ((ulong)person * 0x9E3779B97F4A7C15UL))).Next());

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="greatest"/>, both included.</summary>
    public int Between(int least, int greatest) => least + (int)(Next() % (ulong)(greatest - least + 1));

    /// <summary>True with the given probability.</summary>
    public bool Happens(double probability) => Share() < probability;

    /// <summary>A number from −1 to 1, near 0 more often than at the edges.</summary>
    public double Wobble() => Share() + Share() + Share() - 1.5;

    /// <summary>One of them.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>An id that is the same at every seeding.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    private double Share() => (Next() >> 11) / (double)(1UL << 53);

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
