using System.Security.Cryptography;
using System.Text;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Hashes that are the same in every run.</summary>
internal static class Hashing
{
    private const int LongestKey = 160;

    /// <summary>64 bits of a text (FNV-1a, mixed).</summary>
    public static ulong Of(string text)
    {
        ulong h = 14695981039346656037;
        foreach (char c in text)
        {
            h = (h ^ c) * 1099511628211;
        }

        return Mix(h);
    }

    /// <summary>A number with its bits spread.</summary>
    public static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9;
        x ^= x >> 27;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    /// <summary>Two numbers in order as one.</summary>
    public static ulong Combine(ulong a, ulong b) => Mix((a * 0x9e3779b97f4a7c15) + b + 0x7f4a7c15);

    /// <summary>A long text by its SHA-256.</summary>
    public static string Shorten(string text) => text.Length <= LongestKey
        ? text
        : "#" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
