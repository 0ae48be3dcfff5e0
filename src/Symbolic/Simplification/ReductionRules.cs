using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Rules of traces, sums, determinants and inner products.</summary>
internal static class ReductionRules
{
    /// <summary>The node after one rule, or null where none applies.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Product { IsScalar: true, Chain.Count: > 0 } p => InnerProduct(p),
        Apply { Operator: Trace } t => OfTrace(t),
        Apply { Operator: Total } t => OfTotal(t),
        Apply { Operator: Determinant or LogDeterminant } d => OfDeterminant(d),
        Sum s => DiagonalTerms(s) ?? LogDeterminants(s),
        Apply { Operator: DiagonalPart } d => OfDiagonal(d),
        _ => null,
    };

    private static Expr? InnerProduct(Product p)
    {
        var (first, last) = (p.Chain[0], p.Chain[^1]);
        if (p.Chain.Count == 2)
        {
            // 1'x = sum(x), vec(A)'vec(B) = tr(A'B).
            if (first is Constant { Kind: ConstantKind.Ones })
            {
                return Make.Total(last);
            }

            if (last is Constant { Kind: ConstantKind.Ones })
            {
                return Make.Total(first);
            }

            // x'normalize(x) = norm2(x), and a normalised vector has the length 1.
            if (last is Apply { Operator: VectorFunction { Name: "normalize" } } unit)
            {
                var x = Make.Transpose(first);
                if (ReferenceEquals(x, unit) || ReferenceEquals(x, unit.Argument))
                {
                    return ReferenceEquals(x, unit) ? Number.One : DefinedReduction.Norm2.Of(x);
                }
            }

            if (first is Apply { Operator: Transpose, Argument: Apply { Operator: Vec } a } && last is Apply { Operator: Vec } b && a.Argument.Shape == b.Argument.Shape)
            {
                return Make.Trace(Product.Of(Make.Transpose(a.Argument), b.Argument));
            }
        }

        // x'y = sum(x ⊙ y), where factors cancel.
        if (p.Chain.Count == 2 && Make.Hadamard(Make.Transpose(first), last) is var entries && entries is not Apply { Operator: Hadamard }
            && ChainRules.Shorter(p, Make.Total(entries)) is { } total)
        {
            return total;
        }

        // Fewer transposes: x'A'y = y'A x.
        var turned = Product.ScalarTransposed(p);
        return ChainRules.Shorter(p, turned);
    }

    private static Expr? OfTrace(Apply t)
    {
        switch (t.Argument)
        {
            case Sum s:
                return ChainRules.Shorter(t, Sum.Of([.. s.Terms.Select(Make.Trace)]));
            case Product p:
                if (ChainRules.Shorter(t, Make.Trace(Make.Transpose(p))) is { } turned)
                {
                    return turned;
                }

                // A rotation may bring an inverse to its matrix, or an outer product apart.
                for (int i = 1; i < p.Chain.Count; i++)
                {
                    var rotated = Make.Trace(Product.Of([.. p.Chain.Skip(i), .. p.Chain.Take(i)]));
                    if (ChainRules.Shorter(t, rotated) is { } shorter)
                    {
                        return shorter;
                    }
                }

                return p.Chain.Count == 2 && p.Chain.FirstOrDefault(c => c is Apply { Operator: DiagonalMatrix }) is Apply d
                    ? Product.Of(Make.Transpose(Make.DiagPart(ReferenceEquals(d, p.Chain[0]) ? p.Chain[1] : p.Chain[0])), d.Argument)
                    : null;
            case Apply { Operator: SymbolicPower } or Apply { Operator: SpectralFunction { Name: "logm" } }:
                return t.Argument is Apply { Operator: SpectralFunction } log ? LogDeterminant.Instance.Of(log.Argument) : null;
            default:
                return null;
        }
    }

    private static Expr? OfTotal(Apply t) => t.Argument switch
    {
        Sum s => ChainRules.Shorter(t, Simplifier.Simplify(Sum.Of([.. s.Terms.Select(Make.Total)]))),
        Apply { Operator: Hadamard, Arguments: [{ Shape.IsColumn: true } a, var b] } when TreeSize.Of(a) <= TreeSize.Of(b) => Product.Of(Make.Transpose(a), b),
        Apply { Operator: Hadamard, Arguments: [{ Shape.IsColumn: true } a, var b] } => Product.Of(Make.Transpose(b), a),
        Product p when p.Chain.OuterCut() is > 0 and var cut =>
            Product.Of(Make.Total(Product.Of([.. p.Chain.Take(cut)])), Make.Total(Product.Of([.. p.Chain.Skip(cut)]))),
        Apply { Operator: VectorFunction { Name: "softmax" } } => Number.One,
        _ => null,
    };

    private static Expr? OfDeterminant(Apply d)
    {
        bool log = d.Operator is LogDeterminant;
        Expr Of(Expr x) => d.Operator.Of(x);
        switch (d.Argument)
        {
            // The determinant of a product of square matrices, and of a scalar multiple.
            case Product p when p.Chain.Count > 0 && (p.Scalars.Count > 0 || !p.Coefficient.IsOne):
                var c = Product.Of(p.Coefficient, p.Scalars);
                var n = Make.SizeValue(p.Shape.Rows);
                return log
                    ? Sum.Of(Product.Of(n, ElementwiseCatalogue.At("log", ElementwiseCatalogue.At("abs", c))), Of(Product.Of(p.Chain)))
                    : Product.Of(GeneralPower.Instance.Of(c, n), Of(Product.Of(p.Chain)));
            case Sum s when !log && Lemma(s) is { } lemma:
                return lemma;
            case Apply { Operator: DiagonalMatrix } v when log:
                return Make.Total(ElementwiseCatalogue.At("log", ElementwiseCatalogue.At("abs", v.Argument)));
            case Apply { Operator: SymbolicPower } k:
                return log ? Product.Of(k.Arguments[1], Of(k.Argument)) : GeneralPower.Instance.Of(Of(k.Argument), k.Arguments[1]);
            default:
                return null;
        }
    }

    // det(I + x y') = 1 + y'x.
    private static Expr? Lemma(Sum s)
    {
        var outer = s.Terms.FirstOrDefault(t => t is Product);
        return s.Terms.Count == 2 && s.Terms.Any(t => t is Constant { Kind: ConstantKind.Identity })
            && outer is Product p && p.Chain.OuterCut() is > 0 and var cut
            ? Sum.Of(Number.One, Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Skip(cut), .. p.Chain.Take(cut)]))
            : null;
    }

    // log det(A B) = log det A + log det B, where terms cancel.
    private static Expr? LogDeterminants(Sum s)
    {
        var split = s.Terms.Select(t => Product.Split(t) is var (c, core) && core is Apply { Operator: LogDeterminant, Argument: Product p } && p.Scalars.Count == 0 && p.Coefficient.IsOne
            && p.Chain.All(f => f.Shape.Rows.Equals(f.Shape.Columns))
            ? Product.Of(c, Sum.Of([.. p.Chain.Select(f => LogDeterminant.Instance.Of(f))])) : t).ToList();
        return s.Terms.Any(t => Product.Split(t).Core is Apply { Operator: LogDeterminant, Argument: Product })
            ? ChainRules.Shorter(s, Expanding.Flatten(Sum.Of(split))) : null;
    }

    // diag(A diag(x) B) = (A ⊙ B') x.
    private static Expr? OfDiagonal(Apply d)
    {
        if (d.Argument is Sum s)
        {
            return ChainRules.Shorter(d, Simplifier.Simplify(Sum.Of([.. s.Terms.Select(Make.DiagPart)])));
        }

        if (d.Argument is not Product p)
        {
            return null;
        }

        int at = p.Chain.ToList().FindIndex(c => c is Apply { Operator: DiagonalMatrix });
        if (at < 0)
        {
            return null;
        }

        var x = ((Apply)p.Chain[at]).Argument;
        var left = at > 0 ? Product.Of([.. p.Chain.Take(at)]) : Make.Identity(p.Shape.Rows);
        var right = at < p.Chain.Count - 1 ? Product.Of([.. p.Chain.Skip(at + 1)]) : Make.Identity(p.Shape.Rows);
        var rows = Make.Hadamard(left, Make.Transpose(right));
        return ChainRules.Shorter(d, Product.Of(p.Coefficient, [.. p.Scalars, rows, x]));
    }

    // diag(a) + diag(b) = diag(a + b).
    private static Expr? DiagonalTerms(Sum s)
    {
        var diagonal = s.Terms.Where(t => Argument(t) is not null).ToList();
        if (diagonal.Count < 2)
        {
            return null;
        }

        var joined = Make.Diag(Sum.Of([.. diagonal.Select(t => Argument(t)!)]));
        int first = s.Terms.IndexOf(diagonal[0]);
        return Sum.Of([.. s.Terms.Take(first), joined, .. s.Terms.Skip(first).Where(t => Argument(t) is null)]);

        static Expr? Argument(Expr t) => Product.Split(t) switch
        {
            (_, Apply { Operator: DiagonalMatrix } d) => Product.Of(Product.Split(t).Coefficient, d.Argument),
            (_, Product { Chain: [Apply { Operator: DiagonalMatrix } d] } p) => Product.Of(Product.Split(t).Coefficient, [.. p.Scalars, d.Argument]),
            _ => null,
        };
    }
}
