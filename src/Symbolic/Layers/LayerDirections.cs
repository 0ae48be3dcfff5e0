using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>A variable that moves along a direction of its shape: W[l] along V[l] at every step, or x along v.</summary>
internal sealed record LayerDirection(Symbol Variable, Symbol Along)
{
    /// <summary>The direction of another member of the family.</summary>
    public Symbol Of(Symbol member) => Symbol.Of(new Name(Along.Name.Base, [.. member.Name.Indices]), member.Shape);
}

/// <summary>A derivative along directions under its name, with how it was found.</summary>
internal sealed record LayerTangent(Symbol Name, LayerAnswer Answer)
{
    /// <summary>The formulas under the name; a tangent without an index has one.</summary>
    public LayerFormula Formula => new(Name, Answer.Range, Answer.Cases) { Assumed = Answer.Assumptions };
}

/// <summary>
/// Derivatives of everything along directions of the variables (Pearlmutter's R-operator): the recurrences forward, the
/// recursions of the gradients backward, and the gradients by the variables, which become the product of the Hessian with the
/// directions. Each is the differential of a formula with the directions in the place of the differentials; the derivative of
/// <c>z[l]</c> has the name <c>z_dot[l]</c>.
/// </summary>
internal sealed class LayerDirections
{
    private readonly Scope scope;
    private readonly Symbol of;
    private readonly LayerModel model;
    private readonly IReadOnlyList<LayerDirection> along;
    private readonly HashSet<string> moved;

    /// <summary>A question about an objective.</summary>
    public LayerDirections(Scope scope, Symbol of, IReadOnlyList<LayerDirection> along)
    {
        (this.scope, this.of, this.along) = (scope.WithFactsOfItsAssumptions(), of, along);
        model = this.scope.Layers;
        moved = [.. along.Select(a => a.Variable.Name.Base)];
        while (model.Templates.FirstOrDefault(t => !moved.Contains(t.Left.Name.Base) && (Rewrite.Symbols(t.Right).Any(Moves) || First(t) is { } first && Reached(first).Any(Moves))) is { } next)
        {
            moved.Add(next.Left.Name.Base);
        }
    }

    /// <summary>The tangents in the order in which they are computed; the last ones are the products, under the names given.</summary>
    /// <exception cref="NotDifferentiableException">The gradient rests on a derivative that has no name.</exception>
    public IReadOnlyList<LayerTangent> Run(IReadOnlyList<Symbol> names)
    {
        if (along.FirstOrDefault(a => model.Of(a.Variable) is not null || a.Variable.Name.Indices is not ([] or [{ Offset: 0 }])) is { } computed)
        {
            throw new NotDifferentiableException($"{computed.Variable}: what moves along a direction is a parameter of every step, W[{model.Index}], or one without an index");
        }

        var found = new List<LayerTangent>();
        foreach (var template in model.Templates.Where(t => Moves(t.Left)))
        {
            found.Add(Forward(template, found.Count == 0 ? $"Forward, for {template.Range}:" : (FormattableString)$"For {template.Range}:"));
        }

        List<LayerAnswer> gradients = [.. along.Select(a => new LayerDeriver(scope, Layout.Gradient, DerivationKind.Gradient, of).Run([a.Variable]))];
        var facts = Needed(gradients);
        moved.UnionWith(facts.Select(f => f.Fact.Name.Name.Base));
        found.AddRange(facts.Select(Backward));
        found.AddRange(gradients.Select((g, i) => Product(g, names[i])));
        return found;
    }

    // z[l] = E: ż[l] is dE along the directions; where a first value is used, that of its definition.
    private LayerTangent Forward(Template template, FormattableString lead)
    {
        var (value, derivation) = Along(template.Left, template.Right);
        var cases = new List<LayerCase> { new(template.Range.From, template.Range.To, value) };
        var before = template.Range.From - Size.One;
        string family = template.Left.Name.Base;
        if (model.Templates.Any(t => LayerGraph.Uses(t.Right, model.Index).Any(u => u == (family, -1))))
        {
            cases.Add(new(before, before, First(template) is { } first ? Along(template.At(before).Left, first).Value : Make.Zero(template.At(before).Left.Shape)));
        }

        var range = template.Range with { From = cases.Count > 1 ? before : template.Range.From };
        return new(Tangent(template.Left), Answer(template.Left, range, [new(lead, derivation)], cases));
    }

