namespace Engramm.Kinetics.Populations;

/// <summary>
/// Random numbers that are the same on every machine and in every version: Steele, Lea and Flood's SplitMix64 (OOPSLA 2014).
/// Each subject of a population has a sequence of their own, so that subject 17 is the same person in a band of 200 and of 4000.
/// </summary>
internal struct RandomNumbers
{
    private ulong state;

    /// <summary>A sequence from its start value; SplitMix64 in its published form.</summary>
    public RandomNumbers(ulong start) => state = start;

    /// <summary>The sequence of one subject.</summary>
    public static RandomNumbers OfSubject(ulong seed, int subject)
    {
        // Mixed twice, so that neighbouring seeds and subjects do not share stretches of one sequence.
        var ofSeed = new RandomNumbers(seed).Next();
        return new RandomNumbers(new RandomNumbers(unchecked(ofSeed + (ulong)subject)).Next());
    }

    /// <summary>The sequence of one measurement of one subject, apart from the one the subject was drawn with.</summary>
    public static RandomNumbers OfMeasurement(ulong seed, int subject, int point) =>
        OfSubject(new RandomNumbers(~seed).Next() ^ (ulong)point, subject);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A standard normal number within ±<paramref name="bound"/>; one outside is drawn again (Box and Muller 1958).</summary>
    public double NextNormal(double bound)
    {
        while (true)
        {
            // The first is never 0, so its logarithm is finite.
            var first = ((Next() >> 11) + 1) * (1.0 / (1UL << 53));
            var second = (Next() >> 11) * (1.0 / (1UL << 53));
            var normal = Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second);
            if (Math.Abs(normal) <= bound)
            {
                return normal;
            }
        }
    }
}
