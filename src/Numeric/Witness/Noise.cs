using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>Random numbers that are the same for the same key on every machine (splitmix64).</summary>
internal struct Noise(ulong key)
{
    private ulong state = key;

    /// <summary>A key of a text and a number.</summary>
    public static ulong Key(string text, ulong seed)
    {
        ulong hash = 14695981039346656037 ^ (seed * 0x9E3779B97F4A7C15);
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    /// <summary>A key of a name and a number.</summary>
    public static ulong Key(Name name, ulong seed) => Key(name.Text, seed);

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number between two.</summary>
    public double Between(double low, double high) => low + ((high - low) * (Next() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>A number of either sign, from 0.15 to 1.6 in size: spread as a normal one is, but not near 0.</summary>
    public double Spread()
    {
        double size = Between(0.15, 1.6);
        return (Next() & 1) == 0 ? size : -size;
    }
}
