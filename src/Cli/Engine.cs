using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli;

/// <summary>From a request to its checked answers.</summary>
internal static class Engine
{
    /// <summary>The answers, one for each variable or group of variables.</summary>
    public static IReadOnlyList<Answer> Answer(Request request)
    {
        var (scope, e) = Read(request);
        if (request.Kind == DerivationKind.Hessian && !e.IsScalar)
        {
            throw Whole(request, "MD0102", $"hessian: the expression is {e.Shape}, and only a scalar has a Hessian", "take the jacobian of vec of the jacobian");
        }

        return [.. Groups(request, scope, e).Select(variables => Derive(request, scope, e, variables))];
    }

    /// <summary>The expression of a request, in the scope of its declarations.</summary>
    public static (Scope Scope, Expr Expression) Read(Request request)
    {
        var scope = ExpressionReader.Declare(request.Where);
        scope.Letters = request.Letters;
        scope.OpenAssumptions.AddRange(request.Assume.Select(a => new SourceText(a, "<assume>")));
        return (scope, ExpressionReader.Read(request.Expression, scope));
    }

    private static Answer Derive(Request request, Scope scope, Expr e, IReadOnlyList<Symbol> variables)
    {
        if (request.Kind != DerivationKind.Simplification && Rewrite.Nodes(e).OfType<Differential>().FirstOrDefault() is { } moving)
        {
            throw Whole(request, "MD0202", $"{moving} stands in the expression, and there is no differential of a differential here", "give it a name of its own, and declare that");
        }

        try
        {
            var (kind, layout) = Meaning(request, e);
            var derivation = Differentiator.Derivation(kind, e, variables, layout, scope, request.Steps, request.Structured);
            return new(request, derivation, Services.Check(request, derivation));
        }
        catch (NotDifferentiableException x)
        {
            throw Whole(request, "MD0201", x.Message, null);
        }
    }

    // A Jacobian in the gradient layout is a gradient and the other way round; a scalar's is then a vector.
    private static (DerivationKind Kind, Layout Layout) Meaning(Request request, Expr e) => (request.Kind, request.Layout) switch
    {
        (DerivationKind.Gradient or DerivationKind.Jacobian, "jacobian") => (DerivationKind.Jacobian, Layout.Gradient),
        (DerivationKind.Gradient or DerivationKind.Jacobian, "gradient") => (DerivationKind.Gradient, e.IsScalar ? Layout.Vector : Layout.Gradient),
        _ => (request.Kind, Layout.Gradient),
    };

    private static IEnumerable<IReadOnlyList<Symbol>> Groups(Request request, Scope scope, Expr e)
    {
        if (request.Kind == DerivationKind.Simplification)
        {
            return [[]];
        }

        if (request.Wrt.Count == 0)
        {
            return request.Kind == DerivationKind.Differential
                ? [[.. Families.Moving(FreeSymbols.Of(request.Expression, scope, e), [e])]]
                : throw UsageErrors.Missing(request.Kind.ToString().ToLowerInvariant(), "the variable is missing", "give it: --wrt x");
        }

        var groups = new List<IReadOnlyList<Symbol>>();
        foreach (string wrt in request.Wrt)
        {
            var variables = Request.Split(wrt).Select(v => ExpressionReader.Variable(v, scope)).ToList();
            if (request.Kind is DerivationKind.Gradient or DerivationKind.Jacobian)
            {
                groups.AddRange(variables.Select(v => new[] { v }));
            }
            else if (request.Kind == DerivationKind.Hessian && variables.Count > 2)
            {
                throw UsageErrors.Missing("hessian", "a block has two variables", "--wrt X,Y");
            }
            else
            {
                groups.Add(variables);
            }
        }

        return groups;
    }

    /// <summary>A message about the whole expression.</summary>
    public static DiagnosticException Whole(Request request, string code, string message, string? hint) =>
        new(new(code, message, request.Expression, new Span(0, request.Expression.Text.Length), hint));
}
