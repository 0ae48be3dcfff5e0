using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>A term of an objective for every value of an index: ℓ(h[t], y[t]), t = From, …, To, with the index free.</summary>
internal sealed record RunningTerm(Expr Term, Size From, Size To);

/// <summary>
/// A scalar as a function of recurrences: Σ_l E(l) + what looks at the ends alone. Definitions are put in as far as that takes.
/// </summary>
internal sealed class Objective
{
    private readonly Scope scope;
    private readonly List<RunningTerm> running = [];
    private readonly List<Expr> ends = [];

    private Objective(Symbol name, Scope scope)
    {
        (Name, this.scope) = (name, scope);
        Split(name, [], 0);
    }

    /// <summary>The name of the scalar.</summary>
    public Symbol Name { get; }

    /// <summary>The sums over the index, term by term.</summary>
    public IReadOnlyList<RunningTerm> Running => running;

    /// <summary>What is no such sum.</summary>
    public Expr Ends => Added(ends);

    /// <summary>The families that terms and ends look at.</summary>
    public IReadOnlyCollection<string> Observed => [.. running.Select(r => r.Term).Concat(ends).SelectMany(Reached).Where(s => scope.Layers.Of(s) is not null).Select(s => s.Name.Base).Distinct()];

    /// <summary>The families that the terms of a step look at.</summary>
    public IReadOnlyList<string> ObservedInSteps => [.. running.Select(r => r.Term).SelectMany(Reached).Where(s => scope.Layers.Of(s) is not null).Select(s => s.Name.Base).Distinct()];

    /// <summary>The families that ends look at.</summary>
    public IReadOnlyList<string> ObservedAtEnds => [.. ends.SelectMany(Reached).Where(s => s.Name.Indices.Count == 1).Select(s => s.Name.Base).Distinct()];

    /// <summary>A defined scalar taken apart.</summary>
    /// <exception cref="NotDifferentiableException">It looks at the recurrences in a way that has no formula for all values of the index.</exception>
    public static Objective Of(Symbol name, Scope scope)
    {
        var result = new Objective(name, scope);
        result.Validate();
        return result;
    }

    /// <summary>Does an expression see a recurrence, through definitions?</summary>
    public static bool Sees(Expr e, Scope scope) => scope.Layers.Templates.Count > 0 && Reached(e, scope).Any(s => scope.Layers.Of(s) is not null);

    /// <summary>The term at a value of the index: E(l); 0 where there is none.</summary>
    public Expr At(Size value) => Added([.. running.Select(r => Indices.Put(r.Term, scope.Layers.Index, value))]);

    /// <summary>The symbols that an expression sees through ordinary definitions.</summary>
    public static IReadOnlyCollection<Symbol> Reached(Expr e, Scope scope)
    {
        var seen = new HashSet<Symbol>();
        var open = new Queue<Expr>([e]);
        while (open.TryDequeue(out var next))
        {
            foreach (var s in Rewrite.Symbols(next).Where(seen.Add))
            {
                if (scope.Definitions.TryGetValue(s, out var definition))
                {
                    open.Enqueue(definition);
                }
            }
        }

        return seen;
    }

    /// <summary>The symbols that a term sees through ordinary definitions.</summary>
    public IReadOnlyCollection<Symbol> Symbols(Expr term) => Reached(term, scope);

    private static Expr Added(IReadOnlyList<Expr> terms) => terms.Count == 0 ? Number.Zero : Sum.Of(terms);

    private IEnumerable<Symbol> Reached(Expr e) => Reached(e, scope);

    private bool IsIndexed(Expr e) => Rewrite.Contains(e, n => n is Apply { Operator: IndexedSum } sum && IsOverSteps(sum))
        || Rewrite.Symbols(e).Any(s => scope.Definitions.TryGetValue(s, out var d) && IsIndexed(d));

    // A sum whose index stands at a family of the recurrences, or at a parameter of theirs.
    private bool IsOverSteps(Apply sum) => Rewrite.Symbols(sum.Argument)
        .Any(s => s.Name.Indices is [{ Variable: { } v }] && v == ((IIndexed)sum.Operator).Index && IsFamily(s.Name.Base));

    private bool IsFamily(string family) => scope.Layers.Templates.Exists(t => t.Left.Name.Base == family || LayerGraph.Uses(t.Right, t.Range.Index).Any(u => u.Family == family));

    private void Split(Expr e, IReadOnlyList<Expr> factors, int depth)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (e)
        {
            case Symbol s when scope.Definitions.TryGetValue(s, out var definition) && (depth == 0 || IsIndexed(s)):
                Split(definition, factors, depth + 1);
                break;
            case Sum sum when sum.IsScalar:
                foreach (var term in sum.Terms)
                {
                    Split(term, factors, depth + 1);
                }

                break;
            case Product p when p.IsScalar && p.Children.Where(IsIndexed).ToList() is [{ IsScalar: true } indexed] && !Reached(Product.Of([.. p.Children.Where(c => c != indexed)])).Any(s => scope.Layers.Of(s) is not null):
                Split(indexed, [.. factors, Product.Of(p.Coefficient, [.. p.Children.Where(c => c != indexed)])], depth + 1);
                break;
            case Apply { Operator: IndexedSum range } a when IsOverSteps(a):
                running.Add(new(Product.Of([.. factors, IndexedTerm.At(a, Size.Of(new Name(scope.Layers.Index)))]), range.From, range.To));
                break;
            default:
                ends.Add(Product.Of([.. factors, e]));
                break;
        }
    }

    private void Validate()
    {
        foreach (var term in running)
        {
            foreach (var (family, offset) in Rewrite.Symbols(term.Term).SelectMany(s => LayerGraph.Uses(s, scope.Layers.Index)))
            {
                if (scope.Layers.Of(family) is not { } template)
                {
                    continue;
                }

                if (offset != 0)
                {
                    throw new NotDifferentiableException($"{Name}: a term of the sum looks at another step than its own; give what it is a name: g[{scope.Layers.Index}] = …");
                }

                if (!template.Range.From.Equals(term.From) || !template.Range.To.Equals(term.To))
                {
                    throw new NotDifferentiableException($"{Name}: the sum over {term.From}..{term.To} does not run over {template.Range}, where {template.Left} is defined");
                }
            }
        }

        foreach (var s in ends.SelectMany(Reached))
        {
            if (scope.Layers.Of(s) is { } template && !scope.Definitions.ContainsKey(s) && !Indices.AsSize(s.Name.Indices[0]).Equals(template.Range.To) && !Indices.AsSize(s.Name.Indices[0]).Equals(template.Range.From - Size.One))
            {
                throw new NotDifferentiableException($"{Name}: it looks at {s}, which is neither the last one, {template.Left.Name.Base}[{template.Range.To}], nor in a sum over all");
            }
        }
    }
}
