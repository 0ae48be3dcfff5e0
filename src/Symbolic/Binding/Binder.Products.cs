using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Sums, products, quotients, powers and transposes.</content>
internal sealed partial class Binder
{
    private Bound BindSum(BinarySyntax syntax)
    {
        // The left spine of a long sum is walked in a loop.
        var terms = new List<(Syntax Syntax, bool Minus)>();
        Syntax rest = syntax;
        while (rest is BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b)
        {
            terms.Add((b.Right, b.Kind == BinaryKind.Subtract));
            rest = b.Left;
        }

        terms.Add((rest, false));
        terms.Reverse();
        var bound = terms.Select(t => t.Minus ? Negate(Bind(t.Syntax)) : Bind(t.Syntax)).ToArray();
        int first = Array.FindIndex(bound, b => !unifier.Resolve(b.Shape).IsScalar);
        if (first < 0)
        {
            return new(Shape.Scalar, () => Sum.Of([.. bound.Select(b => b.Build())]));
        }

        var shape = bound[first].Shape;
        for (int i = first + 1; i < bound.Length; i++)
        {
            var other = unifier.Resolve(bound[i].Shape);
            if (other.IsScalar)
            {
                continue;
            }

            if (!unifier.Unify(shape.Rows, other.Rows) || !unifier.Unify(shape.Columns, other.Columns))
            {
                bool turned = unifier.Resolve(shape) == other.Transposed;
                throw errors.DoNotConform(
                    syntax.Span, terms[i].Minus ? "-" : "+", Named(terms[first].Syntax, bound[first]), Named(terms[i].Syntax, bound[i]),
                    "the terms of a sum have one shape", turned ? $"{Transposed(terms[i].Syntax)} would conform" : null);
            }
        }

        NoteSpread(terms, bound);
        return new(shape, () => Sum.Of([.. bound.Select(b => b.Build()).Select(e => e.IsScalar ? Make.Spread(e, unifier.Resolve(shape)) : e)]));
    }

    // A length, a trace, x'A x beside nothing but names.
    private void NoteSpread(List<(Syntax Syntax, bool Minus)> terms, Bound[] bound)
    {
        var kinds = terms.Select((t, i) => (t.Syntax, unifier.Resolve(bound[i].Shape).IsScalar)).ToList();
        var others = kinds.Where(k => !k.IsScalar).Select(k => Bare(k.Syntax)).ToList();
        if (others.All(o => o is not null) && kinds.Any(k => k.IsScalar && k.Syntax is not NameSyntax && SyntaxNames.Of(k.Syntax).OfType<NameSyntax>().Any()))
        {
            besideScalars.AddRange(others.OfType<NameSyntax>());
        }
    }

    // The c of −log c.
    private static NameSyntax? Bare(Syntax s) => s switch
    {
        NameSyntax n => n,
        NegateSyntax n => Bare(n.Operand),
        CallSyntax { Arguments: [var x] } c when FunctionTable.Elementwise(c.Function.Text) is not null => Bare(x),
        _ => null,
    };

    private Bound BindBinary(BinarySyntax syntax)
    {
        var (left, right) = (Bind(syntax.Left), Bind(syntax.Right));
        Syntax[] written = [syntax.Left, syntax.Right];
        var (a, b) = (unifier.Resolve(left.Shape), unifier.Resolve(right.Shape));
        switch (syntax.Kind)
        {
            case BinaryKind.Product or BinaryKind.Juxtaposition:
                return Multiply(syntax.Span, syntax.Left, left, syntax.Right, right);
            case BinaryKind.Divide when b.IsScalar:
                return new(a, () => Product.Of(left.Build(), Reciprocal(right.Build(), syntax.Right.Span)));
            case BinaryKind.Divide:
                throw errors.DoNotConform(syntax.Span, "/", Named(syntax.Left, left), Named(syntax.Right, right), "only a scalar divides", "A*inv(B) for a matrix, x ./ y entry by entry");
            case BinaryKind.LeftDivide:
                var inverse = Call(syntax.Span, [syntax.Left], [left], a.IsScalar ? ElementwisePower.Operator(-1) : MatrixPower.Operator(-1));
                return Multiply(syntax.Span, syntax.Left, inverse, syntax.Right, right);
            case BinaryKind.Kronecker:
                return Call(syntax.Span, written, [left, right], Kronecker.Instance);
            case BinaryKind.ElementwiseDivide:
                var below = new Bound(b, () => ElementwiseReciprocal(right.Build(), syntax.Right.Span));
                return EntryByEntry(syntax.Span, written, left, below);
            default:
                return EntryByEntry(syntax.Span, written, left, right);
        }
    }

    private Bound EntryByEntry(Span span, Syntax[] written, Bound left, Bound right)
    {
        var (a, b) = (unifier.Resolve(left.Shape), unifier.Resolve(right.Shape));
        return a.IsScalar || b.IsScalar
            ? new(a.IsScalar ? b : a, () => Product.Of(left.Build(), right.Build()))
            : Call(span, written, [left, right], Hadamard.Instance);
    }

