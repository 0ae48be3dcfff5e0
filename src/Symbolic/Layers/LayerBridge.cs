using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Scopes of two steps that lie any number of steps apart: the state of the later one is an unknown function of the state of the
/// earlier one, whose derivative has the name that it was given, or none.
/// </summary>
internal sealed class LayerBridge(LayerModel model, IReadOnlyList<LayerFact> pending)
{
    /// <summary>A family at a value of the index.</summary>
    public Symbol Member(string family, Size at) => model.Of(family)!.At(at).Left;

    /// <summary>The states whose propagation has a name.</summary>
    public IEnumerable<string> Named => model.Facts.Where(IsPropagation).Select(f => f.Fact.Of.Name.Base);

    /// <summary>Makes State[to] a function of State[from] and gives the derivative, dim(State[from])×dim(State[to]), its name.</summary>
    /// <returns>The symbol that stands for the derivative; one that was given no name has a <see cref="Symbol.Derivative"/>.</returns>
    public Symbol Span(Scope scope, string state, Size from, Size to)
    {
        var (x, f) = (Declared(scope, Member(state, from)), Declared(scope, Member(state, to)));
        var shape = Scope.ShapeOfGradient(x.Shape, f.Shape);
        var known = pending.Concat(model.Facts).FirstOrDefault(n => IsPropagation(n) && n.Fact.Of.Name.Base == state);
        var name = known is null ? Symbol.Of(new Name($"∇_{x.Name.Text}({f})"), shape, Attributes.None, new(f, x))
            : new IndexPut(new Dictionary<string, Size> { [known.Range.Index] = from, [known.Outer!.Index] = to }).In(known.Fact.Name);
        scope.Undefine(f);
        scope.MakeFunctionOf(f, [x]);
        scope.Name(new(f, x, 1, Declared(scope, name)));
        return name;
    }

    /// <summary>Defines what is computed in a step, but for the state where that is given otherwise.</summary>
    public void Define(Scope scope, Size at, string? except = null)
    {
        LayerScopes.Assume(scope, model.Index, at);
        foreach (var template in model.Templates.Where(t => t.Left.Name.Base != except))
        {
            LayerScopes.Define(scope, template, at);
        }
    }

    /// <summary>Defines what leads from a variable of step k to the state that it meets.</summary>
    public void Enter(Scope scope, LayerChain chain, Size k, Symbol variable)
    {
        if (chain.Entry > 0 || variable.Name.Base != chain.State)
        {
            Define(scope, k);
        }

        if (chain.Entry > 0)
        {
            Define(scope, k + Size.One);
        }
    }

    /// <summary>The derivative of State[l] by State[l−1], with its steps.</summary>
    public Derivation OneStep(Scope document, string state, DerivationKind kind, Layout layout)
    {
        var scope = document.Copy();
        var l = model.Of(state)!.Range.At;
        var (x, f) = (Member(state, l - Size.One), Member(state, l));
        Define(scope, l - Size.One, except: state);
        Define(scope, l);
        return Differentiator.Derivation(kind, f, [Declared(scope, x)], layout, scope);
    }

    /// <summary>The derivative of State[to] by State[from] as a product over the steps between: ∇ ascending, a Jacobian descending.</summary>
    public Expr Product(Derivation step, Size from, Size to)
    {
        string index = Indices.Fresh();
        var factor = Indices.Put(step.Result, model.Index, Size.Of(new Name(index)));
        return IndexedProduct.Over(index, from + Size.One, to, step.Kind == DerivationKind.Jacobian, factor);
    }

    private static bool IsPropagation(LayerFact f) => f.Outer is not null && f.Fact.Of.Name.Base == f.Fact.Wrt.Name.Base;

    private static Symbol Declared(Scope scope, Symbol s)
    {
        scope.Declare(s);
        return s;
    }
}
