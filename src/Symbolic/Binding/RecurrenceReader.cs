using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// Reads recurrences: <c>for l = 1..L:</c> with a definition behind it, or with definitions on the lines below that are
/// indented further. Each defines a family at the index, in terms of families at the index and one before it.
/// </summary>
internal static partial class RecurrenceReader
{
    /// <summary>Does a line begin a recurrence?</summary>
    public static bool IsHeader(SourceText source, Span line) => Header().IsMatch(source.Text.Substring(line.Start, line.Length));

    /// <summary>The range that a line begins with, and the stretch behind the colon.</summary>
    public static (LayerRange Range, Span Behind) ReadHeader(Scope scope, SourceText source, Span line)
    {
        var match = Header().Match(source.Text.Substring(line.Start, line.Length));
        var errors = new BindErrors(source);
        Size Limit(Group g)
        {
            var span = new Span(line.Start + g.Index, g.Length);
            return Names.Size(Parser.ParseRelation(source, span, static _ => false).Sides[0], errors);
        }

        string index = Names.Of((NameSyntax)Parser.ParseRelation(source, new Span(line.Start + match.Groups["index"].Index, match.Groups["index"].Length), static _ => false).Sides[0], errors).Text;
        var (from, to) = (Limit(match.Groups["from"]), Limit(match.Groups["to"]));
        if (Indices.Has(from, index) || Indices.Has(to, index))
        {
            throw errors.BadLine(line, $"the limits of {index} depend on it", "for l = 1..L: …");
        }

        if ((to - from).Value is { } length && length < Rational.Zero)
        {
            throw errors.BadLine(line, $"the index {index} has no values from {from} to {to}", "for l = 1..L: …");
        }

        scope.Dimensions.UnionWith(from.Names.Concat(to.Names).Where(n => n.Indices.Count == 0));
        int start = line.Start + match.Length;
        return (new(index, from, to), new(start, line.End - start));
    }

    /// <summary>The definitions of the recurrence that begins at a line; the lines that belong to it are taken from the queue.</summary>
    public static void Read(Scope scope, SourceText source, Span line, Queue<Span> below)
    {
        var (range, rest) = ReadHeader(scope, source, line);
        int indent = Column(source, line);
        var bodies = new List<Span>();
        if (rest.Length > 0)
        {
            bodies.Add(rest);
        }

        while (below.TryPeek(out var next) && Column(source, next) > indent)
        {
            bodies.Add(below.Dequeue());
        }

        if (bodies.Count == 0)
        {
            throw new BindErrors(source).BadLine(line, "the recurrence defines nothing", $"write the definition behind the colon, or on lines below that are indented further");
        }

        foreach (var body in bodies)
        {
            Define(scope, source, range, body);
        }
    }

    /// <summary>Orders the recurrences as they are computed at one value of the index.</summary>
    public static void Order(Scope scope, SourceText source)
    {
        var open = scope.Layers.Templates.ToList();
        scope.Layers.Templates.Clear();
        while (open.Count > 0)
        {
            var waiting = open.Select(t => t.Left.Name.Base).ToHashSet();
            var next = open.Find(t => !LayerGraph.Uses(t.Right, t.Range.Index).Any(u => u.Offset == 0 && waiting.Contains(u.Family)))
                ?? throw new BindErrors(source).BadLine(new(0, 0), $"'{open[0].Left.Name}' is defined in terms of itself", "what comes before has another index: h[t] = f(h[t-1])");
            scope.Layers.Templates.Add(next);
            open.Remove(next);
        }
    }

