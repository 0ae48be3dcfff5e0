using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>Values of the indices of a recurrence, in a document that is written out.</summary>
internal sealed class LayerPlace(UnrolledLayers network, IReadOnlyDictionary<string, Size> values)
{
    private readonly IndexPut put = new(values);

    /// <summary>An expression with the values and all limits put in, its sums and products written out.</summary>
    public Expr In(Expr e) => network.In(put.In(e));

    /// <summary>A symbol there.</summary>
    public Symbol In(Symbol s) => (Symbol)In((Expr)s);
}

/// <summary>
/// The recurrences of a document written out for numbers of steps: every z[1], z[2], … with its definition, every name δ[1], … of
/// a derivative defined by the formula found for it, so that a recursion is evaluated as one.
/// </summary>
internal sealed class UnrolledLayers
{
    private readonly Scope document;
    private readonly IndexPut limits;

    /// <summary>The document with values for the variables in the limits of its ranges.</summary>
    public UnrolledLayers(Scope document, IReadOnlyDictionary<string, Size> values)
    {
        this.document = document;
        limits = new IndexPut(values);
        Scope = new Scope { Letters = document.Letters, Layout = document.Layout };
        foreach (var (symbol, definition) in document.Definitions)
        {
            foreach (var put in Steps(symbol, values))
            {
                Scope.Define(put.In(limits.In(symbol)), WrittenOut(put.In(limits.In(definition))));
            }
        }

        foreach (var template in document.Layers.Templates)
        {
            foreach (int at in Values(template.Range))
            {
                var (left, right) = At(template.Left, template.Right, template.Range.Index, at);
                Scope.Define((Symbol)left, right);
            }
        }

        foreach (var (symbol, of) in document.Dependencies)
        {
            Scope.MakeFunctionOf(limits.In(symbol), [.. of.Select(limits.In)]);
        }

        foreach (var fact in document.Facts)
        {
            foreach (var put in Steps(fact.Name, values))
            {
                Symbol There(Symbol s) => put.In(limits.In(s));
                Scope.Name(fact.Map(There));
            }
        }

        foreach (var fact in document.Layers.Facts)
        {
            Define(fact.Fact.Name, fact.Range, fact.Outer, fact.Cases);
        }

        foreach (var formula in document.Layers.Formulas)
        {
            Define(formula.Name, formula.Range, null, formula.Cases);
        }

        Assume();
    }

    /// <summary>What names mean at these numbers.</summary>
    public Scope Scope { get; }

    /// <summary>The variables in the limits of ranges of recurrences.</summary>
    public static IReadOnlyList<string> Limits(Scope scope) => LayerSeeds.Limits(scope.Layers);

    /// <summary>
    /// Documents written out, from few steps to more, at most so many. Where there are several limits, as k and L of k+1..L, they differ as well,
    /// and no range ends more than one value before it begins.
    /// </summary>
    public static IEnumerable<UnrolledLayers> Choices(Scope scope, int most)
    {
        var names = Limits(scope);
        if (names.Count == 0)
        {
            yield return new(scope, new Dictionary<string, Size>());
            yield break;
        }

        for (int steps = 1; steps <= most; steps++)
        {
            foreach (var values in Numbers(names, steps).Where(v => AreRanges(scope, v)))
            {
                yield return new(scope, values);
            }
        }
    }

    // Numbers for the limits, the largest of which is a number of steps: the same one first, then each of the others smaller by one in turn.
    private static IEnumerable<Dictionary<string, Size>> Numbers(IReadOnlyList<string> names, int steps)
    {
        yield return names.ToDictionary(n => n, _ => Size.Of(steps));
        foreach (string less in names.Where(_ => names.Count > 1 && steps > 1))
        {
            yield return names.ToDictionary(n => n, n => Size.Of(n == less ? steps - 1 : steps));
        }
    }

    private static bool AreRanges(Scope scope, Dictionary<string, Size> values)
    {
        var put = new IndexPut(values);
        return scope.Layers.Templates.TrueForAll(t => (put.In(t.Range.To) - put.In(t.Range.From)).Value is not { } length || (length + Rational.One).Sign >= 0);
    }

    /// <summary>The number in the place of a limit.</summary>
    public Size Limit(string name) => limits.In(Size.Of(new Name(name)));

    /// <summary>The values of an index.</summary>
    public IEnumerable<int> Values(LayerRange range) => Values(range.From, range.To);

