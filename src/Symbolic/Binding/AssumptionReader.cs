using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>Two or more sides in a text.</summary>
internal sealed record SidesSyntax(IReadOnlyList<Syntax> Sides, SourceText Source);

/// <summary>An assumption that waits for the next expression; its sides are there if it is an equation of values.</summary>
internal sealed record OpenAssumption(SourceText Source, Span Line, SidesSyntax? Sides);

/// <summary>
/// Reads what is assumed, a line each: <c>f'' = 0</c>, <c>Q symmetric</c>, and equations of values such as <c>1'y = 1</c>.
/// </summary>
internal static class AssumptionReader
{
    /// <summary>Adds the assumptions of a text to a scope.</summary>
    public static void Read(Scope scope, SourceText source)
    {
        foreach (var line in DefinitionReader.Lines(source))
        {
            scope.Assumptions.Add(ReadLine(scope, source, line));
        }
    }

    /// <summary>The assumption of a line.</summary>
    public static Assumption ReadLine(Scope scope, SourceText source, Span line) => ExpressionReader.Guard(source, () => Read(scope, source, line));

    /// <summary>
    /// Takes the equations out of declarations: <c>y: n, 1'y = 1</c>. What is left keeps its place in the text.
    /// </summary>
    public static (SourceText Declarations, IReadOnlyList<SourceText> Equations) Separate(SourceText source)
    {
        if (!source.Text.Contains('=', StringComparison.Ordinal))
        {
            return (source, []);
        }

        char[] left = source.Text.ToCharArray();
        var equations = new List<SourceText>();
        foreach (var (start, end) in Items(source.Text))
        {
            if (source.Text.IndexOf('=', start, end - start) >= 0)
            {
                var (line, column) = source.Locate(start);
                equations.Add(new(source.Text[start..end], source.Name, line, column));
                left.AsSpan(start, end - start).Fill(' ');
            }
        }

        var (firstLine, firstColumn) = source.Locate(0);
        return (new(new string(left), source.Name, firstLine, firstColumn), equations);
    }

    /// <summary>The assumptions that wait for an expression; they wait no more.</summary>
    public static IReadOnlyList<OpenAssumption> Take(Scope scope)
    {
        if (scope.OpenAssumptions.Count == 0)
        {
            return [];
        }

        List<OpenAssumption> open =
        [
            .. from source in scope.OpenAssumptions
               from line in DefinitionReader.Lines(source)
               select new OpenAssumption(source, line, Equation(scope, source, line)),
        ];
        scope.OpenAssumptions.Clear();
        return open;
    }

    /// <summary>Adds what was taken, now that names have their shapes.</summary>
    public static void Keep(Scope scope, IReadOnlyList<OpenAssumption> open, IReadOnlyList<IReadOnlyList<Expr>> equations)
    {
        int k = 0;
        foreach (var assumption in open)
        {
            scope.Assumptions.Add(assumption.Sides is null
                ? Read(scope, assumption.Source, assumption.Line)
                : new AssumedEquation(Text(assumption.Source, assumption.Line), equations[k][0], equations[k++][1]));
        }
    }

    private static Assumption Read(Scope scope, SourceText source, Span line)
    {
        var errors = new BindErrors(source);
        string text = Text(source, line);
        if (Equation(scope, source, line) is { } equation)
        {
            var sides = ExpressionReader.Infer(equation.Sides, scope, source);
            return new AssumedEquation(text, sides[0], sides[1]);
        }

        if (Vanishing(scope, source, line) is { } vanishing)
        {
            return vanishing;
        }

        int space = text.LastIndexOf(' ');
        if (space <= 0)
        {
            throw errors.BadLine(line, "this can't be assumed", "an equation of values (1'y = 1), f'' = 0 for a declared function, or NAME symmetric (diagonal, orthogonal, posdef, …)");
        }

        var (row, column) = source.Locate(line.Start);
        var name = ExpressionReader.NameOf(new SourceText(text[..space], source.Name, row, column));
        var symbol = scope.Symbols.GetValueOrDefault(name) ?? throw errors.Unknown(line, name.Text, "declared");
        return new AssumedStructure(text, symbol, DeclarationBinder.Attribute(text[(space + 1)..], line, symbol.Shape, errors));
    }

    // An equation, unless it says that a derivative vanishes.
    private static SidesSyntax? Equation(Scope scope, SourceText source, Span line)
    {
        if (source.Text.IndexOf('=', line.Start, line.Length) < 0 || Vanishing(scope, source, line) is not null)
        {
            return null;
        }

        var relation = ExpressionReader.Guard(source, () => Parser.ParseRelation(source, line, ExpressionReader.IsFunction(scope)));
        return relation.Sides.Length == 2 ? new(relation.Sides, source)
            : throw new BindErrors(source).BadLine(line, "an assumption has one equals sign", "a line for each equation");
    }

    // f'' = 0 for an elementwise function f.
    private static VanishingDerivative? Vanishing(Scope scope, SourceText source, Span line)
    {
        if (source.Text.IndexOf('=', line.Start, line.Length) < 0)
        {
            return null;
        }

        var relation = ExpressionReader.Guard(source, () => Parser.ParseRelation(source, line, ExpressionReader.IsFunction(scope)));
        int order = 0;
        var left = relation.Sides[0];
        while (left is TransposeSyntax t)
        {
            order++;
            left = t.Operand;
        }

        return relation.Sides is [_, NumberSyntax { Value.IsZero: true }] && order > 0 && left is NameSyntax f
            && Names.Of(f, new(source)) is var name && scope.Functions.ContainsKey(name)
            ? new(Text(source, line), name, order) : null;
    }

    private static string Text(SourceText source, Span line) => source.Text.Substring(line.Start, line.Length);

    // What stands between commas, semicolons and ends of lines outside of brackets.
    private static IEnumerable<(int Start, int End)> Items(string text)
    {
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c is '\n' or ';' || (c == ',' && depth <= 0))
            {
                yield return (start, i);
                start = i + 1;
            }
        }
    }
}
