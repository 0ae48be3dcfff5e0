using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli;

/// <summary>The symbols that an answer is about.</summary>
internal static class FreeSymbols
{
    /// <summary>The symbols of expressions, in the order in which the source names them; the others after these.</summary>
    public static IReadOnlyList<Symbol> Of(SourceText source, Scope scope, params IReadOnlyList<Expr> expressions)
    {
        var symbols = Rewrite.Symbols(expressions).Concat(Rewrite.Nodes(expressions).OfType<Differential>().Select(d => d.Of))
            .SelectMany(s => s.Derivative is { } d ? [d.Of, d.Wrt] : new[] { s }).Select(scope.Family).Distinct().ToList();
        var names = new List<NameSyntax>();
        Names(Parser.ParseExpression(source, ExpressionReader.IsFunction(scope)), names);
        var places = new Dictionary<string, int>();
        foreach (var name in names)
        {
            places.TryAdd(Binding(name), name.Span.Start);
        }

        return [.. symbols.OrderBy(s => Place(s, places, names))];
    }

    // A name in a run of names (AXB) stands where its letters stand.
    private static int Place(Symbol symbol, Dictionary<string, int> places, List<NameSyntax> names)
    {
        if (places.TryGetValue(symbol.Name.Text, out int place))
        {
            return place;
        }

        foreach (var name in names)
        {
            int at = name.Indices.IsEmpty ? name.Text.IndexOf(symbol.Name.Text, StringComparison.Ordinal) : -1;
            if (at >= 0)
            {
                return name.Span.Start + at;
            }
        }

        return int.MaxValue;
    }

    private static string Binding(NameSyntax name) => name.Indices.Length == 0 ? name.Text
        : $"{name.Text}[{string.Join(",", name.Indices.Select(i => Symbolic.Binding.Names.TryIndex(i)?.ToString() ?? "?"))}]";

    private static void Names(Syntax syntax, List<NameSyntax> names)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (syntax)
        {
            case NameSyntax n:
                names.Add(n);
                break;
            case PowerSyntax { Braced: true, Base: NameSyntax { Indices.IsEmpty: true } n } p:
                // W^{l+1} may be W[l+1].
                names.Add(n with { Indices = [p.Exponent] });
                Names(n, names);
                Names(p.Exponent, names);
                break;
            default:
                foreach (var part in SyntaxNames.Parts(syntax))
                {
                    Names(part, names);
                }

                break;
        }
    }
}
