using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>
/// Makes one algorithm of an objective, the recurrences that it looks at, and derivatives that were derived: what they need of each other is
/// found by their names, put in passes by the order of the derivative, and scheduled. Nothing speaks of networks.
/// </summary>
internal sealed class AlgorithmBuilder
{
    private readonly Scope scope;
    private readonly LayerModel model;
    private readonly Symbol objective;
    private readonly Dictionary<string, List<Quantity>> quantities = [];
    private readonly List<Quantity> ordered = [];

    private AlgorithmBuilder(Scope scope, Symbol objective) => (this.scope, model, this.objective) = (scope, scope.Layers, objective);

    /// <summary>The algorithm for an objective and what is asked for of its derivatives.</summary>
    /// <exception cref="NotDifferentiableException">What is needed was not derived, or can't be ordered.</exception>
    public static Algorithm Of(Scope scope, Symbol objective, IReadOnlyList<LayerResult> goals, params IReadOnlyList<LayerFormula> formulas)
    {
        var builder = new AlgorithmBuilder(scope, objective);
        builder.Value();
        foreach (var goal in goals)
        {
            builder.Goal(goal);
        }

        foreach (var formula in formulas)
        {
            builder.Need(formula.Name, KeyOf(formula));
        }

        var algorithm = builder.Finish(goals, formulas);
        AlgorithmTrace.Check(algorithm);
        return algorithm;
    }

    private Algorithm Finish(IReadOnlyList<LayerResult> goals, IReadOnlyList<LayerFormula> formulas)
    {
        // A definition that uses derivatives belongs to the pass of the last of them.
        for (bool again = true; again;)
        {
            again = false;
            foreach (var q in ordered)
            {
                var last = q.Uses.SelectMany(u => quantities.GetValueOrDefault(u.Key, [])).Select(u => u.Pass).Append(q.Pass).Max();
                (again, q.Pass) = (again || last != q.Pass, last);
            }
        }

        // What is computed for all steps comes in the order of the document.
        var rank = model.Templates.Select((t, i) => (t.Left.Name.Base, i)).ToDictionary(t => t.Base, t => t.i);
        Pass[] passes = [.. Enum.GetValues<PassKind>().Select(kind => (kind, All: ordered.Where(q => q.Pass == kind).OrderBy(q => rank.GetValueOrDefault(q.Key, int.MaxValue)).ToList()))
            .Where(p => p.All.Count > 0).Select(p => new Pass(p.kind, PassSchedule.Of(p.All, descending: p.kind != PassKind.Forward)))];
        return new()
        {
            Objective = objective,
            Passes = passes,
            Inputs = Inputs(passes),
            Results = [(objective, null), .. goals.Select(g => (g.Name ?? g.Answer.Asked, g.Answer.Range)), .. formulas.Select(f => ((Expr)f.Name, f.Range))],
            Kept = Kept(),
            Index = model.Index,
            Assumptions = [.. goals.SelectMany(g => g.Answer.Assumptions).Distinct()],
            IsComputed = s => KeyOf(s) is not null,
        };
    }

    // The value of the objective: its sum over the steps adds up in the loop that computes what it looks at.
    private void Value()
    {
        var parts = Layers.Objective.Of(objective, scope);
        if (parts.Running.Count == 0)
        {
            Add(new() { Key = objective.Name.Text, Target = objective, Cases = [AtOnce(scope.Definitions[objective])] });
            return;
        }

        Sum(objective, PassKind.Forward, parts.Ends, [.. parts.Running.Select(r => (r.Term, r.From, r.To))]);
    }

    // target = rest + Σ term.
    private void Sum(Expr target, PassKind pass, Expr rest, IReadOnlyList<(Expr Term, Size From, Size To)> terms)
    {
        string key = target is Symbol s ? s.Name.Text : target.ToString()!;
        bool early = !Objective.Reached(rest, scope).Any(x => x.Derivative is not null || model.Of(x) is not null || Fact(x) is not null);
        Add(new() { Key = key, Target = target, Pass = pass, Cases = [AtOnce(early ? rest : Make.Zero(target.Shape))] });
        foreach (var ((term, from, to), k) in terms.Select((t, k) => (t, k)))
        {
            Add(new() { Key = $"{key} + {k}", Target = target, Pass = pass, Range = new(model.Index, from, to), Cases = [new(from, to, term)], Adds = true, After = [key] });
        }

        if (!early)
        {
            Add(new() { Key = key + " + rest", Target = target, Pass = pass, Cases = [AtOnce(rest)], Adds = true, After = [.. terms.Select((_, k) => $"{key} + {k}")] });
        }
    }

