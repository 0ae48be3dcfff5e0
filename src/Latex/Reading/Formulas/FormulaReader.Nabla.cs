using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>∇E, ∇²E and ∇_x ∇_y E.</content>
internal sealed partial class FormulaReader
{
    private Syntax Nabla()
    {
        var sign = words[at++].Span;
        var scripts = ReadScripts();
        int order = 1;
        bool transposed = false;
        foreach (var above in scripts.Above)
        {
            if (above.To == above.From + 1 && words[above.From] is { Kind: LatexKind.Digit, Text: "2" })
            {
                order = 2;
            }
            else if (TransposeMark(above.From, above.To) == above.To - above.From && !transposed)
            {
                transposed = true;
            }
            else
            {
                throw errors.Superscript(above.Span, "only ∇, ∇² and ∇ᵀ are known");
            }
        }

        if (Current.Is("∇") && scripts is { Above.Count: 0, Below: null } && order == 1)
        {
            // ∇∇E and ∇∇ᵀE are the Hessian.
            at++;
            scripts = ReadScripts();
            order = scripts.Above.TrueForAll(a => TransposeMark(a.From, a.To) == a.To - a.From) ? 2 : throw errors.Superscript(scripts.Above[0].Span, "only ∇∇E and ∇∇ᵀE are known");
        }

        if (!StartsFactor())
        {
            throw errors.ArgumentMissing(sign, "∇");
        }

        Enter();
        bool bracketed = Current.Is("(") || Current.Is("[");
        var operand = Primary();
        if (order == 1 && (bracketed || operand is CallSyntax { Function: var function } && Symbolic.Binding.FunctionTable.Contains(function.Text)))
        {
            // ∇|X|⁻¹ and ∇(aᵀx)² are gradients of powers.
            operand = Raised(operand);
        }

        if (operand is TransposeSyntax { Operand: var inner } && KindOf(inner) == ShapeKind.Scalar)
        {
            (operand, transposed) = (inner, !transposed);
        }

        // ∇_x xᵀAx is the gradient of the product: a row, or a number in front of it, has none by itself.
        bool partial = operand is TransposeSyntax or NumberSyntax or BinarySyntax { Kind: BinaryKind.Divide, Left: NumberSyntax, Right: NumberSyntax };
        while (partial && StartsFactor() && !Current.Is("∇"))
        {
            operand = Juxtapose(operand, Factor());
        }

        depth--;
        var place = Join(sign, operand.Span);
        List<Syntax> variables = scripts.Below is { } below ? [.. Parts(below).Select(p => Whole(p.From, p.To, p.Span))]
            : [VariableOf(operand) ?? OnlyVariableOf(operand) ?? throw errors.NablaVariable(sign)];
        if (variables is [TransposeSyntax { Operand: NameSyntax turned }])
        {
            // ∇_{Aᵀ} E is the gradient by the entries of Aᵀ, which has the shape of Aᵀ.
            (variables, transposed) = ([turned], order == 1 ? !transposed : throw errors.Superscript(scripts.Below!.Value.Span, "second derivatives are taken by names"));
        }

        if (variables is [var by] && operand is CallSyntax { Primes: 0 } value && names.IsApplied(value.Function.Text) && names.VariableOf(value.Function) is { } own && SyntaxTree.Same(own, by)
            && !value.Arguments.Any(a => Symbolic.Binding.SyntaxNames.Of(a).Any(n => SyntaxTree.Same(n, own))))
        {
            // ∇_x f(x_k) is meant at x_k, by which f(x_k) can be differentiated; f(x_k + p) by itself does not move with x.
            variables = [value.Arguments is [NameSyntax point] ? point : throw errors.NablaVariable(sign)];
        }

        Syntax result = variables switch
        {
            [var x] => Counted(new NablaSyntax(order, x, operand, place)),
            [var x, var y] => Call("hessian", [operand, x, y], place),
            _ => throw errors.Incomplete(scripts.Below!.Value.Span, "∇ by more than two variables"),
        };
        return transposed ? Transpose(result, sign) : result;
    }

    // ∇f(x) is the gradient by x where f is a function of x; ∇f(x_k) is that of f(x_k) by x_k, where f has a formula.
    private NameSyntax? VariableOf(Syntax operand) => operand is CallSyntax { Primes: 0, Arguments: [NameSyntax place] } call
        ? names.IsApplied(call.Function.Text) || (names.VariableOf(call.Function) is { } variable && SyntaxTree.Same(variable, place)) ? place : null
        : operand is NameSyntax quantity && ReferenceEquals(evaluated.Name, operand) && evaluated.Arguments is [NameSyntax { Indices.IsEmpty: true } own] && names.IsMadeOf(quantity.Text, own.Text) ? own
        : names.VariableOf(operand as NameSyntax);

    // ∇ log det X, in a text that differentiates by X alone.
    private NameSyntax? OnlyVariableOf(Syntax operand) => operand is not NameSyntax && names.OnlyVariable is { } only && Symbolic.Binding.SyntaxNames.Of(operand).Any(n => SyntaxTree.Same(n, only)) ? only : null;
}