    private Bound Multiply(Span span, Syntax leftSyntax, Bound left, Syntax rightSyntax, Bound right)
    {
        var (a, b) = (unifier.Resolve(left.Shape), unifier.Resolve(right.Shape));
        if (a.IsScalar || b.IsScalar)
        {
            return new(a.IsScalar ? b : a, () => Product.Of(left.Build(), right.Build()));
        }

        if (unifier.Unify(a.Columns, b.Rows))
        {
            return new(new(a.Rows, b.Columns), () => Product.Of(left.Build(), right.Build()));
        }

        string? hint = b.Columns.Equals(a.Columns) ? $"{Transposed(rightSyntax)} would conform"
            : a.Rows.Equals(b.Rows) ? $"{Transposed(leftSyntax)} would conform"
            : a == b ? "for the product entry by entry write .* or ⊙" : null;
        throw errors.DoNotConform(
            span, "*", Named(leftSyntax, left), Named(rightSyntax, right), $"{a.Columns} columns against {b.Rows} rows".Replace("?", "", StringComparison.Ordinal), hint);
    }

    // A · B is the product where it conforms, and A ⊙ B where only that does; that m×n matrices are square is not assumed for its sake.
    private Bound BindDot(DotSyntax syntax)
    {
        var (left, right) = (Bind(syntax.Left), Bind(syntax.Right));
        var (a, b) = (unifier.Resolve(left.Shape), unifier.Resolve(right.Shape));
        if (a != b || a.IsScalar || a.Columns.Equals(b.Rows))
        {
            return Multiply(syntax.Span, syntax.Left, left, syntax.Right, right);
        }

        scope.HadamardDots.Add(syntax.OperatorSpan);
        return EntryByEntry(syntax.Span, [syntax.Left, syntax.Right], left, right);
    }

    private Expr Reciprocal(Expr e, Span span) => e.IsZero ? throw errors.DivisionByZero(span) : ElementwisePower.Of(e, -1);

    private Expr ElementwiseReciprocal(Expr e, Span span) => Reciprocal(e, span);

    private Bound BindTranspose(TransposeSyntax syntax)
    {
        // 1'y: the number stands for a vector of that number.
        if (syntax.Operand is NumberSyntax n)
        {
            var size = unifier.Fresh();
            return new(new(Size.One, size), () => Make.Transpose(Product.Of(n.Value, Make.Ones(Shape.Column(Resolved(size, syntax.Span))))));
        }

        var operand = Bind(syntax.Operand);
        return new(operand.Shape.Transposed, () => Make.Transpose(operand.Build()));
    }

    private Bound BindPower(PowerSyntax syntax)
    {
        if (syntax is { Braced: true, Base: NameSyntax { Indices.IsEmpty: true } name } && Indexed(name, syntax) is { } indexed)
        {
            return indexed;
        }

        var b = Bind(syntax.Base);
        var shape = unifier.Resolve(b.Shape);
        var exponent = Value(syntax.Exponent);
        if (exponent is null)
        {
            return BindGeneralPower(syntax, b, shape);
        }

        if (exponent.Value.Numerator > 10_000 || exponent.Value.Numerator < -10_000 || exponent.Value.Denominator > 10_000)
        {
            throw errors.BadExponent(syntax.Exponent.Span, "an exponent may have four digits");
        }

        if (syntax.Elementwise || shape.IsScalar)
        {
            return new(shape, () => b.Build() is var e && e.IsZero && exponent.Value.Sign < 0
                ? throw errors.DivisionByZero(syntax.Span) : ElementwisePower.Of(e, exponent.Value));
        }

        if (!exponent.Value.TryToInt32(out int k))
        {
            throw errors.BadExponent(syntax.Exponent.Span, $"a matrix has whole powers, not {exponent}", "x.^r is the power of each entry");
        }

        return Math.Abs(k) > 64
            ? throw errors.BadExponent(syntax.Exponent.Span, "the exponent of a matrix is at most 64")
            : Call(syntax.Span, [syntax.Base], [b], MatrixPower.Operator(k));
    }

    private Bound BindGeneralPower(PowerSyntax syntax, Bound b, Shape shape)
    {
        var c = Bind(syntax.Exponent);
        if (syntax.Elementwise || shape.IsScalar)
        {
            return Call(syntax.Span, [syntax.Base, syntax.Exponent], [b, c], GeneralPower.Instance);
        }

        return unifier.Resolve(c.Shape).IsScalar
            ? Call(syntax.Span, [syntax.Base, syntax.Exponent], [b, c], SymbolicPower.Instance)
            : throw errors.BadExponent(syntax.Exponent.Span, "the exponent of a matrix is a number", "A' is the transpose");
    }

    // A rational constant: 2, -1, 1/2, (-1/2).
    private static Rational? Value(Syntax syntax) => syntax switch
    {
        NumberSyntax n => n.Value,
        NegateSyntax n => Value(n.Operand) is { } v ? -v : null,
        BinarySyntax { Kind: BinaryKind.Divide } b => Value(b.Left) is { } top && Value(b.Right) is { IsZero: false } bottom ? top / bottom : null,
        _ => null,
    };

    // W^{l+1} and W^{(l+1)T}, where W is declared with indices.
    private Bound? Indexed(NameSyntax name, PowerSyntax syntax)
    {
        if (!scope.Symbols.Keys.Any(n => n.Base == name.Text && n.Indices.Count == 1))
        {
            return null;
        }

        if (Names.TryIndex(syntax.Exponent) is { } index)
        {
            return BindName(new NameSyntax(name.Text, [syntax.Exponent], syntax.Span));
        }

        return syntax.Exponent is BinarySyntax { Kind: BinaryKind.Juxtaposition, Right: NameSyntax { Text: "T" } } b && Names.TryIndex(b.Left) is not null
            ? BindTranspose(new(new NameSyntax(name.Text, [b.Left], syntax.Span), syntax.Span))
            : null;
    }
}
