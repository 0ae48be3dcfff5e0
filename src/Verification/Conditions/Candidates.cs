using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>The conditions that are tried on a claim, the most natural and least restrictive first.</summary>
internal static class Candidates
{
    private const int MostSymbols = 8;

    private const int Definite = 2;
    private const int Diagonal = 5;

    private static readonly (string Word, Attributes Attributes)[] Structures =
    [
        ("symmetric", Attributes.Symmetric),
        ("skew", Attributes.Skew),
        ("posdef", Attributes.PositiveDefinite | Attributes.Symmetric),
        ("lower", Attributes.Lower),
        ("upper", Attributes.Upper),
        ("diagonal", Attributes.Diagonal | Attributes.Symmetric),
        ("orthogonal", Attributes.Orthogonal),
    ];

    /// <summary>Single conditions on a claim.</summary>
    public static IEnumerable<Condition> Of(Claim claim, Sampler sampler)
    {
        var symbols = sampler.Free.OrderBy(IsMember).Take(MostSymbols).ToList();
        var functions = sampler.Nodes.OfType<Apply>().Select(a => a.Operator).OfType<ElementwiseOperator>().Select(o => o.Function)
            .Where(f => f.IsUnknown && f.Slope is null).Distinct().ToList();
        return functions.Select(FunctionConditions.Affine)
            .Concat(Structured(symbols, 0, 1))
            .Concat(OfOneShape(symbols).Where(p => Commute.CanBeMade(p.First, p.Second)).Select(p => new Commute(p.First, p.Second) { Zeros = [Make.Minus(Product.Of(p.First, p.Second), Product.Of(p.Second, p.First))] }))
            .Concat(Structured(symbols, 1, Structures.Length))
            .Concat(OfOneShape(symbols).Select(p => Equal(p.First, p.Second)).OfType<Condition>())
            .Concat(symbols.SelectMany(Signs))
            .Concat(symbols.SelectMany(Normed))
            .Concat(functions.SelectMany(f => new[] { FunctionConditions.Odd(f), FunctionConditions.Even(f) }))
            .Concat(SizesOf(sampler))
            .Concat(symbols.Where(IsPlainSquare).Select(IsIdentity))
            .Concat(functions.Select(FunctionConditions.Identity));
    }

    /// <summary>Pairs of conditions, of which neither suffices.</summary>
    public static IEnumerable<Condition> Pairs(Sampler sampler)
    {
        var symbols = sampler.Free.Take(MostSymbols).ToList();
        var singles = Structured(symbols, 0, 1).Concat(Structured(symbols, Diagonal, Diagonal + 1)).Concat(Ones(sampler)).ToList();
        for (int i = 0; i < singles.Count; i++)
        {
            for (int k = i + 1; k < singles.Count; k++)
            {
                if (singles[i].Text.Split(' ')[0] != singles[k].Text.Split(' ')[0])
                {
                    yield return new Both(singles[i], singles[k]);
                }
            }
        }
    }

    private static IEnumerable<Condition> Structured(List<Symbol> symbols, int first, int end) =>
        from k in Enumerable.Range(first, end - first)
        from s in symbols
        where s.Shape.Rows.Equals(s.Shape.Columns) && !s.IsScalar && MayHave(s, k)
        select new HasStructure(s, Structures[k].Word, Structures[k].Attributes) { Zeros = ZerosOf(s, Structures[k].Attributes) };

    private static IReadOnlyList<Expr> ZerosOf(Symbol s, Attributes attributes)
    {
        var (turned, one) = (Make.Transpose(s), Make.Identity(s.Shape.Rows));
        return attributes switch
        {
            Attributes.Symmetric => [Make.Minus(s, turned)],
            Attributes.Skew => [Sum.Of(s, turned)],
            Attributes.Orthogonal => [Make.Minus(Product.Of(turned, s), one), Make.Minus(Product.Of(s, turned), one), Make.Minus(turned, Make.Inverse(s))],
            _ => [],
        };
    }

