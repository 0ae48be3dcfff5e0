using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>How the entries of a variable with a declared structure are taken to move.</summary>
internal enum StructureConvention
{
    /// <summary>Every entry by itself, whatever the structure.</summary>
    Entrywise,

    /// <summary>Within the structure: the gradient is projected on the tangent space at X.</summary>
    Tangent,
}

/// <summary>The orthogonal projection of an entrywise gradient on the tangent space of a structure.</summary>
internal static class Tangent
{
    /// <summary>Has the variable a structure that its entries are bound by?</summary>
    public static bool Applies(Symbol x) => Rule(x, x) is not null;

    /// <summary>The projected gradient and the law of its structure; null for a variable without one.</summary>
    public static (Expr Gradient, Law Law)? Project(Expr g, Symbol x) => Rule(g, x) is var (e, law) ? (Simplifier.Simplify(e), law) : null;

    /// <summary>The projected gradient as it is defined, not simplified.</summary>
    public static Expr? Definition(Expr g, Symbol x) => Rule(g, x)?.Gradient;

    private static (Expr Gradient, Law Law)? Rule(Expr g, Symbol x)
    {
        var half = new Rational(1, 2);
        return x.Attributes switch
        {
            var a when a.HasFlag(Attributes.Diagonal) => (Make.Diag(Make.DiagPart(g)), Catalogue.TangentDiagonal),
            var a when a.HasFlag(Attributes.Orthogonal) => (Orthogonal(g, x), Catalogue.TangentOrthogonal),
            var a when (a & (Attributes.Symmetric | Attributes.PositiveDefinite)) != 0 =>
                (Product.Of(half, Sum.Of(g, Make.Transpose(g))), Catalogue.TangentSymmetric),
            var a when a.HasFlag(Attributes.Skew) => (Product.Of(half, Make.Minus(g, Make.Transpose(g))), Catalogue.TangentSkew),
            var a when a.HasFlag(Attributes.Lower) => (Tril.Instance.Of(g), Catalogue.TangentLower),
            var a when a.HasFlag(Attributes.Upper) => (Triu.Instance.Of(g), Catalogue.TangentUpper),
            _ => null,
        };
    }

    // G − X (X'G + G'X)/2: what is left of G when its normal part is taken away.
    private static Expr Orthogonal(Expr g, Symbol x)
    {
        var inner = Product.Of(Make.Transpose(x), g);
        return Make.Minus(g, Product.Of(new Rational(1, 2), x, Sum.Of(inner, Make.Transpose(inner))));
    }
}