    /// <summary>The whole numbers from one limit to another.</summary>
    public IEnumerable<int> Values(Size from, Size to) =>
        limits.In(from).Value is { } first && limits.In(to).Value is { } last && first.TryToInt32(out int a) && last.TryToInt32(out int b)
        ? Enumerable.Range(a, Math.Max(0, b - a + 1)) : throw new WitnessException($"the range {from}..{to} has no number of steps");

    /// <summary>The values of an index for which a formula holds; with an index further out, of both.</summary>
    public IEnumerable<LayerPlace> Places(LayerCase found, LayerRange range, LayerRange? outer = null)
    {
        if (outer is null)
        {
            return Values(found.From, found.To).Intersect(Values(range)).Select(at => new LayerPlace(this, new Dictionary<string, Size> { [range.Index] = Size.Of(at) }));
        }

        return Values(outer).SelectMany(late =>
        {
            var put = new IndexPut(new Dictionary<string, Size> { [outer.Index] = Size.Of(late) });
            return Values(put.In(found.From), put.In(found.To)).Intersect(Values(put.In(range.From), put.In(range.To)))
                .Select(at => new LayerPlace(this, new Dictionary<string, Size> { [range.Index] = Size.Of(at), [outer.Index] = Size.Of(late) }));
        });
    }

    /// <summary>An expression with the numbers put in, its sums and products over ranges of numbers written out.</summary>
    public Expr In(Expr e) => WrittenOut(limits.In(e));

    private Expr At(Expr e, string index, int at) => WrittenOut(limits.In(Indices.Put(e, index, Size.Of(at))));

    private (Expr Left, Expr Right) At(Expr left, Expr right, string index, int at) => (At(left, index, at), At(right, index, at));

    // What is defined at indices that are open is so at every step.
    private IEnumerable<IndexPut> Steps(Symbol symbol, IReadOnlyDictionary<string, Size> values)
    {
        var open = document.Layers.Templates.Count == 0 ? [] : symbol.Name.Indices.Select(i => i.Variable).OfType<string>().Where(v => !values.ContainsKey(v)).Distinct().ToList();
        if (open.Count == 0 || open.Count < symbol.Name.Indices.Count)
        {
            return [new IndexPut(new Dictionary<string, Size>())];
        }

        var steps = document.Layers.Templates.SelectMany(t => Values(t.Range)).Distinct().Order().Select(at => Size.Of(at)).ToList();
        return open.Aggregate<string, IEnumerable<Dictionary<string, Size>>>([[]], (all, v) => all.SelectMany(a => steps.Select(s => new Dictionary<string, Size>(a) { [v] = s }))).Select(put => new IndexPut(put));
    }

    private void Define(Symbol name, LayerRange? range, LayerRange? outer, IReadOnlyList<LayerCase> cases)
    {
        if (range is null)
        {
            Scope.Define((Symbol)In(name), In(cases[0].Value));
            return;
        }

        foreach (var found in cases)
        {
            foreach (var place in Places(found, range, outer))
            {
                Scope.Define(place.In(name), place.In(found.Value));
            }
        }
    }

    private void Assume()
    {
        string? index = document.Layers.Templates.Count > 0 ? document.Layers.Index : null;
        var steps = document.Layers.Templates.SelectMany(t => Values(t.Range)).Distinct().ToList();
        foreach (var assumption in document.Assumptions)
        {
            foreach (int at in index is null ? [0] : steps)
            {
                IndexPut there = index is null ? limits : new(new Dictionary<string, Size> { [index] = Size.Of(at) });
                Assumption put = assumption switch
                {
                    AssumedEquation e => new AssumedEquation(e.Text, In(there.In(e.Left)), In(there.In(e.Right))),
                    AssumedStructure s => new AssumedStructure(s.Text, limits.In(there.In(s.Symbol)), s.Attributes),
                    VanishingDerivative v => v with { Function = limits.In(there.In(v.Function)) },
                    var other => other,
                };
                if (!Scope.Assumptions.Exists(a => a.Equals(put) || (a is AssumedEquation e && put is AssumedEquation n && ReferenceEquals(e.Left, n.Left) && ReferenceEquals(e.Right, n.Right))))
                {
                    Scope.Assumptions.Add(put);
                }
            }
        }
    }

    private static Expr WrittenOut(Expr e)
    {
        if (e is Apply { Operator: IIndexed } a && Unrolled.Terms(a, WrittenOut) is { } terms)
        {
            return terms;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Expr[] children = [.. e.Children.Select(WrittenOut)];
        return Lists.Same(children, e.Children) ? e : e.WithChildren(children);
    }
}
