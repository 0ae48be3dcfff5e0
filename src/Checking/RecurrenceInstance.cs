using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>Recurrences written out for a number of steps, and values for the indices that a statement leaves open.</summary>
internal sealed class RecurrenceInstance
{
    private readonly UnrolledLayers steps;
    private readonly IndexPut indices;
    private readonly string numbers;

    private readonly Func<Expr, Expr> meant = e => e;
    private readonly Scope? own;

    private RecurrenceInstance(UnrolledLayers steps, IReadOnlyDictionary<string, Size> limits, IReadOnlyDictionary<string, Size> values)
    {
        (this.steps, indices) = (steps, new IndexPut(values));
        numbers = string.Join(", ", limits.Select(v => $"{v.Key} = {v.Value}"));
        Text = string.Join(", ", limits.Concat(values).Select(v => $"{v.Key} = {v.Value}"));
    }

    private RecurrenceInstance(RecurrenceInstance at, Scope place, Func<Expr, Expr> put) => (steps, indices, numbers, Text, own, meant) = (at.steps, at.indices, at.numbers, at.Text, place, put);

    /// <summary>What names mean.</summary>
    public Scope Scope => own ?? steps.Scope;

    /// <summary>The numbers: L = 3, l = 1.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string ToString() => Text.Length == 0 ? "" : $"at {Text}";

    /// <summary>An expression with the numbers put in.</summary>
    public Expr In(Expr e) => meant(steps.In(indices.In(e)));

    /// <summary>The instance of a statement about value functions.</summary>
    public RecurrenceInstance With(ValueFunctions values, IReadOnlyList<Expr> sides, IReadOnlyList<Symbol> formula)
    {
        var (place, put) = values.At(steps.Scope, numbers, [.. sides.Select(In)], formula.Select(In));
        return new(this, place, put);
    }

    /// <summary>A symbol with the numbers put in.</summary>
    public Symbol In(Symbol s) => (Symbol)In((Expr)s);

    /// <summary>Is a symbol the one of a family at some value of its index, or the other way round?</summary>
    public static bool IsMember(Symbol s, Symbol of) => s.Name.Base == of.Name.Base && s.Name.Indices.Count == of.Name.Indices.Count;

    /// <summary>The values of the indices that the sides leave open at which all that is written exists, among those that the statement is about.</summary>
    public static IEnumerable<RecurrenceInstance> Of(UnrolledLayers steps, Scope document, IReadOnlyList<Expr> sides, IndexCondition? where)
    {
        var limits = UnrolledLayers.Limits(document);
        var written = Symbols(sides);
        var open = written.SelectMany(s => s.Name.Indices).Select(i => i.Variable).OfType<string>().Where(v => !Indices.IsBound(v) && !limits.Contains(v)).Distinct().ToList();
        var range = document.Layers.Templates.SelectMany(t => steps.Values(t.Range)).Distinct().Order().ToList();
        var there = Existing(steps, document);
        var shown = limits.ToDictionary(n => n, n => steps.Limit(n));

        // A condition may speak of more indices than the sides do: 1 ≤ k < l.
        var others = where is null ? [] : where.Names.Where(n => !open.Contains(n) && !limits.Contains(n)).Distinct().ToList();
        bool Holds(Dictionary<string, Size> values) => where is null || where.Holds(n => (values.GetValueOrDefault(n) ?? shown.GetValueOrDefault(n))?.Value is { } v && v.TryToInt32(out int at) ? at : null) == true;
        foreach (var values in Choices(open, range))
        {
            if (!Choices(others, range).Any(rest => Holds(new(values.Concat(rest)))))
            {
                continue;
            }

            var instance = new RecurrenceInstance(steps, shown, values);
            if (Symbols([.. sides.Select(instance.In)]).All(s => there(s)))
            {
                yield return instance;
            }
        }
    }

    private static IEnumerable<Dictionary<string, Size>> Choices(List<string> open, List<int> range)
    {
        IEnumerable<Dictionary<string, Size>> all = [[]];
        foreach (string name in open)
        {
            all = all.SelectMany(a => range.Select(v => new Dictionary<string, Size>(a) { [name] = Size.Of(v) }));
        }

        return all;
    }

    // What the recurrences compute or use, and what has no index. What the text defines or names at an open index exists where all that
    // it is made of exists: δ[l+1] = ∇_{z[l+1]} J not after the last step. Other families exist at every step.
    private static Func<Symbol, bool> Existing(UnrolledLayers steps, Scope document)
    {
        bool IsOpen(Symbol s) => document.Layers.Of(s) is null && document.Definitions.Keys.Concat(document.Facts.Select(f => f.Name)).Any(d => IsMember(s, d) && d.Name.Indices.Any(i => i.Variable is not null));
        var used = steps.Scope.Definitions.Where(d => !IsOpen(d.Key)).SelectMany(d => Rewrite.Symbols(d.Value).Append(d.Key))
            .Concat(steps.Scope.Facts.Where(f => !IsOpen(f.Name)).Select(f => f.Name)).ToHashSet();
        var waiting = steps.Scope.Definitions.Where(d => IsOpen(d.Key)).Select(d => (Name: d.Key, Of: Rewrite.Symbols(d.Value).ToList()))
            .Concat(steps.Scope.Facts.Where(f => IsOpen(f.Name)).Select(f => (f.Name, Of: new List<Symbol> { f.Of, f.Wrt }))).ToList();
        var families = used.Concat(waiting.Select(w => w.Name)).Where(s => s.Name.Indices.Count > 0).Select(s => s.Name.Base).ToHashSet();
        families.ExceptWith(document.Dependencies.Keys.Where(k => k.Name.Indices.Any(i => i.Variable is not null)).Select(k => k.Name.Base));
        var range = document.Layers.Templates.SelectMany(t => steps.Values(t.Range)).ToHashSet();
        bool Exists(Symbol s) => s.Name.Indices.Count == 0 || used.Contains(s)
            || (!families.Contains(s.Name.Base) && s.Name.Indices.All(i => i.Variable is null && range.Contains((int)i.Offset)));
        while (waiting.RemoveAll(w => w.Of.TrueForAll(s => Exists(s)) && (used.Add(w.Name) || true)) > 0)
        {
        }

        return Exists;
    }

    /// <summary>What occurs, differentiated or not, and what is differentiated by.</summary>
    public static IReadOnlyList<Symbol> Symbols(IReadOnlyList<Expr> sides) =>
    [
        .. Rewrite.Nodes(sides).SelectMany(e => e switch
        {
            Symbol s => [s],
            Differential d => [d.Of],
            Apply { Operator: Nabla n } => n.Variables,
            _ => Enumerable.Empty<Symbol>(),
        }).Distinct(),
    ];
}
