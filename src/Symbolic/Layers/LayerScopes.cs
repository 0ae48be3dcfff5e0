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
internal sealed record StepQuestion(Symbol Of, Scope Scope, IReadOnlyDictionary<Expr, Expr> Held, bool IsExact);

/// <summary>
/// Makes ordinary scopes out of recurrences. Beyond a cut – families at one value of the index through which everything later
/// goes – the objective is an unknown function of the cut, whose derivatives are the adjoints there.
/// </summary>
internal sealed class LayerScopes(Scope document, Objective objective, LayerGraph graph, IReadOnlyList<LayerFact> pending)
{
    private readonly LayerModel model = document.Layers;
    private readonly Size l = Size.Of(new Name(document.Layers.Index));

    /// <summary>Step l → l+1: both steps are defined, the objective is E(l) and an unknown function of the cut at l+1.</summary>
    public StepQuestion Step(Symbol variable, IReadOnlyList<string> cut)
    {
        var scope = Ordinary();
        foreach (var template in model.Templates)
        {
            Define(scope, template, l, none);
        }

        var held = Beyond(scope, cut, l + Size.One);
        return Ask(scope, [variable], cut, l + Size.One, objective.At(l), held);
    }

    /// <summary>Within step l: the objective is what looks at the variables themselves and an unknown function of the cut at l; what comes before has its definitions from <paramref name="earlier"/>. A parameter <paramref name="still"/> is held in the step itself.</summary>
    public StepQuestion Within(IReadOnlyList<Symbol> variables, IReadOnlyList<string> cut, Size at, Action<Scope>? earlier = null, Symbol? still = null)
    {
        var scope = Ordinary();
        var held = Beyond(scope, cut, at, all: true, still);
        earlier?.Invoke(scope);
        return Ask(scope, variables, cut, at, Rewrite.Substitute(objective.At(at), Reversed(held)), held);
    }

    /// <summary>The last step, where the objective has its definition.</summary>
    public StepQuestion Last(Size at)
    {
        var scope = document.Copy();
        Assume(scope, model.Index, at);
        foreach (var template in model.Templates.Where(t => t.Range.To.Equals(at)))
        {
            Define(scope, template, at, none);
        }

        if (objective.Running.Count == 0)
        {
            return new(objective.Name, scope, none, true);
        }

        var part = Part(at);
        scope.Declare(part);
        scope.Define(part, Sum.Of(objective.At(at), objective.Ends));
        return new(part, scope, none, true);
    }

    /// <summary>What of the objective does not belong to a step, the recurrences at rest.</summary>
    public StepQuestion Ends()
    {
        if (objective.Running.Count == 0)
        {
            return new(objective.Name, document, none, true);
        }

        var scope = document.Copy();
        var part = Part(objective.Running[0].To + Size.One);
        scope.Declare(part);
        scope.Define(part, objective.Ends);
        return new(part, scope, none, true);
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
        foreach (string family in cut.Where(_ => all || cut.Count > 1))
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

        return put.ToDictionary(p => p.Value, p => p.Key);
    }

    private static Symbol Held(Symbol s) => Symbol.Of(new Name(s.Name.Base + "_held", [.. s.Name.Indices]), s.Shape, s.Attributes);

    // What is differentiated: J where nothing but the cut is seen, else E + the part beyond.
    private StepQuestion Ask(Scope scope, IReadOnlyList<Symbol> variables, IReadOnlyList<string> cut, Size at, Expr direct, IReadOnlyDictionary<Expr, Expr> held)
    {
        var moving = new Dependence(scope, variables);
        bool moves = moving.On(direct);
        var rest = !moves ? objective.Name : at.Equals(l) ? Free(scope, at) : Part(at);
        scope.Declare(rest);
        var members = cut.Select(f => model.Of(f)!.At(at).Left).ToList();
        scope.MakeFunctionOf(rest, members);
        foreach (var member in members)
        {
            Name(scope, rest, member, at);
        }

        // A term that sees both a variable and what is held has a second derivative by the two that the held copy loses.
        bool exact = cut.Count == 1 && Terms(direct).All(t => !moving.On(t) || !Reaches(t, scope, held));
        if (!moves)
        {
            return new(rest, scope, held, exact);
        }

        var part = Part(l);
        scope.Declare(part);
        scope.Define(part, Sum.Of(direct, rest));
        return new(part, scope, held, exact);
    }

    private static IEnumerable<Expr> Terms(Expr e) => e switch
    {
        Sum s => s.Terms.SelectMany(Terms),
        Product { Chain.Count: 0, Scalars: [Sum s] } p => s.Terms.SelectMany(Terms).Select(t => Product.Of(p.Coefficient, t)),
        _ => [e],
    };

    private static bool Reaches(Expr e, Scope scope, IReadOnlyDictionary<Expr, Expr> held) => Objective.Reached(e, scope).Any(held.ContainsKey);

    // ∇_{z[l+1]} J = δ[l+1] under the name that it has in the document, or under none.
    private void Name(Scope scope, Symbol rest, Symbol member, Size at)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [model.Index] = at });
        var known = pending.Concat(model.Facts).Where(f => ReferenceEquals(f.Fact.Of, objective.Name) && ReferenceEquals(put.In(f.Fact.Wrt), member))
            .GroupBy(f => f.Fact.Order).ToDictionary(g => g.Key, g => put.In(g.First().Fact.Name));
        if (!known.ContainsKey(1))
        {
            known[1] = Symbol.Of(new Name($"∇_{member.Name.Text}{objective.Name.Name.Text}"), member.Shape, Attributes.None, new(objective.Name, member));
        }

        foreach (var (order, name) in known.OrderBy(k => k.Key))
        {
            scope.Declare(name);
            scope.Name(new(rest, member, order, name));
        }
    }

    // A name for the rest of the objective that is not taken.
    private static Symbol Free(Scope scope, Size at)
    {
        string letter = new[] { "R", "S", "G" }.First(b => scope.Symbols.Keys.All(n => n.Base != b));
        return Symbol.Of(new Name(letter, Indices.AsIndex(at)!.Value), Shape.Scalar);
    }
}
