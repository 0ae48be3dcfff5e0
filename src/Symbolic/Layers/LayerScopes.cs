using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// A question about one general step, in ordinary definitions: what is differentiated, what names mean, and which symbols
/// stand for others that are held.
/// </summary>
/// <param name="Of">What is differentiated: the objective, or the part of it that matters here.</param>
/// <param name="Scope">What names mean.</param>
/// <param name="Held">Symbols in the place of those that the cut is a function of already, to be read as these.</param>
/// <param name="IsExact">Does the scope say all of the objective's dependence, so that it may be differentiated twice?</param>
internal sealed record StepQuestion(Symbol Of, Scope Scope, IReadOnlyDictionary<Expr, Expr> Held, bool IsExact)
{
    /// <summary>What stands for the objective beyond the cut, where later steps use a variable, too.</summary>
    public Symbol? Rest { get; init; }

    /// <summary>Partial derivatives of what is beyond the cut, and what they are in terms of the names of gradients, which are total.</summary>
    public IReadOnlyList<Statement> Partials { get; init; } = [];
}

/// <summary>
/// Makes ordinary scopes out of recurrences. Beyond a cut – families at one value of the index through which everything later
/// goes – the objective is an unknown function of the cut, whose derivatives are the adjoints there.
/// </summary>
internal sealed partial class LayerScopes(Scope document, Objective objective, LayerGraph graph, IReadOnlyList<LayerFact> pending)
{
    private readonly LayerModel model = document.Layers;
    private readonly LayerStates states = new(graph, objective);
    private readonly Size l = Size.Of(new Name(document.Layers.Index));

    /// <summary>Will be differentiated twice?</summary>
    public required bool IsSecond { get; init; }

    /// <summary>Step l → l+1: both steps are defined, the objective is E(l) and an unknown function of the cut at l+1.</summary>
    public StepQuestion Step(Symbol variable, IReadOnlyList<string> cut)
    {
        var scope = Ordinary();
        foreach (var template in model.Templates)
        {
            Define(scope, template, l, none);
        }

        var held = Beyond(scope, cut, l + Size.One);
        return Ask(scope, [variable], cut, l + Size.One, Terms(cut, isOwn: true), held, []);
    }

    /// <summary>Step l → l+1 with the states of step l as they are, whatever they are computed from, and parameters that what follows uses.</summary>
    public StepQuestion Step(IReadOnlyList<Symbol> from, IReadOnlyList<Symbol> later)
    {
        var scope = Ordinary();
        string[] families = [.. from.Select(s => s.Name.Base)];
        From(scope, families, l);
        var held = Beyond(scope, families, l + Size.One);
        return Ask(scope, [.. from, .. later], families, l + Size.One, Terms(families, isOwn: states.AreObserved(families)), held, later);
    }

    // The terms of step l, and those of step l+1 where these see the states of step l.
    private Expr Terms(IReadOnlyList<string> cut, bool isOwn) =>
        Sum.Of(isOwn ? objective.At(l) : Number.Zero, IsSecond && !states.AreObserved(cut) ? objective.At(l + Size.One) : Number.Zero);

    // What a step computes from states; these are free.
    private void From(Scope scope, IReadOnlyList<string> free, Size at)
    {
        ForgetOthers(scope, free);
        foreach (var template in model.Templates)
        {
            string family = template.Left.Name.Base;
            var (left, _) = template.At(at);
            if (free.Contains(family))
            {
                scope.Declare(left);
                scope.Undefine(left);
            }
            else if (free.Any(s => graph.Depends(family, s)))
            {
                Define(scope, template, at);
            }
        }
    }

    /// <summary>Within step l: the objective is what looks at the variables themselves and an unknown function of the cut at l; what comes before has its definitions from <paramref name="earlier"/>. A parameter <paramref name="still"/> is held in the step itself; parameters <paramref name="later"/> are used by what follows, too.</summary>
    public StepQuestion Within(IReadOnlyList<Symbol> variables, IReadOnlyList<string> cut, Size at, Action<Scope>? earlier = null, Symbol? still = null, params IReadOnlyList<Symbol> later)
    {
        var scope = Ordinary();
        var held = Beyond(scope, cut, at, all: true, still);
        earlier?.Invoke(scope);
        return Ask(scope, variables, cut, at, Rewrite.Substitute(objective.At(at), Reversed(held)), held, later);
    }

