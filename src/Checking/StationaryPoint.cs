using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// A gradient that the text puts to zero, by a variable. Where it can be worked out, <see cref="Gradient"/> is what vanishes.
/// </summary>
internal sealed record StationaryPoint(Symbol Wrt, Expr? Gradient, string Text)
{
    /// <summary>The function, where it has a name.</summary>
    public Symbol? Of { get; init; }

    /// <summary>The equations of points as what is assumed in a scope.</summary>
    public static Scope Assume(Scope scope, IEnumerable<StationaryPoint> points)
    {
        var copy = scope.Copy();
        copy.Assumptions.AddRange(points.Where(p => p.Gradient is not null).Select(p => new AssumedEquation(p.Text, p.Gradient!, Make.Zero(p.Gradient!.Shape))));
        return copy;
    }

    /// <summary>Is left = right wherever the gradients of points vanish? Null where that is not decided.</summary>
    public static bool? Implies(IReadOnlyList<StationaryPoint> points, Expr left, Expr right, Scope scope, int seed) =>
        Equality.Decide(new Claim(left, right, Assume(scope, points)), seed).True;
}

/// <summary>Finds the statements that put a gradient to zero, as a derivative or as what was found for one.</summary>
/// <param name="scope">What names mean so far.</param>
/// <param name="source">The text.</param>
internal sealed class StationaryReader(Scope scope, SourceText source)
{
    private const int MostGradients = 12;

    /// <summary>The point of <c>∇_w J = 0</c>; null where the left side is no derivative of a scalar by one name.</summary>
    public StationaryPoint? OfDerivative(Syntax left)
    {
        // ∂E/∂σ² is zero where ∂E/∂σ is.
        left = left is BinarySyntax { Kind: BinaryKind.Divide, Left: PartialSyntax slope, Right: BinarySyntax { Right: NameSyntax by } } && SyntaxTree.Same(by, slope.Variables[0]) ? slope : left;
        var variable = left switch
        {
            NablaSyntax { Order: 1 } n => n.Variable,
            PartialSyntax { Transposed: false, Variables: [var v] } => v,
            CallSyntax { Function.Text: "grad", Arguments: [_, var v] } => v,
            _ => null,
        };
        if (StepSyntax.NameOf(variable) is not { } name || !scope.Symbols.TryGetValue(name, out var wrt) || Bind(left, SideRules.None) is not { } gradient || gradient.Shape != wrt.Shape)
        {
            return null;
        }

        var of = StepSyntax.DerivativeOf(left) is { } d ? scope.Symbols.GetValueOrDefault(d.Of) : null;
        return of is { IsScalar: false } ? null
            : new(wrt, WrittenDerivatives.Occur(gradient) ? null : gradient, $"{SyntaxPrinter.Print(left)} = 0") { Of = of };
    }

    /// <summary>The point of <c>E = 0</c>, where E vanishes just where a gradient of a function of the text does.</summary>
    /// <param name="left">E.</param>
    /// <param name="variables">The names by which the text differentiates.</param>
    /// <param name="seed">Another number gives other points.</param>
    public StationaryPoint? OfValue(Syntax left, IEnumerable<MatrixDiff.Symbolic.Shapes.Name> variables, int seed)
    {
        if (SyntaxNames.Derivative(left) is not null || Bind(left, SideRules.None) is not { } value)
        {
            return null;
        }

        var pairs = from f in scope.Definitions.Keys.Where(f => f.IsScalar && f.Name.Indices.Count == 0).Reverse()
                    from x in variables.Select(n => scope.Symbols.GetValueOrDefault(n)).OfType<Symbol>()
                    where x.Shape == value.Shape && !ReferenceEquals(f, x) && new Dependence(scope, [x]).On(f)
                    select (f, x);
        foreach (var (f, x) in pairs.Take(MostGradients))
        {
            if (Gradient(f, x) is { } gradient)
            {
                var zero = Make.Zero(x.Shape);
                StationaryPoint slope = new(x, gradient, "") { Of = f }, given = new(x, value, $"{SyntaxPrinter.Print(left)} = 0") { Of = f };
                if (StationaryPoint.Implies([slope], value, zero, scope, seed) == true && StationaryPoint.Implies([given], gradient, zero, scope, seed) == true)
                {
                    return given;
                }
            }
        }

        return null;
    }

    /// <summary>An equation that is asked for where the gradient by a variable vanishes; null where it can't be understood.</summary>
    public StationaryPoint? OfEquation(Syntax left, Syntax right, Symbol wrt) =>
        Bind(new BinarySyntax(BinaryKind.Subtract, left, right, left.Span, left.Span), SideRules.None) is { } difference
            ? new(wrt, difference, $"{SyntaxPrinter.Print(left)} = {SyntaxPrinter.Print(right)}") : null;

    /// <summary>∇_x f with definitions put in; null where it can't be had.</summary>
    public Expr? Gradient(Symbol f, Symbol x)
    {
        try
        {
            var gradient = Meanings.WrittenOut(Differentiator.Derive(DerivationKind.Gradient, f, [x], Layout.Gradient, scope), scope);
            return WrittenDerivatives.Occur(gradient) ? null : gradient;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private Expr? Bind(Syntax side, SideRules rules)
    {
        try
        {
            return ExpressionReader.Guard(source, () => ExpressionReader.Infer([side], scope.Copy(), source, rules | SideRules.AllDeclared))[0];
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
