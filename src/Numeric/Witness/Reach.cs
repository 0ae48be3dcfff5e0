using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>All that is evaluated when expressions are: their nodes, and those of what their symbols mean.</summary>
internal sealed class Reach
{
    private readonly Scope scope;
    private readonly HashSet<Expr> nodes = [];
    private readonly HashSet<Size> sizes = [];
    private readonly Dictionary<Symbol, Attributes> extra = [];
    private readonly HashSet<Symbol> nearIdentity = [];

    /// <summary>What expressions reach.</summary>
    public Reach(Scope scope, IEnumerable<Expr> roots)
    {
        this.scope = scope;
        foreach (var root in roots)
        {
            Visit(root);
        }

        Names = [.. sizes.SelectMany(s => s.Names).Distinct()];
    }

    /// <summary>Every node.</summary>
    public IReadOnlySet<Expr> Nodes => nodes;

    /// <summary>Every size of a node or in a constant.</summary>
    public IReadOnlySet<Size> Sizes => sizes;

    /// <summary>The names in the sizes.</summary>
    public IReadOnlyList<Name> Names { get; }

    /// <summary>What symbols must be besides what they are declared to be: the X of chol(X) is positive definite.</summary>
    public IReadOnlyDictionary<Symbol, Attributes> Extra => extra;

    /// <summary>The X of logm(X) and of X^k with a k that need not be whole.</summary>
    public IReadOnlySet<Symbol> NearIdentity => nearIdentity;

    /// <summary>Does a Cholesky factor occur, which only symmetric matrices have?</summary>
    public bool HasCholesky { get; private set; }

    /// <summary>The symbols X without a meaning whose dX occurs.</summary>
    public IEnumerable<Symbol> Differentials => nodes.OfType<Differential>().Select(d => d.Of).Where(s => !HasMeaning(scope, s));

    /// <summary>Has a symbol a value that follows from other symbols?</summary>
    public static bool HasMeaning(Scope scope, Symbol s) =>
        s.Derivative is not null || scope.Definitions.ContainsKey(s) || scope.Dependencies.ContainsKey(s) || scope.Facts.Any(f => ReferenceEquals(f.Name, s));

    private void Visit(Expr e)
    {
        if (!nodes.Add(e))
        {
            return;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        sizes.Add(e.Shape.Rows);
        sizes.Add(e.Shape.Columns);
        switch (e)
        {
            case Symbol s:
                VisitMeaning(s);
                break;
            case Constant c:
                sizes.Add(c.First);
                sizes.Add(c.Second);
                break;
            case Differential d:
                Visit(d.Of);
                break;
            case Apply a:
                VisitOperator(a);
                break;
        }

        foreach (var child in e.Children)
        {
            Visit(child);
        }
    }

    private void VisitMeaning(Symbol s)
    {
        if (scope.Definitions.TryGetValue(s, out var definition))
        {
            Visit(definition);
        }

        if (s.Derivative is { } derivative)
        {
            Visit(derivative.Of);
            Visit(derivative.Wrt);
        }

        foreach (var fact in scope.Facts)
        {
            if (ReferenceEquals(fact.Name, s))
            {
                Visit(fact.Of);
                Visit(fact.Wrt);
                if (fact.Other is { } other)
                {
                    Visit(other);
                }
            }
        }

        foreach (var argument in scope.Dependencies.GetValueOrDefault(s, []))
        {
            Visit(argument);
        }
    }

    private void VisitOperator(Apply a)
    {
        switch (a.Operator)
        {
            case SpectralFunction { Name: "chol" }:
                HasCholesky = true;
                if (a.Argument is Symbol s)
                {
                    extra[s] = Attributes.PositiveDefinite;
                }

                break;
            case SpectralFunction { Name: "logm" } or SymbolicPower when a.Argument is Symbol x:
                nearIdentity.Add(x);
                break;
            case UserOperator u:
                Visit(u.Definition(a));
                break;
            case ElementwiseOperator f when f.Written(a.Argument) is { } written:
                Visit(written);
                break;
            case Nabla nabla:
                foreach (var variable in nabla.Variables)
                {
                    Visit(variable);
                }

                break;
        }
    }
}