    /// <summary>The last step, where the objective has its definition; states that are given are free there. Where they are not all that the objective moves with, or one is computed from another, what it sees of them has a name of its own.</summary>
    public StepQuestion Last(Size at, IReadOnlyList<Symbol>? still = null, bool isPart = false)
    {
        IReadOnlyList<Symbol> free = still ?? [];
        var scope = document.Copy();
        Assume(scope, model.Index, at);
        if (free.Count > 0)
        {
            From(scope, [.. free.Select(s => s.Name.Base)], at);
        }

        foreach (var template in model.Templates.Where(t => t.Range.To.Equals(at) && free.Count == 0))
        {
            Define(scope, template, at, none);
        }

        if (objective.Running.Count == 0 && !isPart)
        {
            return new(objective.Name, scope, none, true);
        }

        return new(
            free.Count > 0 ? Defined(scope, Part(at), Sum.Of(objective.At(at), objective.Ends))
                : Besides(scope, at, Sum.Of([.. Terms(objective.At(at)).Concat(Terms(objective.Ends)).Where(e => Objective.Sees(e, document))])), scope, none, true);
    }

    /// <summary>What of the objective does not belong to a step, the recurrences at rest.</summary>
    public StepQuestion Ends()
    {
        if (objective.Running.Count == 0)
        {
            return new(objective.Name, document, none, true);
        }

        var scope = document.Copy();
        return new(Besides(scope, null, objective.Ends), scope, none, true);
    }

    // The objective as terms that matter and others at rest.
    private Symbol Besides(Scope scope, Size? at, Expr terms)
    {
        var rest = Free(scope, at);
        scope.Declare(rest);
        scope.MakeFunctionOf(rest, []);
        return Defined(scope, objective.Name, Sum.Of(terms, rest));
    }

    private static Symbol Defined(Scope scope, Symbol name, Expr value)
    {
        scope.Declare(name);
        scope.Define(name, value);
        return name;
    }

    /// <summary>The part of the objective from a step on: J[l] = E(l) + J[l+1].</summary>
    public Symbol Part(Size at) => Symbol.Of(new Name(objective.Name.Name.Base, Indices.AsIndex(at)!.Value), Shape.Scalar);

    private static readonly IReadOnlyDictionary<Expr, Expr> none = new Dictionary<Expr, Expr>();

    private Scope Ordinary()
    {
        var scope = document.Copy();
        scope.Undefine(objective.Name);
        return scope;
    }

