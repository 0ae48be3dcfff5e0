using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The tensors that are not functions of others.</summary>
internal static class Heads
{
    /// <summary>δ.</summary>
    public static readonly Head Delta = new(HeadKind.Delta, "δ", 2) { Symmetries = Symmetry.Swap, IsNonNegative = true };

    /// <summary>1 where two lists of axes give the same place.</summary>
    public static readonly Head Place = new(HeadKind.Place, "=", 2) { Symmetries = Symmetry.Swap, IsNonNegative = true };

    /// <summary>1 where the first axis is at least the second.</summary>
    public static readonly Head Triangle = new(HeadKind.Triangle, "≥", 2) { IsNonNegative = true };

    /// <summary>1 where t is the place of {i, j} in vech.</summary>
    public static readonly Head Pair = new(HeadKind.Pair, "vech", 3) { Symmetries = [new([0, 2, 1], false)], IsNonNegative = true };

    /// <summary>π.</summary>
    public static readonly Head Pi = new(HeadKind.Pi, "π", 0) { IsNonNegative = true };

    /// <summary>−1.</summary>
    public static readonly Head MinusOne = new(HeadKind.MinusOne, "-1", 0);

    /// <summary>A size as a number.</summary>
    public static Head Size(Name name) => new(HeadKind.Size, $"n:{name.Text}", 0) { IsNonNegative = true };

    /// <summary>A whole number above 1.</summary>
    public static Head Prime(System.Numerics.BigInteger number) => new(HeadKind.Prime, $"p:{number}", 0) { IsNonNegative = true };

    /// <summary>The basis vector with its 1 at a place.</summary>
    public static Head Basis(Size place) => new(HeadKind.Basis, $"e:{place.Text}", 1) { Place = place, IsNonNegative = true };

    /// <summary>A block of a stacking of blocks of these sizes.</summary>
    public static Head Selector(int block, IReadOnlyList<Size> sizes)
    {
        string partition = string.Join(",", sizes.Select(s => s.Text));
        return new(HeadKind.Selector, $"b:{block}/{partition}", 2) { Sizes = sizes, Partition = partition, Place = Shapes.Size.Of(block), IsNonNegative = true };
    }

    /// <summary>A symbol, with the structure that was declared of it.</summary>
    public static Head Symbol(Symbol s, bool diagonal = false)
    {
        string of = s.Derivative is { } d ? $"∂{d.Of.Name.Text}/{d.Wrt.Name.Text}" : "";
        return Structured($"s:{s.Name.Text}{of}", s.Shape, s.Attributes, diagonal);
    }

    /// <summary>The differential of a symbol, which has the structure that was declared of itself.</summary>
    public static Head Differential(Symbol s, Attributes attributes, bool diagonal = false) => Structured($"d:{s.Name.Text}", s.Shape, attributes, diagonal);

    /// <summary>A member of a family, its indices after its rows and columns; of its structure only symmetry is used.</summary>
    public static Head Family(string kind, Symbol s, IReadOnlyList<string> places, int sides, int arity)
    {
        var plain = Structured("", s.Shape, kind == "d" ? Attributes.None : s.Attributes, diagonal: false);
        int[] rest = [.. Enumerable.Range(sides, arity - sides)];
        return new(HeadKind.Symbol, $"{kind}:{s.Name.Base}[{string.Join(",", places)}]{plain.Key}", arity)
        {
            Symmetries = [.. plain.Symmetries.Select(o => new Symmetry([.. o.Order, .. rest], o.Odd))],
            IsNonNegative = kind == "s" && s.Attributes.HasFlag(Attributes.Positive),
        };
    }

    /// <summary>1, 2, …, n.</summary>
    public static Head Count(Size n) => new(HeadKind.Symbol, $"i:{n.Text}", 1) { IsNonNegative = true };

    private static Head Structured(string key, Shape shape, Attributes attributes, bool diagonal)
    {
        int arity = diagonal ? 1 : (shape.Rows.IsOne ? 0 : 1) + (shape.Columns.IsOne ? 0 : 1);
        const Attributes symmetric = Attributes.Symmetric | Attributes.PositiveDefinite | Attributes.Diagonal;
        return new(HeadKind.Symbol, $"{key}:{shape.Rows.Text}×{shape.Columns.Text}{Written(attributes)}", arity)
        {
            Symmetries = arity != 2 ? [] : (attributes & symmetric) != 0 ? Symmetry.Swap : attributes.HasFlag(Attributes.Skew) ? Symmetry.SkewSwap : [],
            Attributes = attributes,
            IsNonNegative = attributes.HasFlag(Attributes.Positive) || (diagonal && attributes.HasFlag(Attributes.PositiveDefinite)),
        };
    }

    private static string Written(Attributes a) => a == Attributes.None ? "" : $"!{(int)a}";
}