    private LayerTangent Backward(LayerFact fact)
    {
        var parts = new List<LayerPart>();
        var cases = new List<LayerCase>();
        foreach (var found in fact.Cases)
        {
            var name = found.IsSingle ? (Symbol)Indices.Put(fact.Fact.Name, fact.Range.Index, found.From) : fact.Fact.Name;
            var (value, derivation) = Along(name, found.Value);
            var where = new LayerRange(fact.Range.Index, found.From, found.To);
            parts.Add(new(found.IsSingle ? $"At the end, {where}:" : (FormattableString)$"Backward, for {where}:", derivation));
            cases.Add(found with { Value = value });
        }

        return new(Tangent(fact.Fact.Name), Answer(fact.Fact.Name, fact.Range, parts, cases));
    }

    private LayerTangent Product(LayerAnswer gradient, Symbol name)
    {
        var v = gradient.Variables[0];
        var left = Symbol.Of(new Name($"∇_{v.Name.Text}{of.Name.Text}"), v.Shape, Attributes.None, new(of, v));
        var (value, derivation) = Along(left, gradient.Cases is [var only] ? only.Value : throw new NotDifferentiableException($"{v}: its gradient has several cases"));
        return new(name, Answer(v, gradient.Range, [new($"The gradient by {v}:", derivation)], [only with { Value = value }]));
    }

    private (Expr Value, Derivation Derivation) Along(Symbol left, Expr right)
    {
        var there = scope.Copy();
        foreach (var index in Rewrite.Symbols(right).SelectMany(s => s.Name.Indices).Distinct().Where(i => i.Variable is null || !Indices.IsBound(i.Variable)))
        {
            LayerScopes.Assume(there, model.Index, Indices.AsSize(index));
        }

        foreach (var s in Rewrite.Symbols(right).Where(s => s.Name.Indices.Count > 0))
        {
            there.Undefine(s);
        }

        there.Declare(left);
        there.Define(left, right);
        var members = Rewrite.Symbols(right).Where(Moves).ToList();
        var summed = members.Where(s => Indices.Free(s).Count > 0).Select(s => s.Name.Base).ToHashSet();
        List<Symbol> moving = [.. members.Select(s => s.Name.Indices.Count > 0 && summed.Contains(s.Name.Base) ? Families.All(s) : s)
            .Concat(along.Select(a => a.Variable).Where(v => v.Name.Indices.Count == 0)).Distinct()];
        var derivation = Differentiator.Derivation(DerivationKind.Differential, left, moving, Layout.Gradient, there);
        return (Simplifier.Simplify(Rewrite.BottomUp(derivation.Result, e => e is Differential d ? Tangent(d.Of) : e)), derivation);
    }

    private bool Moves(Symbol s) => s.Derivative is null && moved.Contains(s.Name.Base);

    private Symbol Tangent(Symbol s) => along.FirstOrDefault(a => a.Variable.Name.Base == s.Name.Base) is { } direction ? direction.Of(s)
        : Symbol.Of(new Name(s.Name.Base + "_dot", [.. s.Name.Indices]), s.Shape);

    private Expr? First(Template t) => scope.Definitions.GetValueOrDefault(t.At(t.Range.From - Size.One).Left);

    private IEnumerable<Symbol> Reached(Expr e) => Objective.Reached(e, scope);

    // The named gradients that formulas rest on, those before that they rest on first.
    private List<LayerFact> Needed(IEnumerable<LayerAnswer> gradients)
    {
        var needed = new HashSet<LayerFact>();
        var open = new Queue<Expr>(gradients.SelectMany(g => g.Cases).Select(c => c.Value));
        while (open.TryDequeue(out var e))
        {
            foreach (var s in Rewrite.Symbols(e))
            {
                if (s.Derivative is { } d)
                {
                    throw new NotDifferentiableException($"{of}: the gradient rests on that by {d.Wrt}, which has no name and no recursion; derive grad {of} wrt {d.Wrt} as δ[{model.Index}] first");
                }

                if (model.Facts.Find(f => f.Outer is null && ReferenceEquals(f.Fact.Of, of) && f.Fact.Order == 1 && f.Fact.Name.Name.Base == s.Name.Base) is { } fact && needed.Add(fact))
                {
                    foreach (var found in fact.Cases)
                    {
                        open.Enqueue(found.Value);
                    }
                }
            }
        }

        return [.. model.Facts.Where(needed.Contains)];
    }

    private static LayerAnswer Answer(Symbol left, LayerRange? range, IReadOnlyList<LayerPart> parts, IReadOnlyList<LayerCase> cases) => new()
    {
        Kind = DerivationKind.Differential, Layout = Layout.Gradient, Of = left, Variables = [left], Asked = left, Range = range, Parts = parts, Cases = cases,
    };
}