    /// <summary>What is assumed at the index is assumed at every value of it, and what was proved for every value holds there.</summary>
    internal static void Assume(Scope scope, string index, Size at)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [index] = at });
        foreach (var assumption in scope.Assumptions.Where(a => a.By == Catalogue.Assumption).ToList())
        {
            Assumption there = assumption switch
            {
                VanishingDerivative v => v with { Function = put.In(v.Function) },
                AssumedStructure s => new AssumedStructure(s.Text, put.In(s.Symbol), s.Attributes),
                AssumedEquation e => new AssumedEquation(e.Text, put.In(e.Left), put.In(e.Right)),
                var other => other,
            };
            if (!scope.Assumptions.Contains(there) && !(assumption is AssumedEquation q && ReferenceEquals(put.In(q.Left), q.Left) && ReferenceEquals(put.In(q.Right), q.Right)))
            {
                scope.Assumptions.Add(there);
            }
        }

        scope.Assumptions.AddRange(scope.Layers.LawsAt(at).Where(law => !scope.Assumptions.Exists(a => a.Text == law.Text)));
    }

    private static Dictionary<Expr, Expr> Reversed(IReadOnlyDictionary<Expr, Expr> held) => held.ToDictionary(h => h.Value, h => h.Key);

    /// <summary>Gives a quantity at a value of the index its definition, with others in the place of some quantities.</summary>
    internal static void Define(Scope scope, Template template, Size at, IReadOnlyDictionary<Expr, Expr>? put = null)
    {
        var (left, right) = template.At(at);
        foreach (var symbol in Rewrite.Symbols(right).Append(left).Where(s => !scope.Symbols.ContainsKey(s.Name)))
        {
            scope.Declare(symbol);
        }

        scope.Define(left, put is not { Count: > 0 } ? right : Rewrite.Substitute(right, put));
    }

    // The definitions of step `at` that the cut needs. Members of the cut are coordinates of their own: where one occurs in
    // the definition of another one, it is held.
    private Dictionary<Expr, Expr> Beyond(Scope scope, IReadOnlyList<string> cut, Size at, bool all = false, Symbol? still = null)
    {
        Assume(scope, model.Index, at);
        var needed = all ? [.. model.Templates.Select(t => t.Left.Name.Base)] : graph.Needed(cut);
        var put = new Dictionary<Expr, Expr>();
        bool isNested = Nested(cut) is not null;
        foreach (string family in cut.Where(_ => all || (cut.Count > 1 && !isNested)))
        {
            var (member, _) = model.Of(family)!.At(at);
            put[member] = Held(member);
        }

        if (still is not null)
        {
            put[still] = Held(still);
        }

        foreach (string family in needed)
        {
            Define(scope, model.Of(family)!, at, put);
        }

        foreach (string family in cut.Where(_ => all && isNested))
        {
            scope.Define(model.Of(family)!.At(at).Left, Inlined(family, cut, at));
        }

        return put.ToDictionary(p => p.Value, p => p.Key);
    }

    private static Symbol Held(Symbol s) => Symbol.Of(new Name(s.Name.Base + "_held", [.. s.Name.Indices]), s.Shape, s.Attributes);

    // What is differentiated: J where nothing but the cut is seen, else E + the part beyond.
    private StepQuestion Ask(Scope scope, IReadOnlyList<Symbol> variables, IReadOnlyList<string> cut, Size at, Expr direct, IReadOnlyDictionary<Expr, Expr> held, IReadOnlyList<Symbol> later)
    {
        var moving = new Dependence(scope, variables);
        bool moves = moving.On(direct);
        var nested = Nested(cut);
        bool isPart = later.Count > 0 || nested is not null;
        bool isWhole = !moves && !isPart;
        var rest = isWhole ? objective.Name : Free(scope, at);
        scope.Declare(rest);
        var members = cut.Select(f => model.Of(f)!.At(at).Left).ToList();
        scope.MakeFunctionOf(rest, [.. members, .. later]);
        ForgetOthers(scope, nested is null ? [] : cut);
        List<Statement> partials = nested is null ? [] : [.. members.Select(m => Partial(scope, rest, m, cut, at)).OfType<Statement>()];
        foreach (var member in members)
        {
            Name(scope, rest, member, at, nested, isPartial: partials.Exists(p => p.Left is Symbol { Derivative.Wrt: var by } && ReferenceEquals(by, member)));
        }

        NameBlocks(scope, rest, [.. members, .. later], at, nested is not null);

        // A member or a term that sees a variable beside a held copy of what moves has a second derivative by the two that the copy
        // loses, unless what is beyond the cut is a function of the variable as well.
        var copies = held.Where(h => moving.On(h.Value)).Select(h => h.Key).ToHashSet();
        bool Loses(Expr e) => moving.On(e) && Objective.Reached(e, scope).Any(copies.Contains);
        bool exact = members.TrueForAll(m => !scope.Definitions.TryGetValue(m, out var d) || !Loses(d))
            && Terms(direct).All(t => !Loses(t) || variables.All(v => later.Contains(v) || !new Dependence(scope, [v]).On(t)));
        if (isWhole)
        {
            return new(rest, scope, held, exact) { Partials = partials };
        }

        var whole = isPart ? Part(at.Equals(l) || later.Count == 0 ? l : at - Size.One) : objective.Name;
        var terms = isPart ? direct : Sum.Of([.. Terms(direct).Where(moving.On)]);
        return new(Defined(scope, whole, moves ? Sum.Of(terms, rest) : rest), scope, held, exact) { Rest = later.Count > 0 ? rest : null, Partials = partials };
    }

    private static IEnumerable<Expr> Terms(Expr e) => e switch
    {
        Sum s => s.Terms.SelectMany(Terms),
        Product { Chain.Count: 0, Scalars: [Sum s] } p => s.Terms.SelectMany(Terms).Select(t => Product.Of(p.Coefficient, t)),
        _ => [e],
    };
}