    private static void Define(Scope scope, SourceText source, LayerRange range, Span body)
    {
        var errors = new BindErrors(source);
        var relation = Parser.ParseRelation(source, body, ExpressionReader.IsFunction(scope));
        if (relation.Sides.Length != 2 || NameOf(relation.Sides[0], errors) is not { } name)
        {
            throw errors.BadLine(body, "a recurrence defines a name with an index", $"h[{range.Index}] = f(h[{range.Index}-1])");
        }

        if (name.Indices is not [{ Offset: 0 } index] || index.Variable != range.Index)
        {
            throw errors.BadLine(relation.Sides[0].Span, $"'{name}' is not at the index {range.Index}", $"write {name.Base}[{range.Index}] = …");
        }

        if (scope.Layers.Of(name.Base) is not null)
        {
            throw errors.BadLine(relation.Sides[0].Span, $"'{name}' is defined twice", null);
        }

        if (scope.Layers.Templates.Count > 0 && scope.Layers.Index != range.Index)
        {
            throw errors.BadLine(body, $"recurrences of a document share their index, which is {scope.Layers.Index} above", null);
        }

        FromFirstValues(scope, name, relation.Sides[1], range, errors);

        // In the terms the index is a number.
        bool known = !scope.Dimensions.Add(new Name(range.Index));
        var value = Value(scope, source, name, relation.Sides);
        if (!known)
        {
            scope.Dimensions.Remove(new Name(range.Index));
        }

        if (!scope.Symbols.TryGetValue(name, out var symbol))
        {
            symbol = scope.Member(name) ?? Symbol.Of(name, value.Shape);
            scope.Declare(symbol);
        }

        if (value.IsScalar && !symbol.IsScalar)
        {
            value = Operators.Make.Spread(value, symbol.Shape);
        }

        if (symbol.Shape != value.Shape)
        {
            throw errors.DeclaredTwice(relation.Sides[0].Span, name.Text, symbol.Shape.ToString(), value.Shape.ToString());
        }

        Agree(scope, symbol, range, relation.Sides[0].Span, errors);
        scope.Layers.Templates.Add(new(symbol, value, range));
        foreach (var (family, offset) in LayerGraph.Uses(value, range.Index))
        {
            if (offset is not (0 or -1))
            {
                throw errors.BadLine(body, $"'{family}' is used {(offset > 0 ? "ahead of" : "more than one step before")} the index", "carry it along by a name: g[t] = h[t-1]");
            }
        }
    }

    // Together with the left side where its shape is known; what does not conform by itself is told of the right side alone.
    private static Expr Value(Scope scope, SourceText source, Name name, IReadOnlyList<Syntax> sides)
    {
        try
        {
            return scope.Symbols.ContainsKey(name) ? ExpressionReader.Infer(sides, scope, source)[1] : ExpressionReader.Infer([sides[1]], scope, source)[0];
        }
        catch (DiagnosticException) when (scope.Symbols.ContainsKey(name))
        {
            return ExpressionReader.Infer([sides[1]], scope, source)[0];
        }
    }

    // What was found for h[t-1] must be the shape of h[t] one step before.
    private static void Agree(Scope scope, Symbol symbol, LayerRange range, Span at, BindErrors errors)
    {
        var index = Size.Of(new Name(range.Index));
        foreach (var before in scope.Symbols.Values.Where(s => s.Name.Base == symbol.Name.Base && s.Name.Indices is [{ Offset: -1 } i] && i.Variable == range.Index))
        {
            var shape = new IndexPut(new Dictionary<string, Size> { [range.Index] = index + Size.One }).In(before).Shape;
            if (shape != symbol.Shape)
            {
                throw errors.BadLine(at, $"{symbol.Name} would be {symbol.Shape}, and {before.Name} is {before.Shape}",
                    $"declare the sizes: {symbol.Name}: n[{range.Index}] where they change with {range.Index}, {symbol.Name}: n where they do not");
            }
        }
    }

    // h[t-1] and h[t] that are not declared have the shape of the first value h[0], if that is the same for every step.
    private static void FromFirstValues(Scope scope, Name left, Syntax right, LayerRange range, BindErrors errors)
    {
        foreach (var name in SyntaxNames.Of(right).OfType<NameSyntax>().Where(n => n.Indices.Length == 1).Select(n => Names.Of(n, errors)).Distinct())
        {
            if (name.Indices is [{ Offset: -1 } before] && before.Variable == range.Index && !scope.Symbols.ContainsKey(name) && scope.Member(name) is null
                && scope.Symbols.Values.FirstOrDefault(s => s.Name.Base == name.Base && s.Name.Indices is [var i] && Indices.AsSize(i).Equals(range.From - Size.One)) is { } first
                && first.Shape.Rows.Names.Concat(first.Shape.Columns.Names).All(n => n.Indices.Count == 0))
            {
                scope.Declare(Symbol.Of(name, first.Shape));
                if (name.Base == left.Base && !scope.Symbols.ContainsKey(left))
                {
                    scope.Declare(Symbol.Of(left, first.Shape));
                }
            }
        }
    }

    private static Name? NameOf(Syntax syntax, BindErrors errors) => syntax switch
    {
        NameSyntax n => Names.Of(n, errors),
        PowerSyntax { Braced: true, Base: NameSyntax b } p when Names.TryIndex(p.Exponent) is { } index => new Name(b.Text, index),
        _ => null,
    };

    private static int Column(SourceText source, Span line) => line.Start - (source.Text.LastIndexOf('\n', Math.Max(line.Start - 1, 0)) + 1);

    [GeneratedRegex(@"^for\s+(?<index>\w+)\s*=\s*(?<from>[^:]+?)\s*(\.\.\.?|…)\s*(?<to>[^:]+?)\s*:\s*")]
    private static partial Regex Header();
}
