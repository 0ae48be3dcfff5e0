using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>A sum of terms over the same free axes.</summary>
internal sealed class Polynomial(params Term[] terms)
{
    /// <summary>The most terms that are worked with.</summary>
    public const int MostTerms = 20_000;

    /// <summary>The terms.</summary>
    public Term[] Terms { get; } = terms;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new();

    /// <summary>1.</summary>
    public static Polynomial One { get; } = Of(Rational.One);

    /// <summary>Has it no terms?</summary>
    public bool IsZero => Terms.Length == 0;

    /// <summary>The number, where it is one.</summary>
    public Rational? Number => Terms.Length == 0 ? Rational.Zero : Terms is [{ Factors.Length: 0 } t] ? t.Coefficient : null;

    /// <summary>A number.</summary>
    public static Polynomial Of(Rational number) => number.IsZero ? new() : new(new Term(number));

    /// <summary>A product of tensors.</summary>
    public static Polynomial Of(params Factor[] factors) => new(new Term(Rational.One, factors));

    /// <summary>A size as a number.</summary>
    public static Polynomial Of(Size size) => new([.. size.Terms.Select(t =>
        new Term(t.Coefficient, [.. t.Powers.Select(p => new Factor(Heads.Size(p.Name), [], Exponents.Of(p.Power)))]))]);

    /// <summary>Sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b) => a.IsZero ? b : b.IsZero ? a : new([.. a.Terms, .. b.Terms]);

    /// <summary>Difference.</summary>
    public static Polynomial operator -(Polynomial a, Polynomial b) => a + b.Times(Rational.MinusOne);

    /// <summary>Product of polynomials over the same free axes; the other one gets summed axes of its own.</summary>
    public Polynomial By(Polynomial other, Axis[] free) => Beside(other.Refresh(free));

    /// <summary>Product; the two have no summed axes in common.</summary>
    public Polynomial Beside(Polynomial other)
    {
        if ((long)Terms.Length * other.Terms.Length > MostTerms)
        {
            throw new UndecidedException("a product of sums has too many terms");
        }

        return new([.. from s in Terms from t in other.Terms select s.Times(t)]);
    }

    /// <summary>A multiple.</summary>
    public Polynomial Times(Rational number) => number.IsZero ? Zero : number.IsOne ? this : new([.. Terms.Select(t => t.Times(number))]);

    /// <summary>With more factors in every term.</summary>
    public Polynomial With(params Factor[] factors) => new([.. Terms.Select(t => t.With(factors))]);

    /// <summary>Other axes in the place of some.</summary>
    public Polynomial Put(Func<Axis, Axis[]?> put) => new([.. Terms.Select(t => t.Put(put))]);

    /// <summary>The same with summed axes of its own.</summary>
    public Polynomial Refresh(Axis[] free)
    {
        if (Terms.All(t => t.Factors.All(f => f.IsOver(free))))
        {
            return this;
        }

        var fresh = new Dictionary<Axis, Axis[]>();
        return Put(a =>
        {
            if (Array.IndexOf(free, a) >= 0)
            {
                return null;
            }

            if (!fresh.TryGetValue(a, out var b))
            {
                fresh[a] = b = [a.Fresh()];
            }

            return b;
        });
    }

    /// <summary>The sum over all values of an axis that was free.</summary>
    public Polynomial SumOver(Axis axis)
    {
        var result = new List<Term>();
        foreach (var t in Terms)
        {
            if (t.Count(axis) > 0)
            {
                result.Add(t);
            }
            else
            {
                result.AddRange(Of(axis.Size).Terms.Select(t.Times));
            }
        }

        return new([.. result]);
    }

    /// <summary>
    /// What a term is equal to by a rule that leaves axes out: those that are summed there and stand nowhere in a term here give
    /// their sizes, but for those whose sums were worked out.
    /// </summary>
    public Polynomial Kept(Term before, Axis[] free, params Axis[] workedOut)
    {
        var summed = before.Summed(free).Where(a => Array.IndexOf(workedOut, a) < 0).ToList();
        if (Terms.All(t => summed.All(a => t.Count(a) > 0)))
        {
            return this;
        }

        var result = new List<Term>();
        foreach (var t in Terms)
        {
            var scaled = summed.Where(a => t.Count(a) == 0).Aggregate(new Polynomial(t), (p, a) => p.Beside(Of(a.Size)));
            result.AddRange(scaled.Terms);
        }

        return new([.. result]);
    }

    /// <summary>The free axes that occur.</summary>
    public Axis[] Used(Axis[] free) => [.. free.Where(a => Terms.Any(t => t.Count(a) > 0))];

    /// <summary>Are all its entries at least 0 by their form?</summary>
    public bool IsNonNegative(Workspace work) => Terms.All(t => t.Coefficient.Sign >= 0
        && t.Factors.All(f => f.Head.IsBinary || Exponents.IsEven(f.Exponent) || !Exponents.IsInteger(f.Exponent) || work.SignOf(f) > 0));

    /// <inheritdoc/>
    public override string ToString() => IsZero ? "0" : string.Join(" + ", Terms.AsEnumerable());
}
