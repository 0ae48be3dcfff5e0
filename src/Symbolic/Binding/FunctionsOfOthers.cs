using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// Declarations like <c>J: scalar function of z[l+1]</c>, which wait until what they are functions of has a shape.
/// </summary>
internal static class FunctionsOfOthers
{
    /// <summary>Makes those dependent whose arguments are known by now; the others come back, or are an error at the end.</summary>
    public static IReadOnlyList<(Name Name, DeclarationSyntax Syntax)> Resolve(
        Scope scope, IReadOnlyList<(Name Name, DeclarationSyntax Syntax)> waiting, BindErrors errors, bool final)
    {
        var left = new List<(Name, DeclarationSyntax)>();
        foreach (var (name, declaration) in waiting)
        {
            var arguments = declaration.Type.DependsOn.IsDefault ? [] : declaration.Type.DependsOn;
            var names = arguments.Select(a => (Syntax: a, Name: Names.Of(a, errors))).ToList();
            var missing = names.FirstOrDefault(n => !scope.Symbols.ContainsKey(n.Name));
            if (missing.Syntax is not null)
            {
                if (final)
                {
                    throw errors.Unknown(missing.Syntax.Span, missing.Name.Text, "declared or defined");
                }

                left.Add((name, declaration));
                continue;
            }

            var symbol = scope.Symbols.GetValueOrDefault(name) ?? Declare(scope, name, declaration);
            if (names.Count > 0)
            {
                scope.MakeFunctionOf(symbol, [.. names.Select(n => scope.Symbols[n.Name])]);
            }
        }

        return left;
    }

    // "vector" and "matrix" without sizes get sizes of their own.
    private static Symbol Declare(Scope scope, Name name, DeclarationSyntax declaration)
    {
        var used = DeclarationBinder.Sizes(scope).Select(n => n.Text).Concat(scope.Symbols.Keys.Select(n => n.Text)).ToHashSet();
        var letters = new[] { "n", "m", "p", "q", "r", "s", "t" }.Concat(Enumerable.Range(1, 200).Select(i => "n" + i)).Where(l => !used.Contains(l)).Take(2).ToArray();
        var shape = declaration.Type.Columns is null
            ? new Shape(Size.Of(new Name(letters[0])), Size.Of(new Name(letters[1])))
            : Shape.Column(Size.Of(new Name(letters[0])));
        var symbol = Symbol.Of(name, shape);
        scope.Declare(symbol);
        return symbol;
    }
}
