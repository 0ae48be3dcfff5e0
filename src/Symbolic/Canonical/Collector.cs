using System.Text;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A polynomial whose equal terms are merged and whose terms are in order, with its text.</summary>
/// <param name="Body">The terms.</param>
/// <param name="Keys">Their tensors as text.</param>
/// <param name="Numbers">The coefficients that belong to the texts: those of the terms but for the signs that their tensors took.</param>
internal readonly record struct Collected(Polynomial Body, string[] Keys, Rational[] Numbers)
{
    /// <summary>The whole as text, without the sizes of the free axes.</summary>
    public string Text(int sign = 1)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Keys.Length; i++)
        {
            text.Append(i == 0 ? "" : " + ").Append(sign > 0 ? Numbers[i] : -Numbers[i]).Append(Keys[i]);
        }

        return Keys.Length == 0 ? "0" : text.ToString();
    }
}

/// <summary>Merges the terms that canonical labelling makes equal.</summary>
internal static class Collector
{
    /// <summary>The merged polynomial; its terms must be normalised.</summary>
    public static Collected Collect(Polynomial p, Axis[] free, Workspace work)
    {
        var sums = new Dictionary<string, (Term Term, Rational Sum, int Sign)>(StringComparer.Ordinal);
        foreach (var t in p.Terms)
        {
            var (key, sign) = Labelling.Of(t, free, work);
            if (sign == 0)
            {
                continue;
            }

            // A term is kept as it stands, so its coefficient is the canonical one times the sign that its tensors took.
            sums[key] = sums.TryGetValue(key, out var known)
                ? (known.Term, known.Sum + (sign * t.Coefficient), known.Sign)
                : (t, sign * t.Coefficient, sign);
        }

        var kept = sums.Where(s => !s.Value.Sum.IsZero).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        return new(
            new([.. kept.Select(k => new Term(k.Value.Sign * k.Value.Sum, k.Value.Term.Factors))]),
            [.. kept.Select(k => k.Key)],
            [.. kept.Select(k => k.Value.Sum)]);
    }

    /// <summary>The merged polynomial alone.</summary>
    public static Polynomial Merge(Polynomial p, Axis[] free, Workspace work) => p.Terms.Length < 2 ? p : Collect(p, free, work).Body;

    /// <summary>The canonical text with the sizes of the free axes, which stand in the order given.</summary>
    public static string Write(Polynomial p, Axis[] free, Workspace work) =>
        $"<{string.Join(",", free.Select(a => a.Size.Text))}>{Collect(p, free, work).Text()}";
}
