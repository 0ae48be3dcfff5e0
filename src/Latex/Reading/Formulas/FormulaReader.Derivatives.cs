using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>dX, ∂E/∂X as a fraction and on a line.</content>
internal sealed partial class FormulaReader
{
    // d, \mathrm{d} or ∂ at the beginning of a stretch: how many words it is.
    private int DerivativeSign(int from, int to)
    {
        if (from >= to)
        {
            return 0;
        }

        if (words[from].Is("∂") || words[from] is { Kind: LatexKind.Letter, Text: "d" })
        {
            return 1;
        }

        if (words[from] is not { Kind: LatexKind.Command, Text: @"\mathrm" or @"\operatorname" or @"\mathop" or @"\mathsf" })
        {
            return 0;
        }

        return from + 1 < to && words[from + 1] is { Kind: LatexKind.Letter, Text: "d" } ? 2
            : from + 3 < to + 1 && words.Partner(from + 1) == from + 3 && words[from + 2] is { Kind: LatexKind.Letter, Text: "d" } ? 4
            : 0;
    }

    private Syntax Fraction(WordRange above, WordRange below, Span span)
    {
        int signAbove = DerivativeSign(above.From, above.To), signBelow = DerivativeSign(below.From, below.To);
        bool derivative = signAbove > 0 && signBelow > 0 && below.From + signBelow < below.To
            && words[above.From].Is("∂") == words[below.From].Is("∂")
            && !(words[above.From].Kind == LatexKind.Letter && (names.IsSize("d") || names.IsDeclared("d")) && above.To == above.From + 1);
        if (!derivative)
        {
            return Divide(Whole(above.From, above.To, above.Span), Whole(below.From, below.To, below.Span), new Span(span.Start, 0)) with { Span = span };
        }

        int from = above.From + signAbove, order = 1;
        if (from < above.To && words[from].Kind == LatexKind.Super)
        {
            (order, from) = Within(from, above.To, above.Span, () =>
            {
                int found = Order();
                int rest = at;
                at = end;
                return (found, rest);
            });
        }

        var (variables, transposed) = Within(below.From, below.To, below.Span, () => Denominator(order));
        var operand = from < above.To ? Whole(from, above.To, above.Span) : OperatorOperand(span);
        return Slope(operand, variables, transposed, Join(span, operand.Span));
    }

    // ∂E/∂σ² is (∂E/∂σ)/(2σ), for a number σ.
    private Syntax Slope(Syntax operand, ImmutableArray<Syntax> variables, bool transposed, Span span) =>
        variables is [PowerSyntax { Base: NameSyntax name, Exponent: NumberSyntax { Value: { IsInteger: true } power } }] && power == 2 && KindOf(name) is null or ShapeKind.Scalar
            ? Counted(new BinarySyntax(BinaryKind.Divide, Counted(new PartialSyntax(operand, [((PowerSyntax)variables[0]).Base], transposed, span)),
                Counted(new BinarySyntax(BinaryKind.Product, Number(2, span), ((PowerSyntax)variables[0]).Base, span, span)), span, span))
            : Counted(new PartialSyntax(operand, variables, transposed, span));

