using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>Sides in which parameters stand for symbols of some shapes.</summary>
internal sealed record BoundBody(IReadOnlyList<Symbol> Parameters, IReadOnlyList<Expr> Sides);

/// <summary>Bodies of operators and laws, whose parameters have the shapes of what they stand for.</summary>
internal static class BodyBinder
{
    /// <summary>The most parameters that an operator or a law has.</summary>
    public const int MostParameters = 4;

    /// <summary>A body for arguments.</summary>
    public static Expr Instance(Scope scope, SourceText source, Syntax body, IReadOnlyList<string> names, IReadOnlyList<Expr> arguments)
    {
        var errors = new BindErrors(source);
        var binder = new Binder(scope, errors, new HashSet<Shapes.Name>());
        var environment = names.Select((n, i) => (n, arguments[i])).ToDictionary(p => p.n, p => new Bound(p.Item2.Shape, () => p.Item2));
        var bound = binder.BindWithin(body, environment, errors);
        binder.Close();
        return bound.Build();
    }

    /// <summary>
    /// Sides with parameters of the kinds that their letters say: upper case matrices, lower case columns, as few scalars as
    /// make them conform. Throws what is wrong with the first try where none conforms.
    /// </summary>
    public static BoundBody Convention(Scope scope, BindErrors errors, IReadOnlyList<string> parameters, IReadOnlyList<Syntax> sides)
    {
        DiagnosticException? first = null;
        foreach (var kinds in Kinds(parameters).OrderBy(k => k.Count(x => x == ShapeKind.Scalar)))
        {
            if (kinds.Where((k, i) => char.IsUpper(parameters[i][0]) != (k == ShapeKind.Matrix)).Any() || kinds.Contains(ShapeKind.Row))
            {
                continue;
            }

            try
            {
                return Bind(scope, errors, parameters, sides, kinds);
            }
            catch (DiagnosticException e)
            {
                first ??= e;
            }
        }

        throw first!;
    }

    /// <summary>Sides for every choice of kinds of the parameters for which they conform.</summary>
    public static IEnumerable<BoundBody> All(Scope scope, BindErrors errors, IReadOnlyList<string> parameters, IReadOnlyList<Syntax> sides)
    {
        foreach (var kinds in Kinds(parameters))
        {
            BoundBody? body = null;
            try
            {
                body = Bind(scope, errors, parameters, sides, kinds);
            }
            catch (DiagnosticException)
            {
                // It does not conform for these kinds.
            }

            if (body is not null)
            {
                yield return body;
            }
        }
    }

    // The parameters are symbols under names that can't be written, and dx is the differential of x.
    private static BoundBody Bind(Scope scope, BindErrors errors, IReadOnlyList<string> parameters, IReadOnlyList<Syntax> sides, IReadOnlyList<ShapeKind> kinds)
    {
        var binder = new Binder(scope, errors, new HashSet<Shapes.Name>());
        IReadOnlyList<Shapes.Shape> shapes = [.. kinds.Select(binder.Fresh)];
        Symbol[] symbols = [];
        var environment = new Dictionary<string, Bound>();
        for (int i = 0; i < parameters.Count; i++)
        {
            int k = i;
            environment["d" + parameters[i]] = new(shapes[i], () => Differential.For(symbols[k]));
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            int k = i;
            environment[parameters[i]] = new(shapes[i], () => symbols[k]);
        }

        var bound = sides.Select(s => binder.BindWithin(s, environment, errors)).ToList();
        for (int i = 1; i < bound.Count; i++)
        {
            bound[i] = binder.Agree(bound[0], bound[i], sides[i] is NumberSyntax { Value.IsZero: true }, sides[i].Span, "=");
        }

        shapes = binder.Close(shapes);
        symbols = [.. parameters.Select((p, i) => Symbol.Of(new(p + "°"), shapes[i]))];
        return new(symbols, [.. bound.Select(b => b.Build())]);
    }

    private static IEnumerable<IReadOnlyList<ShapeKind>> Kinds(IReadOnlyList<string> parameters) => parameters.Aggregate(
        (IEnumerable<IReadOnlyList<ShapeKind>>)[[]],
        (all, _) => all.SelectMany(_ => Enum.GetValues<ShapeKind>(), (kinds, kind) => (IReadOnlyList<ShapeKind>)[.. kinds, kind]));
}