    private void Goal(LayerResult goal)
    {
        string key = KeyOf(goal);
        if (quantities.ContainsKey(key))
        {
            return;
        }

        var answer = goal.Answer;
        var pass = answer.Kind == DerivationKind.Hessian ? PassKind.SecondOrder : PassKind.Backward;
        if (answer.Range is null && Split(answer.Cases[0].Value) is { Terms.Count: > 0 } sum)
        {
            Sum(answer.Asked, pass, sum.Left, sum.Terms);
            return;
        }

        Add(new() { Key = key, Target = goal.Name ?? answer.Asked, Pass = pass, Range = answer.Range, Cases = answer.Range is null ? [AtOnce(answer.Cases[0].Value)] : answer.Cases });
    }

    // rest + Σ terms over the index, where the sum has that form.
    private (Expr Left, List<(Expr, Size, Size)> Terms) Split(Expr value)
    {
        var terms = new List<(Expr, Size, Size)>();
        var rest = new List<Expr>();
        foreach (var term in value is Sum s ? s.Terms : [value])
        {
            var sums = term is Product p ? [.. p.Children.Where(IsSum)] : new[] { term }.Where(IsSum).ToArray();
            if (sums is [Apply { Operator: IndexedSum range } a] && (ReferenceEquals(term, a) || !term.Children.Where(c => c != a).Any(c => Rewrite.Contains(c, IsSum))))
            {
                terms.Add((Rewrite.Substitute(term, a, IndexedTerm.At(a, Size.Of(new Name(model.Index)))), range.From, range.To));
            }
            else
            {
                rest.Add(term);
            }
        }

        return (rest.Count == 0 ? Make.Zero(value.Shape) : Symbolic.Expressions.Sum.Of(rest), terms);
    }

    private static bool IsSum(Expr e) => e is Apply { Operator: IndexedSum };

    private static LayerCase AtOnce(Expr value) => new(Size.One, Size.One, value);

    private void Add(Quantity quantity)
    {
        (quantities.TryGetValue(quantity.Key, out var same) ? same : quantities[quantity.Key] = []).Add(quantity);
        ordered.Add(quantity);
        foreach (var found in quantity.Cases)
        {
            foreach (var symbol in Rewrite.Symbols(found.Value))
            {
                if (KeyOf(symbol) is { } key)
                {
                    Need(symbol, key);
                    quantity.Uses.Add(new(key, quantity.Range is null ? null : Quantity.OffsetOf(symbol, model.Index, found)));
                    foreach (var first in Firsts(key))
                    {
                        Need(first, first.Name.Text);
                        quantity.Uses.Add(new(first.Name.Text, null));
                    }
                }
            }
        }
    }

    // a[0], where it is defined.
    private IEnumerable<Symbol> Firsts(string family) => model.Of(family) is null ? [] : scope.Definitions.Keys.Where(s => s.Name.Base == family && s.Name.Indices.Count == 1);

    private LayerFact? Fact(Symbol s) => s.Name.Indices.Count == 1 && s.Derivative is null ? model.Facts.Find(f => f.Outer is null && f.Fact.Name.Name.Base == s.Name.Base) : null;

    private static string KeyOf(LayerResult result) => result.Name is { } name ? name.Name.Base
        : result.Answer is { Kind: DerivationKind.Gradient, Variables: [var v] } ? KeyOf(result.Answer.Of, v) : result.Answer.Asked.ToString()!;

    private static string KeyOf(Symbol of, Symbol wrt) => $"grad({of.Name.Base}, {(wrt.Name.Indices.Count == 1 ? wrt.Name.Base + "[]" : wrt.Name.Text)})";

    // What a symbol is known by among what is computed; null for what is put in.
    private string? KeyOf(Symbol s) => s.Derivative is { } d ? KeyOf(d.Of, d.Wrt)
        : scope.Definitions.ContainsKey(s) ? s.Name.Text
        : model.Of(s) is { } template ? IsBefore(s, template) ? null : s.Name.Base
        : Fact(s) is not null ? s.Name.Base
        : Formula(s) is { } formula ? KeyOf(formula)
        : model.Facts.Exists(f => f.Outer is not null && f.Fact.Name.Name.Base == s.Name.Base) ? throw new NotDifferentiableException($"{s} joins two steps, and has no place in a pass over the steps")
        : null;

    private static string KeyOf(LayerFormula formula) => formula.Name.Name.Indices.Count == 1 ? formula.Name.Name.Base : formula.Name.Name.Text;

    private LayerFormula? Formula(Symbol s) => model.Formulas.Find(f => f.Name.Name.Base == s.Name.Base && f.Name.Name.Indices.Count == s.Name.Indices.Count);