    // Of what has a structure, only a symmetric matrix may have more of it.
    private static bool MayHave(Symbol s, int structure)
    {
        var own = s.Attributes & ~(Attributes.Invertible | Attributes.Positive);
        return own == Attributes.None || (own == Attributes.Symmetric && structure is Definite or Diagonal);
    }

    // The one that has the structure of both gives its value to the other; null where neither has.
    private static AreEqual? Equal(Symbol first, Symbol second)
    {
        bool given = (second.Attributes & ~first.Attributes) == Attributes.None;
        var (source, made) = given ? (first, second) : (second, first);
        return given || (first.Attributes & ~second.Attributes) == Attributes.None
            ? new(made, source, $"{second.Name} = {first.Name}") { Zeros = [Make.Minus(made, source)] } : null;
    }

    private static IEnumerable<Condition> Signs(Symbol s)
    {
        if ((s.Attributes & ~Attributes.Symmetric) == Attributes.None)
        {
            yield return new ValueIs($"{s.Name} > 0", s, (x, _, ref _) => Values.OfSign(x, 1));
            yield return new ValueIs($"{s.Name} < 0", s, (x, _, ref _) => Values.OfSign(x, -1));
        }
    }

    private static IEnumerable<Condition> Normed(Symbol s)
    {
        if (s.Shape.IsColumn && s.Attributes == Attributes.None)
        {
            yield return new ValueIs($"{s.Name}'*{s.Name} = 1", s, (x, _, ref _) => Values.Unit(x)) { Zeros = [Make.Minus(Product.Of(Make.Transpose(s), s), Number.One)] };
            yield return new ValueIs($"1'{s.Name} = 1", s, (x, _, ref _) => Values.OfSumOne(x)) { Zeros = [Make.Minus(Make.Total(s), Number.One), Make.Minus(Product.Of(Make.Transpose(Make.Ones(s.Shape)), s), Number.One)] };
        }
        else if (IsPlainSquare(s))
        {
            yield return new ValueIs($"{s.Name}*{s.Name} = {s.Name}", s, (a, _, ref noise) => Values.Idempotent(a, ref noise), IsIdentity(s)) { Zeros = [Make.Minus(Product.Of(s, s), s)] };
            yield return new ValueIs($"det({s.Name}) = 1", s, (a, _, ref _) => Values.OfDeterminantOne(a)) { Zeros = [Make.Minus(Determinant.Instance.Of(s), Number.One)] };
        }
    }

    private static ValueIs IsIdentity(Symbol s) => new($"{s.Name} = I", s, (a, _, ref _) => Matrix<Real>.Identity(a.Rows)) { Zeros = [Make.Minus(s, Make.Identity(s.Shape.Rows))] };

    private static IEnumerable<Condition> SizesOf(Sampler sampler)
    {
        var names = sampler.Sizes.Names;
        var equal = from i in Enumerable.Range(0, names.Count) from k in Enumerable.Range(0, i) select new SizeIs(names[i], Size.Of(names[k]));
        var small = from k in new[] { 2, 3 } from n in names select new SizeIs(n, Size.Of(k));
        return Ones(sampler).Concat(equal).Concat(small);
    }

    private static IEnumerable<Condition> Ones(Sampler sampler) => sampler.Sizes.Names.Select(n => new SizeIs(n, Size.One));

    // Of the members of a family, which may be many, less is said than of what there is one of.
    private static bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: null }];

    private static bool IsPlainSquare(Symbol s) =>
        s.Shape.Rows.Equals(s.Shape.Columns) && !s.IsScalar && (s.Attributes & ~Attributes.Invertible) == Attributes.None;

    private static IEnumerable<(Symbol First, Symbol Second)> OfOneShape(List<Symbol> symbols) =>
        from i in Enumerable.Range(0, symbols.Count)
        from k in Enumerable.Range(0, i)
        where symbols[i].Shape == symbols[k].Shape
        select (symbols[k], symbols[i]);
}
