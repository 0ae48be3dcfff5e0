using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Rules of functions of one number: inverse pairs, primes against closed forms, signs, softmax.</summary>
internal static class ElementwiseRules
{
    /// <summary>The node after one rule, or null where none applies.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Apply { Operator: ElementwiseOperator op } a => OfFunction(a, op),
        Apply { Operator: ElementwisePower { Exponent: var r } } p when r == -1 && OnePlusExp(p.Argument) is { } v => ElementwiseCatalogue.At("sigmoid", Make.Negate(v)),
        Apply { Operator: Hadamard } h => WithFactors(h, h.Arguments, f => Make.Hadamard([.. f])),
        Product p => (p.Scalars.Count > 1 ? WithFactors(p, p.Scalars, f => Product.Of(p.Coefficient, [.. f, .. p.Chain])) : null) ?? SoftmaxOf(p),
        Sum s => TanhSlope(s),
        _ => null,
    };

    /// <summary>Is an expression positive in every entry, by its form?</summary>
    public static bool IsPositive(Expr e) => e switch
    {
        Number n => n.Value.Sign > 0,
        Constant c => c.Kind is ConstantKind.Pi or ConstantKind.SizeValue or ConstantKind.Ones,
        Symbol s => s.Attributes.HasFlag(Attributes.Positive),
        Sum s => s.Terms.All(IsNonNegative) && s.Terms.Any(IsPositive),
        Product { Chain: [] or [_] } p => p.Coefficient.Sign > 0 && p.Scalars.All(IsPositive) && p.Chain.All(IsPositive),
        Apply { Operator: ElementwisePower } a => IsPositive(a.Argument),
        Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" or "sigmoid" or "softplus" or "cosh" } } => true,
        Apply { Operator: Hadamard or Total or Mean } a => a.Arguments.All(IsPositive),
        Apply { Operator: VectorFunction { Name: "softmax" or "rowsoftmax" or "colsoftmax" } } => true,
        _ => false,
    };

    /// <summary>Can an expression not be negative, by its form?</summary>
    public static bool IsNonNegative(Expr e) => e switch
    {
        Number n => n.Value.Sign >= 0,
        Constant => true,
        Symbol s => s.Attributes.HasFlag(Attributes.Positive),
        Sum s => s.Terms.All(IsNonNegative),
        Product { IsScalar: true, Chain.Count: > 0 } p => p.Coefficient.Sign > 0 && IsSquare(p.Chain),
        Product p => p.Coefficient.Sign > 0 && p.Scalars.All(IsNonNegative) && p.Chain.All(IsNonNegative),
        Apply { Operator: ElementwisePower p } a => (p.Exponent.IsInteger && p.Exponent.Numerator.IsEven) || !p.Exponent.IsInteger || IsNonNegative(a.Argument),
        Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" or "abs" or "sigmoid" or "softplus" or "relu" or "step" or "cosh" } } => true,
        Apply { Operator: Hadamard or Total or Mean } a => a.Arguments.All(IsNonNegative),
        Apply { Operator: DefinedReduction { Name: not "logsumexp" } } => true,
        Apply { Operator: VectorFunction { Name: "softmax" or "rowsoftmax" or "colsoftmax" } } => true,
        _ => false,
    };

    /// <summary>Is an expression positive in every entry, by its form, except where a name has an entry 0?</summary>
    public static bool IsPositiveOffZeros(Expr e) => IsPositive(e) || e switch
    {
        Sum s => s.Terms.All(IsNonNegative) && s.Terms.Any(IsPositiveOffZeros),
        Product { IsScalar: true, Chain.Count: > 0 } p => p.Coefficient.Sign > 0 && IsSquare(p.Chain) && IsNonZero(p.Chain[1]),
        Apply { Operator: ElementwisePower p } a => !(p.Exponent.IsInteger && !p.Exponent.Numerator.IsEven) && IsNonZero(a.Argument),
        Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "abs" } } a => IsNonZero(a.Argument),
        Apply { Operator: DefinedReduction { Name: not "logsumexp" } } a => IsNonZero(a.Argument),
        _ => false,
    };

    // Zero only where a name has an entry 0.
    private static bool IsNonZero(Expr e) => e is Symbol { Attributes: Attributes.None } || IsPositiveOffZeros(e);

    /// <summary>Is a chain x'x?</summary>
    public static bool IsSquare(IReadOnlyList<Expr> chain) => chain.Count == 2 && ReferenceEquals(chain[0], Make.Transpose(chain[1]));

    private static Expr? OfFunction(Apply a, ElementwiseOperator op)
    {
        var x = a.Argument;
        string name = op.Order == 0 && !op.Function.IsUnknown ? op.Function.Name.Text : "";
        return name switch
        {
            "exp" when x is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "log" } } log => log.Argument,
            "log" when x is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" } } exp => exp.Argument,
            "log" when x is Number { Value.IsOne: true } => Number.Zero,
            "log" when OnePlusExp(x) is { } v => ElementwiseCatalogue.At("softplus", v),
            "log" when x is Constant { Kind: ConstantKind.Ones } => Make.Zero(x.Shape),
            "log" when x is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "abs" }, Argument: Apply { Operator: Determinant, Argument: var m } } => LogDeterminant.Instance.Of(m),
            "log" when x is Apply { Operator: Determinant, Argument: var m } && IsProductWithTranspose(m) => LogDeterminant.Instance.Of(m),
            "abs" or "relu" when IsNonNegative(x) => x,
            "sign" or "step" when IsPositiveOffZeros(x) => Make.Ones(x.Shape),
            _ => null,
        };
    }

    // The v of 1 + exp(v).
    private static Expr? OnePlusExp(Expr e)
    {
        if (e is not Sum { Terms.Count: 2 } s)
        {
            return null;
        }

        var one = Make.Ones(s.Shape);
        var other = ReferenceEquals(s.Terms[0], one) ? s.Terms[1] : ReferenceEquals(s.Terms[1], one) ? s.Terms[0] : null;
        return other is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" } } exp ? exp.Argument : null;
    }

    private static bool IsProductWithTranspose(Expr m) => m is Product p && Structure.IsSymmetric(p) && p.Coefficient.Sign > 0 && p.Scalars.Count == 0 && p.Chain.Count % 2 == 0;

    // Two factors that are one, and mean(x) n = sum(x).
    private static Expr? Merge(Expr e, IReadOnlyList<Expr> factors, Func<IEnumerable<Expr>, Expr> build)
    {
        for (int i = 0; i < factors.Count; i++)
        {
            if (factors[i] is Apply { Operator: Mean } mean && Sizes(mean) is var sizes && sizes.All(factors.Contains))
            {
                return build(factors.Where((f, k) => k != i && !sizes.Contains(f)).Append(Make.Total(mean.Argument)));
            }

            for (int j = 0; j < factors.Count; j++)
            {
                var joined = i == j ? null : FactorPairs.Join(factors[i], factors[j]);
                if (joined is not null && ChainRules.NoLonger(e, build(factors.Where((_, k) => k != i && k != j).Append(joined))) is { } shorter)
                {
                    return shorter;
                }
            }
        }

        return null;
    }

    // The factors of the number of entries that a mean is taken of.
    private static IReadOnlyList<Expr> Sizes(Apply mean) =>
        Make.SizeValue(mean.Argument.Shape.Count) is var n && n is Product { Coefficient.IsOne: true, Chain.Count: 0 } p ? p.Scalars : [n];

    // σ' = σ(1 − σ) where that cancels, and back where it does not.
    private static Expr? WithFactors(Expr e, IReadOnlyList<Expr> factors, Func<IEnumerable<Expr>, Expr> build)
    {
        if (Merge(e, factors, build) is { } merged)
        {
            return merged;
        }

        for (int i = 0; i < factors.Count; i++)
        {
            if (factors[i] is Apply { Operator: ElementwiseOperator { Order: 1, Function.Primes: true, Function.IsUnknown: false } op } slope
                && op.WithoutPrimes(slope.Argument) is { } closed
                && (ChainRules.Shorter(e, build(factors.Select((f, k) => k == i ? closed : f)))
                    ?? ChainRules.Shorter(e, build(factors.Select((f, k) => k == i ? Mirrored(op.Function, slope.Argument, closed) : f)))) is { } cancelled)
            {
                return cancelled;
            }

            if (factors[i] is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "sigmoid" } sigmoid } s)
            {
                var rest = Sum.Of(Make.Ones(s.Shape), Make.Negate(s));
                int j = factors.IndexOf(rest);
                if (j >= 0)
                {
                    var prime = new ElementwiseOperator(sigmoid.Function, 1).Of(s.Argument);
                    return build(factors.Where((_, k) => k != i && k != j).Append(prime));
                }
            }
        }

        return null;
    }

    // σ' = σ(x) σ(−x).
    private static Expr Mirrored(ElementwiseFunction f, Expr x, Expr closed) => f.Name.Text == "sigmoid" ? Make.Hadamard(f.At(x), f.At(Make.Negate(x))) : closed;

    // 1 − tanh² = tanh'.
    private static Expr? TanhSlope(Sum s)
    {
        for (int i = 0; i < s.Terms.Count; i++)
        {
            var (coefficient, core) = Product.Split(s.Terms[i]);
            if (coefficient == Rational.MinusOne
                && core is Apply { Operator: ElementwisePower { Exponent: var two }, Argument: Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "tanh" } tanh } t }
                && two == 2
                && s.Terms.IndexOf(Make.Ones(s.Shape)) is >= 0 and var one)
            {
                var prime = new ElementwiseOperator(tanh.Function, 1).Of(t.Argument);
                return Sum.Of([.. s.Terms.Select((x, k) => k == i ? prime : x).Where((_, k) => k != one)]);
            }
        }

        return null;
    }

    /// <summary>1 − σ(x) = σ(−x), where that is shorter.</summary>
    public static Expr? SigmoidComplement(Expr e)
    {
        if (e is not Sum s)
        {
            return null;
        }

        for (int i = 0; i < s.Terms.Count; i++)
        {
            if (Product.Split(s.Terms[i]) is var (coefficient, core) && coefficient == Rational.MinusOne
                && core is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "sigmoid" } op } a
                && s.Terms.IndexOf(Make.Ones(s.Shape)) is >= 0 and var one)
            {
                var turned = op.Of(Make.Negate(a.Argument));
                return ChainRules.Shorter(s, Sum.Of([.. s.Terms.Select((x, k) => k == i ? turned : x).Where((_, k) => k != one)]));
            }
        }

        return null;
    }

    // exp(x)/Σ exp(x) = softmax(x).
    private static Expr? SoftmaxOf(Product p)
    {
        for (int i = 0; i < p.Scalars.Count; i++)
        {
            if (p.Scalars[i] is not Apply { Operator: ElementwisePower power, Argument: Apply { Operator: Total, Argument: Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" } } exp } total }
                || !exp.Shape.IsColumn || power.Exponent.Sign >= 0)
            {
                continue;
            }

            var less = ElementwisePower.Of(total, power.Exponent + 1);
            var softmax = VectorFunction.Softmax.Of(exp.Argument);
            var others = p.Scalars.Where((_, k) => k != i).Append(less);
            for (int k = 0; k < p.Chain.Count; k++)
            {
                var replaced = ReplaceOnce(p.Chain[k], exp, softmax);
                if (replaced is not null)
                {
                    return Product.Of(p.Coefficient, [.. others, .. p.Chain.Select((c, j) => j == k ? replaced : c)]);
                }
            }

            // The factor may stand in an inner product among the scalars: exp(x)'y/Σ.
            for (int k = 0; k < p.Scalars.Count; k++)
            {
                if (k != i && p.Scalars[k] is Product { Chain.Count: > 0 } inner)
                {
                    for (int c = 0; c < inner.Chain.Count; c++)
                    {
                        if (ReplaceOnce(inner.Chain[c], exp, softmax) is { } part)
                        {
                            var turned = Product.Of([.. inner.Chain.Select((x, j) => j == c ? part : x)]);
                            return Product.Of(p.Coefficient, [.. p.Scalars.Where((_, j) => j != i && j != k), less, turned, .. p.Chain]);
                        }
                    }
                }
            }
        }

        return null;
    }

    private static Expr? ReplaceOnce(Expr factor, Expr from, Expr to) => factor switch
    {
        _ when ReferenceEquals(factor, from) => to,
        Apply { Operator: Transpose } t when ReferenceEquals(t.Argument, from) => Make.Transpose(to),
        Apply { Operator: DiagonalMatrix } d when ReplaceOnce(d.Argument, from, to) is { } inside => Make.Diag(inside),
        Apply { Operator: Hadamard } h when h.Arguments.Contains(from) => Make.Hadamard([to, .. h.Arguments.Where(a => !ReferenceEquals(a, from))]),
        _ => null,
    };
}