    // The 2 of ∂²; only first and second derivatives have a meaning here.
    private int Order()
    {
        at++;
        var above = Argument();
        return above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Digit, Text: "1" or "2" } digit
            ? digit.Text[0] - '0' : throw errors.Superscript(above.Span, "only first and second derivatives are known");
    }

    // ∂x, ∂xᵀ, ∂x ∂xᵀ, ∂x², of which the last sign may be transposed.
    private (ImmutableArray<Syntax> Variables, bool Transposed) Denominator(int order)
    {
        var variables = ImmutableArray.CreateBuilder<Syntax>(2);
        bool transposed = false;
        int length;
        while ((length = DerivativeSign(at, end)) > 0)
        {
            at += length;
            var variable = Factor();
            if (variable is PowerSyntax { Exponent: NumberSyntax { Value: var power } } square && power == 2 && order == 2)
            {
                variables.Add(square.Base);
                variable = square.Base;
            }

            transposed = variable is TransposeSyntax;
            variables.Add(variable is TransposeSyntax t ? t.Operand : variable);
        }

        return variables.Count == order ? (variables.DrainToImmutable(), transposed)
            : throw errors.Incomplete(SpanOf(Math.Max(at - 1, 0), at), $"a derivative of order {order} by {variables.Count} variables");
    }

    // What \frac{\partial}{\partial x} stands before: a bracket, or the product that follows.
    private Syntax OperatorOperand(Span span)
    {
        if (!StartsFactor())
        {
            throw errors.ArgumentMissing(span, "the derivative");
        }

        Enter();
        bool bracketed = Current.Is("(") || Current.Is("[");
        var operand = bracketed ? Factor() : Product();

        // A row has no derivative by itself: (Ax)^T (Ax) is meant as a whole.
        bool row = bracketed && operand is TransposeSyntax;
        while (row && StartsFactor())
        {
            operand = Juxtapose(operand, Factor());
        }

        depth--;
        return operand;
    }

    // d before an operand; null where d is a name here.
    private Syntax? Differential(bool upright, Span? place = null)
    {
        int start = at;
        var span = place ?? Current.Span;
        at += place is null ? 1 : 0;
        int order = Current.Kind == LatexKind.Super && Peek(1).Text is "2" or "{" && (upright || !names.IsDeclared("d")) ? SecondOrder() : 1;
        if (!IsMoved(upright))
        {
            at = start;
            return null;
        }

        return Moved(span, order);
    }

    // d^2 J: steps over the 2.
    private int SecondOrder()
    {
        int before = at++;
        var above = Argument();
        if (above.To == above.From + 1 && words[above.From].Text == "2")
        {
            return 2;
        }

        at = before;
        return 1;
    }

    private bool IsMoved(bool upright)
    {
        // d(x, y) is a distance: a list has no differential.
        if (!StartsFactor() || Current.Kind == LatexKind.Digit || Current.Is("{") || (Current.Is("(") && BareList() is { Count: > 1 }))
        {
            return false;
        }

        bool size = names.IsSize("d");
        return upright || (size ? !(Current.Kind == LatexKind.Letter && names.IsSize(Spelled(Current.Text))) : !names.IsDeclared("d"));
    }

    private Syntax DifferentialSign()
    {
        var span = words[at++].Span;
        int order = Current.Kind == LatexKind.Super ? Order() : 1;
        return StartsFactor() ? Moved(span, order) : throw errors.ArgumentMissing(span, "∂");
    }

    // What stands above an operand and is no transpose.
    private Syntax Raised(Syntax operand)
    {
        while (Current.Kind == LatexKind.Super)
        {
            int before = at++;
            var above = Argument();
            if (TransposeMark(above.From, above.To) == above.To - above.From)
            {
                at = before;
                break;
            }

            operand = Above(operand, above);
        }

        return operand;
    }

    // dE for the operand that follows, or dE/dX where that is what stands there.
    private Syntax Moved(Span sign, int order)
    {
        Enter();
        bool bracketed = Current.Is("(") || Current.Is("[");
        var operand = Primary();
        operand = !bracketed && operand is CallSyntax ? Raised(operand) : operand;
        depth--;
        if (Current.Is("/") && DerivativeSign(at + 1, end) > 0)
        {
            at++;
            var (variables, transposed) = Denominator(order);
            return Slope(operand, variables, transposed, Join(sign, SpanOf(at - 1, at)));
        }

        if (Current.Is("/") && Peek(1).Kind == LatexKind.Open && DerivativeSign(at + 2, words.Partner(at + 1)) > 0)
        {
            at++;
            var below = Argument();
            var (variables, transposed) = Within(below.From, below.To, below.Span, () => Denominator(order));
            return Slope(operand, variables, transposed, Join(sign, below.Span));
        }

        var moved = bracketed ? Moved(operand, Join(sign, operand.Span)) : Move(operand, sign);
        return order == 1 ? moved : Moved(moved, moved.Span);
    }

    // dX is a name of its own; the d of anything else is applied to it.
    private Syntax Move(Syntax operand, Span sign) => operand switch
    {
        NameSyntax { Text: not ("I" or "ones" or "zeros" or "pi") } n => n with { Text = "d" + n.Text, Span = Join(sign, n.Span) },
        TransposeSyntax t => t with { Operand = Move(t.Operand, sign), Span = Join(sign, t.Span) },
        EntrySyntax e => e with { Operand = Move(e.Operand, sign), Span = Join(sign, e.Span) },
        _ => Moved(operand, Join(sign, operand.Span)),
    };

    private CallSyntax Moved(Syntax operand, Span span) => Call("d", [operand], span) with { IsOwn = true };
}
