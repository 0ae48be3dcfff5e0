using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <content>Operators: most are a row of the table; some take their arguments apart first.</content>
internal sealed partial class Lowering
{
    private Value LowerApply(Apply a)
    {
        switch (a.Operator)
        {
            case Transpose when a.Shape.IsVector:
            case Vec or Unvec when Value.FormOf(a.Shape) == Value.FormOf(a.Argument.Shape):
                return Lower(a.Argument);
            case Transpose:
                return Operand(a) is { View: View.Plain } same ? same.Value : Emit("transpose", a.Shape, [Operand(a.Argument)]);
            case Hadamard:
                return LowerHadamard(a);
            case Trace when TraceFromParts(a.Argument) is { } trace:
                return Lower(trace);
            case DiagonalPart when DiagonalFromParts(a.Argument) is { } diagonal:
                return Lower(diagonal);
            case Trace when a.Argument is Product { Chain: { Count: > 1 } chain } && Halves(chain) is var (left, right):
                return Lower(TraceOf(left, right));
            case DiagonalPart when a.Argument is Product { Chain: { Count: > 1 } chain } && Halves(chain) is var (left, right):
                return Lower(DiagonalOf(left, right));
            case Total when a.Argument is Product { Chain.Count: > 1 } p:
                return Lower(Product.Of(
                    [.. p.Shape.Rows.IsOne ? [] : new[] { Make.Ones(new(Size.One, p.Shape.Rows)) }, p,
                     .. p.Shape.Columns.IsOne ? [] : new[] { Make.Ones(Shape.Column(p.Shape.Columns)) }]));
            case Total when a.Argument is Apply { Operator: Hadamard } h && h.Arguments.All(IsWhole):
                return Emit("dot", Shape.Scalar, [Operand(h.Arguments[0]), Operand(Make.Hadamard([.. h.Arguments.Skip(1)]))]);
            case ElementwisePower o:
                return o.Exponent.Sign < 0
                    ? Multiply(a.Shape, Rational.One, [], [new(Lower(ElementwisePower.Of(a.Argument, -o.Exponent)))])
                    : Emit("power", a.Shape, [new(Lower(a.Argument))], [o.Exponent]);
            case ElementwiseOperator { Function.IsUnknown: true } o:
                return Emit("call", a.Shape, [new(Lower(a.Argument))], function: new(o.Function, o.Order));
            case ElementwiseOperator { Order: 0, Function.Name.Text: "log" } when a.Argument is Apply { Operator: VectorFunction { Name: "colsoftmax" or "rowsoftmax" } softmax } s:
                return Emit($"log of {softmax.Name}", a.Shape, [Operand(s.Argument)]);
            case MatrixPower p:
                return p.Exponent == -1
                    ? OfFactors("inverse", a)
                    : Emit("matrix power", a.Shape, [new(Lower(a.Argument))], [p.Exponent]);
            case Determinant:
                return OfFactors("det", a);
            case LogDeterminant:
                return OfFactors("logdet", a);
            case Kronecker:
                return LowerKronecker(a);
            case Hcat or Vcat:
                return Emit(Value.FormOf(a.Shape) == Form.Vector ? "join" : a.Operator.Name, a.Shape, [.. a.Arguments.Select(x => new Operand(Lower(x)))]);
            case Unvec u:
                return Emit("unvec", a.Shape, [new(Lower(a.Argument))], sizes: Extents(u.Result));
            case DefinedOperator d when !KernelTable.Has(d):
                return Lower(new WrittenOut(parameters, scope).Expand(d.Definition(a)));
            default:
                return Emit(KernelTable.For(a.Operator), a.Shape, [.. a.Arguments.Select(x => Operand(x))]);
        }
    }

    private Value OfFactors(string kernel, Apply a)
    {
        if (a.Argument.IsScalar)
        {
            return Lower(kernel switch
            {
                "inverse" => ElementwisePower.Of(a.Argument, Rational.MinusOne),
                "logdet" => ElementwiseCatalogue.At("log", ElementwiseCatalogue.At("abs", a.Argument)),
                _ => a.Argument,
            });
        }

        var (factors, suffix) = Factors(a.Argument);
        return Emit(kernel + suffix, a.Shape, [kernel == "inverse" ? factors : factors with { View = View.Plain }]);
    }

    // Two at a time from the left; vectors as columns or rows, and a column times a row is an outer product.
    private Value LowerKronecker(Apply a)
    {
        var (left, right) = (Make.Kronecker([.. a.Arguments.SkipLast(1)]), a.Arguments[^1]);
        return (left.Shape, right.Shape) switch
        {
            ({ IsColumn: true }, { IsRow: true }) => Lower(Product.Of(left, right)),
            ({ IsRow: true }, { IsColumn: true }) => Lower(Product.Of(right, left)),
            _ => Emit("⊗", a.Shape, [Line(left), Line(right)]),
        };

        Operand Line(Expr e) => Value.FormOf(a.Shape) == Form.Vector ? new(Lower(e))
            : e.Shape.IsVector ? new(Lower(e), e.Shape.IsColumn ? View.Across : View.Down)
            : Operand(e);
    }

    // Left and right of the outermost multiplication, unless a factor is an inverse, whose product is a solution.
    private (Expr Left, Expr Right)? Halves(IReadOnlyList<Expr> chain)
    {
        if (chain.Any(f => Links.Power(f) is { Exponent: < 0 }))
        {
            return null;
        }

        int cut = order.Cut(chain);
        return (Product.Of([.. chain.Take(cut)]), Product.Of([.. chain.Skip(cut)]));
    }

    // tr(L R) is the sum of entries of L' ⊙ R or of L ⊙ R'; tr(diag(v) R) = v' diag(R).
    private static Expr TraceOf(Expr left, Expr right) => left switch
    {
        Apply { Operator: DiagonalMatrix } d => Product.Of(Make.Transpose(d.Argument), Make.DiagPart(right)),
        Apply { Operator: Transpose } t => Make.Total(Make.Hadamard(t.Argument, right)),
        _ => Make.Total(Make.Hadamard(left, Make.Transpose(right))),
    };

    // diag(L R) = (L ⊙ R') 1.
    private static Expr DiagonalOf(Expr left, Expr right) => left is Apply { Operator: DiagonalMatrix } d
        ? Make.Hadamard(d.Argument, Make.DiagPart(right))
        : Product.Of(Make.Hadamard(left, Make.Transpose(right)), Make.Ones(Shape.Column(right.Shape.Rows)));

    private static bool IsWhole(Expr factor) => Spread.Of(factor) is null && factor is not Apply { Operator: ElementwisePower }
        && !(factor is Product { Coefficient.IsOne: true, Scalars.Count: 0 } p && !p.Shape.IsVector && Outer(p.Chain) is not null);
}
