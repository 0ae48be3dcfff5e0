using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Rules of ⊗, vec and the commutation matrix.</summary>
internal static class KroneckerRules
{
    /// <summary>The node after one rule, or null where none applies.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Product p => Neighbours(p),
        Apply { Operator: Vec } v => OfVec(v),
        Apply { Operator: Unvec } u => OfUnvec(u),
        Sum s => WithCommutation(s),
        _ => null,
    };

    private static Expr? Neighbours(Product p)
    {
        for (int i = 0; i + 1 < p.Chain.Count; i++)
        {
            if (Pair(p.Chain[i], p.Chain[i + 1]) is { } joined)
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), joined, .. p.Chain.Skip(i + 2)]);
            }

            if (Selection(p.Chain, i) is var (length, selected))
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), selected, .. p.Chain.Skip(i + length)]);
            }

            if (i + 2 < p.Chain.Count && Sandwich(p.Chain[i], p.Chain[i + 1], p.Chain[i + 2]) is { } turned)
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), turned, .. p.Chain.Skip(i + 3)]);
            }
        }

        return null;
    }

    // With S = diag(vec I)(1 ⊗ I), which picks the diagonal: S'(A ⊗ B)S = A ⊙ B and S'vec(X) = diag(X).
    private static (int Length, Expr Selected)? Selection(IReadOnlyList<Expr> chain, int at)
    {
        if (at + 2 >= chain.Count || !IsOnesAndIdentity(chain[at], transposed: true) || !IsDiagonalOfIdentity(chain[at + 1]))
        {
            return null;
        }

        if (chain[at + 2] is Apply { Operator: Vec } v && v.Argument.Shape.Rows.Equals(v.Argument.Shape.Columns))
        {
            return (3, Make.DiagPart(v.Argument));
        }

        return at + 4 < chain.Count && chain[at + 2] is Apply { Operator: Kronecker, Arguments: [var a, var b] } && a.Shape == b.Shape
            && IsDiagonalOfIdentity(chain[at + 3]) && IsOnesAndIdentity(chain[at + 4], transposed: false)
            ? (5, Make.Hadamard(a, b))
            : null;
    }

    private static bool IsOnesAndIdentity(Expr e, bool transposed) =>
        e is Apply { Operator: Kronecker, Arguments: [Constant { Kind: ConstantKind.Ones } ones, Constant { Kind: ConstantKind.Identity } one] }
        && (transposed ? ones.Shape.IsRow && ones.Second.Equals(one.First) : ones.Shape.IsColumn && ones.First.Equals(one.First));

    private static bool IsDiagonalOfIdentity(Expr e) =>
        e is Apply { Operator: DiagonalMatrix, Argument: Apply { Operator: Vec, Argument: Constant { Kind: ConstantKind.Identity } } };

    private static Expr? Pair(Expr a, Expr b)
    {
        // K leaves diagonals where they are.
        if ((a is Constant { Kind: ConstantKind.Commutation } left0 && left0.First.Equals(left0.Second) && IsDiagonalOfIdentity(b))
            || (b is Constant { Kind: ConstantKind.Commutation } right0 && right0.First.Equals(right0.Second) && IsDiagonalOfIdentity(a)))
        {
            return a is Constant ? b : a;
        }

        if (a is Apply { Operator: Kronecker } k && b is Apply { Operator: Kronecker } l && Mixed(k.Arguments, l.Arguments) is { } mixed)
        {
            return mixed;
        }

        if (a is Apply { Operator: Kronecker, Arguments: [var left, var right] })
        {
            // (A ⊗ B) x with a vector as one factor: (a ⊗ B) x = a ⊗ B x and (A ⊗ b) x = A x ⊗ b where the shapes fit.
            if (left.Shape.IsColumn && right.Shape.Columns.Equals(b.Shape.Rows))
            {
                return Make.Kronecker(left, Product.Of(right, b));
            }

            if (right.Shape.IsColumn && left.Shape.Columns.Equals(b.Shape.Rows))
            {
                return Make.Kronecker(Product.Of(left, b), right);
            }

            if (b is Apply { Operator: Vec, Argument: var x } && x.Shape == new Shape(right.Shape.Columns, left.Shape.Columns))
            {
                return Make.Vec(Product.Of(right, x, Make.Transpose(left)));
            }
        }

        // K (A ⊗ b) = b ⊗ A and (A ⊗ b') K = b' ⊗ A: with a vector on one side the other K is I.
        if (a is Constant { Kind: ConstantKind.Commutation } c && b is Apply { Operator: Kronecker, Arguments: [var f, var g] }
            && (f.Shape.Columns.IsOne || g.Shape.Columns.IsOne) && c.First.Equals(g.Shape.Rows) && c.Second.Equals(f.Shape.Rows))
        {
            return Make.Kronecker(g, f);
        }

        if (b is Constant { Kind: ConstantKind.Commutation } d && a is Apply { Operator: Kronecker, Arguments: [var h, var j] }
            && (h.Shape.Rows.IsOne || j.Shape.Rows.IsOne) && d.First.Equals(h.Shape.Columns) && d.Second.Equals(j.Shape.Columns))
        {
            return Make.Kronecker(j, h);
        }

        return null;
    }

    // K(p,m) (A ⊗ B) K(n,q) = B ⊗ A for A m×n, B p×q.
    private static Expr? Sandwich(Expr a, Expr b, Expr c) =>
        a is Constant { Kind: ConstantKind.Commutation } k && c is Constant { Kind: ConstantKind.Commutation } l
        && b is Apply { Operator: Kronecker, Arguments: [var f, var g] }
        && k.First.Equals(g.Shape.Rows) && k.Second.Equals(f.Shape.Rows) && l.First.Equals(f.Shape.Columns) && l.Second.Equals(g.Shape.Columns)
            ? Make.Kronecker(g, f)
            : null;

    // (A ⊗ B)(C ⊗ D) = AC ⊗ BD; factors are grouped where the inner sizes first agree.
    private static Expr? Mixed(IReadOnlyList<Expr> left, IReadOnlyList<Expr> right)
    {
        var factors = new List<Expr>();
        int i = 0, j = 0;
        while (i < left.Count && j < right.Count)
        {
            var (a, b) = (left[i++], right[j++]);
            while (!a.Shape.Columns.Equals(b.Shape.Rows))
            {
                // A number is a factor of size 1: the shorter side takes its next one.
                if (Divides(a.Shape.Columns, b.Shape.Rows) && i < left.Count)
                {
                    a = Make.Kronecker(a, left[i++]);
                }
                else if (Divides(b.Shape.Rows, a.Shape.Columns) && j < right.Count)
                {
                    b = Make.Kronecker(b, right[j++]);
                }
                else if (a is Constant { Kind: ConstantKind.Identity } && SplitIdentity(a.Shape.Columns, b.Shape.Rows) is { } rest)
                {
                    factors.Add(b);
                    a = Make.Identity(rest);
                    if (j >= right.Count)
                    {
                        return null;
                    }

                    b = right[j++];
                }
                else if (b is Constant { Kind: ConstantKind.Identity } && SplitIdentity(b.Shape.Rows, a.Shape.Columns) is { } other)
                {
                    factors.Add(a);
                    b = Make.Identity(other);
                    if (i >= left.Count)
                    {
                        return null;
                    }

                    a = left[i++];
                }
                else
                {
                    return null;
                }
            }

            factors.Add(Product.Of(a, b));
        }

        return i == left.Count && j == right.Count && factors.Count > 1 ? Make.Kronecker([.. factors]) : null;
    }

    // (F ⊗ G) + (G ⊗ F) K(n,q) = (I + K(m,p)) (F ⊗ G), for F m×n and G p×q turned by (G ⊗ F) K = K (F ⊗ G).
    private static Expr? WithCommutation(Sum s)
    {
        for (int i = 0; i < s.Terms.Count; i++)
        {
            var (c, core) = Product.Split(s.Terms[i]);
            if (core is not Product { Scalars.Count: 0, Chain.Count: 2 } p || p.Chain[1] is not Constant { Kind: ConstantKind.Commutation }
                || p.Chain[0] is not Apply { Operator: Kronecker, Arguments: [var g, var f] })
            {
                continue;
            }

            var turned = Make.Kronecker(f, g);
            int j = s.Terms.IndexOf(Product.Of(c, turned));
            if (j >= 0)
            {
                var k = Make.Commutation(g.Shape.Rows, f.Shape.Rows);
                var joined = Product.Of(c, Sum.Of(Make.Identity(k.Shape.Rows), k), turned);
                return ChainRules.Shorter(s, Sum.Of([.. s.Terms.Where((_, n) => n != i && n != j), joined]));
            }
        }

        return null;
    }

    private static bool Divides(Size part, Size whole) => !part.Equals(whole) && (part.IsOne || SplitIdentity(whole, part) is not null);

    // n with whole = part·n, for products of names.
    private static Size? SplitIdentity(Size whole, Size part) =>
        whole.Terms is [var w] && part.Terms is [var p] && w.DividedBy(p) is { } q && q.Coefficient.IsInteger
            ? q.Powers.Aggregate(Size.Of(q.Coefficient), (s, n) => s * Size.Pow(Size.Of(n.Name), n.Power))
            : null;

    private static Expr? OfVec(Apply v)
    {
        // vec(x y') = y ⊗ x.
        if (v.Argument is Product p && p.Chain.OuterCut() is > 0 and var cut)
        {
            return Make.Kronecker(Make.Transpose(Product.Of([.. p.Chain.Skip(cut)])), Product.Of([.. p.Chain.Take(cut)]));
        }

        return v.Argument is Apply { Operator: Transpose, Argument: Apply { Operator: Unvec } u } && u.Argument is { } x && u.Operator is Unvec shape
            ? Product.Of(Make.Commutation(shape.Result.Rows, shape.Result.Columns), x)
            : null;
    }

    // unvec(y ⊗ x) = x y', unvec((B' ⊗ A) x) = A unvec(x) B, unvec(K x) = unvec(x)'.
    private static Expr? OfUnvec(Apply u)
    {
        var shape = ((Unvec)u.Operator).Result;
        switch (u.Argument)
        {
            case Apply { Operator: Kronecker, Arguments: [var y, var x] } when y.Shape.IsColumn && x.Shape == Shape.Column(shape.Rows):
                return Product.Of(x, Make.Transpose(y));
            case Product { Chain.Count: > 1 } p when p.Chain[0] is Apply { Operator: Kronecker, Arguments: [var b, var a] }
                && a.Shape.Rows.Equals(shape.Rows) && b.Shape.Rows.Equals(shape.Columns):
                var inner = Make.Unvec(Product.Of([.. p.Chain.Skip(1)]), new(a.Shape.Columns, b.Shape.Columns));
                return Product.Of(p.Coefficient, [.. p.Scalars, a, inner, Make.Transpose(b)]);
            case Product { Chain.Count: > 1 } p when p.Chain[0] is Constant { Kind: ConstantKind.Commutation } k
                && k.First.Equals(shape.Columns) && k.Second.Equals(shape.Rows):
                return Product.Of(p.Coefficient, [.. p.Scalars, Make.Transpose(Make.Unvec(Product.Of([.. p.Chain.Skip(1)]), shape.Transposed))]);
            case Sum s:
                return ChainRules.Shorter(u, Sum.Of([.. s.Terms.Select(t => Simplifier.Simplify(Make.Unvec(t, shape)))]));
            default:
                return null;
        }
    }
}
