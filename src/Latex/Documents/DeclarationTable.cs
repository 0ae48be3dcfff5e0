using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Latex;

/// <summary>The rows of a table of declarations: the name with its space, and what is known of it.</summary>
internal static class DeclarationTable
{
    private const int MostTogether = 4;

    private static readonly (Attributes Flag, string Word)[] Words =
    [
        (Attributes.Diagonal, "diagonal"), (Attributes.PositiveDefinite, "positive definite"), (Attributes.Symmetric, "symmetric"),
        (Attributes.Orthogonal, "orthogonal"), (Attributes.Lower, "lower triangular"), (Attributes.Upper, "upper triangular"),
        (Attributes.Skew, "skew-symmetric"), (Attributes.Invertible, "invertible"), (Attributes.Positive, "positive"),
    ];

    /// <summary>Name and remark, in the order in which they were declared.</summary>
    public static IEnumerable<(Box Name, IReadOnlyList<Box> Remark)> Rows(Scope scope)
    {
        if (scope.Dimensions.Count > 0)
        {
            yield return (Listed(scope.Dimensions.Select(Names.Subscripted)), [new Prose("sizes")]);
        }

        foreach (var (symbols, remark) in Together(scope))
        {
            yield return (Row.Of(Listed(symbols.Select(s => Notation.Of(s))), new Sign("∈"), Space(symbols[0].Shape)), remark);
        }

        var unknown = scope.Functions.Values.Where(f => f.IsUnknown).ToList();
        if (unknown.Count > 0)
        {
            yield return (Listed(unknown.Select(f => Names.Subscripted(f.Name))), [new Prose(unknown.Count == 1 ? "elementwise function" : "elementwise functions")]);
        }

        foreach (var definition in scope.OperatorDefinitions)
        {
            yield return (Notation.Of(definition), [new Prose(((Apply)definition.Left).Operator is ElementwiseOperator ? "elementwise, defined" : "operator, defined")]);
        }

        foreach (var law in scope.Laws)
        {
            yield return (Notation.Of(law.Statement), [new Prose($"law ({law.Proof})")]);
        }

        foreach (var fact in scope.Facts)
        {
            var nabla = new Scripts(new Sign("∇"), Notation.Of(fact.Wrt), fact.Order == 2 ? new Numeral("2") : null);
            yield return (Row.Of(Row.Unit(nabla, Notation.Of(fact.Of)), new Sign("="), Notation.Of(fact.Name)), [new Prose("given")]);
        }
    }

    // Neighbours of one shape of which nothing else is said have one row.
    private static List<(List<Symbol> Symbols, List<Box> Remark)> Together(Scope scope)
    {
        var rows = new List<(List<Symbol> Symbols, List<Box> Remark)>();
        foreach (var symbol in scope.Symbols.Values.Where(s => s.Derivative is null))
        {
            var remark = Remark(symbol, scope);
            if (remark.Count == 0 && rows is [.., { Remark.Count: 0 } last] && last.Symbols.Count < MostTogether && last.Symbols[0].Shape.Equals(symbol.Shape))
            {
                last.Symbols.Add(symbol);
            }
            else
            {
                rows.Add(([symbol], remark));
            }
        }

        return rows;
    }

    private static Box Space(Symbolic.Shapes.Shape shape)
    {
        var reals = new Letter("R", Face.Double);
        return shape.IsScalar ? reals : new Scripts(reals, null, shape.Columns.IsOne ? Names.Of(shape.Rows) : Names.Of(shape));
    }

    private static List<Box> Remark(Symbol symbol, Scope scope)
    {
        var boxes = new List<Box>();
        if (scope.Definitions.TryGetValue(symbol, out var definition))
        {
            boxes.Add(Row.Of(new Sign("=", isPrefix: true), Notation.Of(definition, NotationOptions.Default.With(scope))));
        }

        if (scope.Layers.Of(symbol) is { } template && ReferenceEquals(template.Left, symbol))
        {
            var range = template.Range;
            boxes.Add(Row.Of(new Sign("=", isPrefix: true), Notation.Of(template.Right, NotationOptions.Default.With(scope))));
            boxes.Add(new Prose(" for "));
            boxes.Add(Row.Of(Names.Of(range.At), new Sign("="), Names.Of(range.From), new Sign(","), new Sign("…"), new Sign(","), Names.Of(range.To)));
        }

        if (scope.Dependencies.TryGetValue(symbol, out var of) && of.Count > 0)
        {
            Add("function of ");
            boxes.Add(Listed(of.Select(s => Notation.Of(s))));
        }

        foreach (var (flag, word) in Words.Where(w => symbol.Attributes.HasFlag(w.Flag)))
        {
            bool implied = flag switch
            {
                Attributes.Symmetric => (symbol.Attributes & (Attributes.Diagonal | Attributes.PositiveDefinite)) != 0,
                Attributes.Invertible => (symbol.Attributes & (Attributes.Orthogonal | Attributes.PositiveDefinite)) != 0,
                _ => false,
            };
            if (!implied)
            {
                Add(word);
            }
        }

        if (scope.Inferred.Contains(symbol))
        {
            Add("inferred");
        }

        return boxes;

        void Add(string words) => boxes.Add(new Prose(boxes.Count > 0 ? ", " + words : words));
    }

    private static Row Listed(IEnumerable<Box> boxes) => Row.Of([.. boxes.SelectMany((b, i) => i == 0 ? new[] { b } : [new Sign(","), b])]);
}
