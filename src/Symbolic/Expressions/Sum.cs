using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// A sum of two or more terms of one shape, none of them a sum, like terms merged, in the order they came. Scalars that are
/// spread over the entries are terms like others, so long as one term is none.
/// </summary>
internal sealed class Sum : Expr
{
    private readonly Expr[] terms;

    private Sum(Expr[] terms)
        : base(terms[0].Shape, Combine(5, terms), ContentsOf(terms)) => this.terms = terms;

    /// <summary>The terms.</summary>
    public IReadOnlyList<Expr> Terms => terms;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => terms;

    /// <summary>The sum of terms of one shape.</summary>
    public static Expr Of(params IReadOnlyList<Expr> summands)
    {
        var shape = summands[0].Shape;
        var merged = new Merger();
        foreach (var summand in summands)
        {
            if (summand.Shape != shape)
            {
                throw new ShapeException("+", shape, summand.Shape, "the terms of a sum have one shape");
            }

            merged.Add(Rational.One, summand);
        }

        var terms = merged.Terms();
        return terms.Count switch
        {
            0 => Make.Zero(shape),
            1 => terms[0],
            _ when Spread(terms) is { } spread => spread,
            _ => Interned.Of(new Sum([.. terms])),
        };
    }

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => Of(children);

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) => other is Sum s && Lists.Same(s.terms, terms);

    // Where every term is a scalar spread over the entries, their sum is.
    private static Expr? Spread(List<Expr> terms)
    {
        var scalars = terms.Select(Text.TextPrinter.SpreadScalar).TakeWhile(s => s is not null).ToList();
        return scalars.Count == terms.Count ? Product.Of(Of([.. scalars.Select(s => s!)]), Make.Ones(terms[0].Shape)) : null;
    }

    private sealed class Merger
    {
        private readonly List<(Expr Core, Rational Coefficient, Expr? Term)> merged = [];
        private readonly Dictionary<Expr, int> places = [];

        public void Add(Rational factor, Expr term)
        {
            var (own, rest) = Product.Split(term);
            factor *= own;
            if (factor.IsOne || factor == Rational.MinusOne)
            {
                switch (rest)
                {
                    case Sum inner:
                        AddAll(inner, t => t);
                        return;
                    // A sum of scalars that is spread is the sum of what is spread.
                    case Product { Scalars: [Sum inner], Chain: [Constant { Kind: ConstantKind.Ones } ones] }:
                        AddAll(inner, t => Product.Of(t, ones));
                        return;
                }
            }

            void AddAll(Sum inner, Func<Expr, Expr> spread)
            {
                foreach (var t in inner.Terms)
                {
                    Add(factor, spread(t));
                }
            }

            if (factor.IsZero || rest.IsZero)
            {
                return;
            }

            // A scalar is its own transpose: x'A y and y'A'x are like terms.
            if (!places.TryGetValue(rest, out int place) && !(rest is Product { IsScalar: true } && places.TryGetValue(Product.ScalarTransposed(rest), out place)))
            {
                places[rest] = merged.Count;
                merged.Add((rest, factor, factor == own ? term : null));
                return;
            }

            var (core, sum, _) = merged[place];
            merged[place] = (core, sum + factor, null);
        }

        public List<Expr> Terms()
        {
            var terms = new List<Expr>(merged.Count);
            foreach (var (core, coefficient, term) in merged)
            {
                if (!coefficient.IsZero)
                {
                    terms.Add(term ?? Product.Of(coefficient, core));
                }
            }

            return terms;
        }
    }
}