    // a[0], of a family that begins at 1.
    private static bool IsBefore(Symbol s, Template template) => (template.Range.From - Indices.AsSize(s.Name.Indices[0])).Value is { Sign: > 0 };

    private void Need(Symbol s, string key)
    {
        if (quantities.ContainsKey(key))
        {
            return;
        }

        if (s.Derivative is { } d)
        {
            Goal(model.Results.FindLast(r => r.Name is null && r.Answer.Kind == DerivationKind.Gradient && r.Answer.Variables is [var v] && KeyOf(r.Answer.Of, v) == key)
                ?? throw new NotDifferentiableException($"the gradient of {d.Of} by {d.Wrt} is used, and was not derived for every {model.Index}; derive it first and give it a name"));
        }
        else if (scope.Definitions.TryGetValue(s, out var definition))
        {
            Add(new() { Key = key, Target = s, Cases = [AtOnce(definition)] });
        }
        else if (model.Of(s) is { } template)
        {
            Add(new() { Key = key, Target = template.Left, Range = template.Range, Cases = [new(template.Range.From, template.Range.To, template.Right)] });
        }
        else if (Fact(s) is { } fact)
        {
            Add(new() { Key = key, Target = fact.Fact.Name, Pass = fact.Fact.Order == 2 ? PassKind.SecondOrder : PassKind.Backward, Range = fact.Range, Cases = fact.Cases });
        }
        else if (Formula(s) is { } formula)
        {
            Add(new() { Key = key, Target = formula.Name, Pass = PassKind.Directional, Range = formula.Range, Cases = formula.Range is null ? [AtOnce(formula.Cases[0].Value)] : formula.Cases });
        }
    }

    // Families first: a member with a number for its index is one of its family where that is put in, too.
    private AlgorithmInput[] Inputs(IReadOnlyList<Pass> passes)
    {
        var read = passes.SelectMany(p => p.Lines).SelectMany(l => Rewrite.Symbols(l.Value).Where(s => KeyOf(s) is null).Select(s => (Symbol: s, l.Range))).ToList();
        var extents = new Dictionary<Symbol, Extent?>();
        foreach (var (s, range) in read.Where(r => IsMember(r.Symbol)))
        {
            var family = new IndexPut(new Dictionary<string, Size> { [model.Index] = Size.Of(new Name(model.Index)) - Size.Of(s.Name.Indices[0].Offset) }).In(s);
            (extents.TryGetValue(family, out var extent) ? extent : extents[family] = new Extent(model.Index))!.Add(s.Name.Indices[0], range);
        }

        foreach (var (s, range) in read.Where(r => !IsMember(r.Symbol)))
        {
            if (s.Name.Indices.Count == 1 && extents.FirstOrDefault(f => f.Key.Name.Base == s.Name.Base && f.Value is not null).Value is { } extent)
            {
                extent.Add(s.Name.Indices[0], range);
            }
            else
            {
                extents.TryAdd(s, null);
            }
        }

        return [.. extents.Select(e => new AlgorithmInput(e.Key, e.Value?.Range)), .. Before().Distinct().Select(s => new AlgorithmInput(s, null))];
    }

    // p[0], where p is defined from p[1] on and no line defines it.
    private IEnumerable<Symbol> Before() =>
        from q in ordered
        from found in q.Cases
        from s in Rewrite.Symbols(found.Value)
        where s.Derivative is null && IsMember(s) && model.Of(s) is not null
        let first = new IndexPut(new Dictionary<string, Size> { [model.Index] = found.From }).In(s)
        where KeyOf(first) is null
        select first;

    private bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: { } v }] && v == model.Index;

    // What a later pass reads of an earlier one.
    private Kept[] Kept() => [.. ordered.Where(q => q.Target is Symbol && !q.Adds).Select(q =>
    {
        var readers = ordered.Where(o => o.Pass > q.Pass && o.Uses.Exists(u => u.Key == q.Key)).ToList();
        bool everywhere = readers.Exists(r => r.Uses.Exists(u => u.Key == q.Key && u.Offset is not null) && (r.Cases.Count == 1 || r.Cases.Any(c => !c.IsSingle && Reads(c, q.Key))));
        return readers.Count == 0 || q.Range is null ? null
            : new Kept((Symbol)q.Target, everywhere ? q.Range : new(model.Index, q.Range.To, q.Range.To), q.Pass, [.. readers.Select(r => r.Pass).Distinct().Order()]);
    }).OfType<Kept>()];

    private bool Reads(LayerCase found, string key) => Rewrite.Symbols(found.Value).Any(s => KeyOf(s) == key);
}
