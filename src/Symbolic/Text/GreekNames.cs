namespace MatrixDiff.Symbolic.Text;

/// <summary>Greek letters, spelled out or written: <c>sigma</c> and <c>σ</c>, <c>mu_x</c> and <c>μ_x</c> are one name each.</summary>
internal static class GreekNames
{
    private static readonly Dictionary<string, char> Letters = new(StringComparer.Ordinal)
    {
        ["alpha"] = 'α', ["beta"] = 'β', ["gamma"] = 'γ', ["delta"] = 'δ', ["epsilon"] = 'ε', ["zeta"] = 'ζ',
        ["eta"] = 'η', ["theta"] = 'θ', ["iota"] = 'ι', ["kappa"] = 'κ', ["lambda"] = 'λ', ["mu"] = 'μ',
        ["nu"] = 'ν', ["xi"] = 'ξ', ["omicron"] = 'ο', ["rho"] = 'ρ', ["sigma"] = 'σ', ["tau"] = 'τ',
        ["upsilon"] = 'υ', ["phi"] = 'φ', ["chi"] = 'χ', ["psi"] = 'ψ', ["omega"] = 'ω',
        ["Pi"] = 'Π',
    };

    /// <summary>The one spelling of a name: a spelled letter that is the whole name, or stands before <c>_</c> or
    /// final digits, becomes the letter; <c>π</c> becomes <c>pi</c>, the constant.</summary>
    public static string Normalize(string name)
    {
        int stem = 0;
        while (stem < name.Length && !char.IsAsciiDigit(name[stem]) && name[stem] != '_')
        {
            stem++;
        }

        int rest = stem;
        while (rest < name.Length && char.IsAsciiDigit(name[rest]))
        {
            rest++;
        }

        if (rest < name.Length && name[rest] != '_')
        {
            return name;
        }

        return stem == 1 && name[0] == 'π' ? "pi" + name[stem..]
            : TryLetter(name[..stem], out char letter) ? letter + name[stem..]
            : name;
    }

    private static bool TryLetter(string word, out char letter)
    {
        if (Letters.TryGetValue(word, out letter))
        {
            return true;
        }

        bool capital = word.Length > 1 && char.IsAsciiLetterUpper(word[0])
            && Letters.TryGetValue(char.ToLowerInvariant(word[0]) + word[1..], out letter);
        letter = capital ? char.ToUpperInvariant(letter) : default;
        return capital;
    }
}
