using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A number times tensors, summed over every axis that is not free where the term stands.</summary>
internal sealed class Term(Rational coefficient, params Factor[] factors)
{
    /// <summary>The number.</summary>
    public Rational Coefficient { get; } = coefficient;

    /// <summary>The tensors.</summary>
    public Factor[] Factors { get; } = factors;

    /// <summary>Product; the summed axes of the two are different ones.</summary>
    public Term Times(Term other) => new(Coefficient * other.Coefficient, [.. Factors, .. other.Factors]);

    /// <summary>A multiple.</summary>
    public Term Times(Rational number) => number.IsOne ? this : new(number * Coefficient, Factors);

    /// <summary>The term with more factors.</summary>
    public Term With(params IEnumerable<Factor> more) => new(Coefficient, [.. Factors, .. more]);

    /// <summary>The term without some of its factors.</summary>
    public Term Without(params int[] places) => new(Coefficient, [.. Factors.Where((_, i) => Array.IndexOf(places, i) < 0)]);

    /// <summary>The term with a factor in the place of another.</summary>
    public Term Replace(int place, Factor factor)
    {
        var factors = (Factor[])Factors.Clone();
        factors[place] = factor;
        return new(Coefficient, factors);
    }

    /// <summary>How often an axis stands in it.</summary>
    public int Count(Axis axis)
    {
        int count = 0;
        foreach (var f in Factors)
        {
            count += f.Count(axis);
        }

        return count;
    }

    /// <summary>Other axes in the place of some.</summary>
    public Term Put(Func<Axis, Axis[]?> put)
    {
        Factor[]? changed = null;
        for (int i = 0; i < Factors.Length; i++)
        {
            var f = Factors[i].Put(put);
            if (!ReferenceEquals(f, Factors[i]))
            {
                changed ??= (Factor[])Factors.Clone();
                changed[i] = f;
            }
        }

        return changed is null ? this : new(Coefficient, changed);
    }

    /// <summary>One axis in the place of another.</summary>
    public Term Put(Axis from, Axis to) => Put(a => ReferenceEquals(a, from) ? [to] : null);

    /// <summary>The axes that are summed: those that are not free.</summary>
    public IEnumerable<Axis> Summed(Axis[] free) => Factors.SelectMany(f => f.Axes).Where(a => Array.IndexOf(free, a) < 0).Distinct();

    /// <summary>What is left of a term whose sum over some axes was worked out; see <see cref="Polynomial.Kept"/>.</summary>
    public Polynomial Rest(Term before, Axis[] free, params Axis[] workedOut) => new Polynomial(this).Kept(before, free, workedOut);

    /// <inheritdoc/>
    public override string ToString() => $"{Coefficient} {string.Join(" ", Factors.AsEnumerable())}";
}
