using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Makes a derivation: the lines of the differential, the collection of dX, the identification.</summary>
internal sealed class DerivationBuilder(Scope scope, Layout layout, bool steps, StructureConvention structured = StructureConvention.Entrywise)
{
    private readonly List<Step> trace = [];
    private readonly Shortening shortening = new(scope);
    private Expr? entrywise;
    private Dependence? later;
    private IReadOnlyList<string> elsewhere = [];

    /// <summary>The derivation of one kind by one variable, or two for a mixed block.</summary>
    public Derivation Run(DerivationKind kind, Expr e, IReadOnlyList<Symbol> variables)
    {
        var x = variables.Count > 0 ? variables[0] : null;
        var input = e;
        if (kind != DerivationKind.Simplification && Simplifier.Recognise(e) is var shorter && !ReferenceEquals(shorter, e) && TreeSize.Of(shorter) <= TreeSize.Of(e))
        {
            Add(Catalogue.Simplification, e, e, e, shorter);
            e = shorter;
        }

        var (asked, result) = kind switch
        {
            DerivationKind.Simplification => (e, Shorten(e, e)),
            DerivationKind.Differential => (Apply.Raw(PendingDifferential.Instance, e), DifferentialOf(e, variables)),
            DerivationKind.Gradient => Gradient(e, x!, layout),
            DerivationKind.Jacobian => Jacobian(e, x!),
            _ when GeneralPoint.IsNeeded(variables) => StructuredHessian(e, variables),
            _ => Hessian(e, x!, variables[^1]),
        };
        if (Rewrite.Contains(result, n => n is Apply { Operator: Frechet }))
        {
            var blocks = Simplifier.Simplify(Frechet.WithBlocks(result));
            Add(Catalogue.FrechetBlock, asked, result, asked, blocks);
            result = blocks;
        }

        return new()
        {
            Kind = kind,
            Input = input,
            Variables = variables,
            Layout = layout,
            Scope = scope,
            Steps = trace,
            Result = result,
            Asked = asked,
            Projected = entrywise,
            Conditions = [.. Conditions.Of(scope, input, result).Concat(Selection.Conditions(input, variables)).Distinct()],
            Assumptions = [.. shortening.Used.Concat(elsewhere).Distinct()],
        };
    }

    private Expr DifferentialOf(Expr e, IReadOnlyList<Symbol> variables)
    {
        var lines = new DifferentialLines(scope, variables, steps ? trace : null);
        var left = lines.Left(e);
        return Shorten(lines.Run(e), left);
    }

    // What is assumed, each time a step, and the simplification.
    private Expr Shorten(Expr e, Expr left)
    {
        var (result, shortened) = shortening.Run(e, later);
        foreach (var step in shortened)
        {
            Add(step.Law, left, step.Before, left, step.After, note: step.Note);
        }

        return result;
    }

    // The differential as something times dX, shortened. What takes no law is one step with the simplification.
    private Expr Collect(IReadOnlyList<Law> laws, (Expr Left, Expr Right) before, (Expr Left, Expr Factor) after, Func<Expr, Expr> line)
    {
        var (result, shortened) = shortening.Run(after.Factor, later);
        bool together = laws.Count == 0 && shortened is [{ Law: var first }, ..] && first == Catalogue.Simplification;
        Add(laws.Count > 0 ? laws[0] : Catalogue.Collection, before.Left, before.Right, after.Left, line(together ? shortened[0].After : after.Factor), laws.Skip(1));
        foreach (var step in shortened.Skip(together ? 1 : 0))
        {
            Add(step.Law, after.Left, line(step.Before), after.Left, line(step.After), note: step.Note);
        }

        return result;
    }

    // A line that is differentiated by y afterwards: facts about values that move with y are not used in it.
    private T Before<T>(Symbol y, Func<T> derive)
    {
        var outer = later;
        later = new(scope, outer is null ? [y] : [y, .. outer.Moving]);
        var result = derive();
        later = outer;
        return result;
    }

    private (Expr Asked, Expr Result) Gradient(Expr e, Symbol x, Layout shape)
    {
        if (!e.IsScalar)
        {
            var jacobian = ReadJacobian(e, x, transposed: true, out var name);
            return (name, jacobian);
        }

        var lines = new DifferentialLines(scope, [x], steps ? trace : null);
        var d = lines.Run(e);
        var identification = new Identification(d, x);
        var raw = identification.Gradient(d);
        var left = lines.Left(e);
        var dx = Expressions.Differential.For(x);
        var g = Collect(identification.Laws, (left, d), (left, raw), r => Collected(r, dx));

        if (shape == Layout.Vector && !x.Shape.Columns.IsOne)
        {
            return VectorGradient(e, x, g, left, Collected(g, dx));
        }

        var kind = shape == Layout.Jacobian ? NablaKind.Jacobian : NablaKind.Gradient;
        var result = kind == NablaKind.Jacobian ? Simplifier.Simplify(Make.Transpose(Make.Vec(g))) : g;
        var asked = Apply.Raw(new Nabla(kind, result.Shape, x), e);
        Add(kind == NablaKind.Jacobian ? Catalogue.JacobianIdentification : Catalogue.GradientIdentification, left, Collected(g, dx), asked, result);
        if (structured == StructureConvention.Tangent && kind == NablaKind.Gradient && Tangent.Project(result, x) is var (projected, law))
        {
            entrywise = result;
            Add(law, asked, result, Apply.Raw(new Nabla(NablaKind.Tangent, projected.Shape, x), e), projected);
            return (Apply.Raw(new Nabla(NablaKind.Tangent, projected.Shape, x), e), projected);
        }

        return (asked, result);
    }

    // The gradient as a vector: vec(d a') is written (a ⊗ I) d, as the chain ∇_X z ∇_z F gives it.
    private (Expr Asked, Expr Result) VectorGradient(Expr e, Symbol x, Expr g, Expr left, Expr collected)
    {
        var vector = Make.Vec(g);
        var asked = Apply.Raw(new Nabla(NablaKind.Gradient, vector.Shape, x), e);
        Add(Catalogue.TransposedIdentification, left, collected, asked, vector);
        var result = vector;
        if (g is Product p && p.Chain.OuterCut() is > 0 and var cut)
        {
            var (d, a) = (Product.Of([.. p.Chain.Take(cut)]), Make.Transpose(Product.Of([.. p.Chain.Skip(cut)])));
            result = Product.Of(p.Coefficient, [.. p.Scalars, Make.Kronecker(a, Make.Identity(x.Shape.Rows)), d]);
            Add(Catalogue.KroneckerVector, asked, vector, asked, result);
        }

        return (asked, result);
    }

    private (Expr Asked, Expr Result) Jacobian(Expr e, Symbol x)
    {
        if (e.IsScalar)
        {
            return Gradient(e, x, Layout.Jacobian);
        }

        var m = ReadJacobian(e, x, transposed: false, out var name);
        return (name, m);
    }

    private (Expr Asked, Expr Result) Hessian(Expr e, Symbol x, Symbol y)
    {
        if (!e.IsScalar && layout == Layout.Vector)
        {
            return SecondOfVector(e, x, y);
        }

        if (!e.IsScalar)
        {
            throw new NotDifferentiableException($"hessian: {e} is {e.Shape}, and only a scalar has a Hessian; take the jacobian of vec of the jacobian");
        }

        var (gradientName, g) = Before(y, () => Seen(e, x) ?? Gradient(e, x, Layout.Gradient));
        var block = ReadJacobian(g, y, transposed: false, out var asked, of: gradientName, hessianOf: (e, x));
        return (asked, block);
    }

    private (Expr Asked, Expr Result) StructuredHessian(Expr e, IReadOnlyList<Symbol> variables)
    {
        var (asked, result, lines, used) = GeneralPoint.Hessian(scope, layout, steps, e, variables);
        trace.AddRange(lines);
        elsewhere = used;
        return (asked, result);
    }

    // A gradient that was derived before is not derived again.
    private (Expr Asked, Expr Result)? Seen(Expr e, Symbol x)
    {
        if (!scope.SeenGradients.Contains((e, x)))
        {
            return null;
        }

        var g = new DerivationBuilder(scope, Layout.Gradient, steps: false) { later = later }.Gradient(e, x, Layout.Gradient).Result;
        var asked = Apply.Raw(new Nabla(NablaKind.Gradient, g.Shape, x), e);
        Add(Catalogue.FoundAbove, asked, asked, asked, g);
        return (asked, g);
    }

    // ∇²_X of a vector: ∇_Y of the vec of ∇_X, dim(Y)×(dim(X)·dim(F)).
    private (Expr Asked, Expr Result) SecondOfVector(Expr e, Symbol x, Symbol y)
    {
        Expr? name = null;
        var first = Before(y, () => ReadJacobian(e, x, transposed: true, out name));
        var second = ReadJacobian(first, y, transposed: true, out _, of: name);
        var asked = Apply.Raw(ReferenceEquals(x, y) ? new Nabla(NablaKind.Hessian, second.Shape, x) : new Nabla(NablaKind.Hessian, second.Shape, x, y), e);
        if (steps)
        {
            trace[^1] = trace[^1] with { After = new(asked, second) };
        }

        return (asked, second);
    }

    // The M with vec dF = M vec dX (or its transpose), with the lines that lead to it.
    private Expr ReadJacobian(Expr f, Symbol x, bool transposed, out Expr name, Expr? of = null, (Expr E, Symbol X)? hessianOf = null)
    {
        var lines = new DifferentialLines(scope, [x], steps ? trace : null);
        var d = lines.Run(f, of);
        var identification = new Identification(d, x);
        var raw = identification.Jacobian(d);
        var (plain, left) = (lines.Left(f, of), Make.Vec(lines.Left(f, of)));
        var vecX = Make.Vec(Expressions.Differential.For(x));
        var m = Collect(identification.Laws, (plain, d), (left, raw), r => Product.Of(r, vecX));
        var turned = shortening.Run(Simplifier.Simplify(TransposeTerms(m)), later).Result;

        // A Hessian is symmetric: documents show ∇(∇J), otherwise the shorter of it and its transpose is shown.
        bool own = hessianOf is { } h && ReferenceEquals(h.X, x);
        var result = transposed || (own && (layout == Layout.Vector || TreeSize.Of(turned) < TreeSize.Of(m))) ? turned : m;
        name = hessianOf is { } q
            ? Apply.Raw(own ? new Nabla(NablaKind.Hessian, result.Shape, x) : new Nabla(NablaKind.Hessian, result.Shape, q.X, x), q.E)
            : Apply.Raw(new Nabla(transposed ? NablaKind.Gradient : NablaKind.Jacobian, result.Shape, x), f);
        Add(ReferenceEquals(result, m) && !transposed ? Catalogue.JacobianIdentification : Catalogue.TransposedIdentification, left, Product.Of(m, vecX), name, result);
        return result;
    }

    private static Expr TransposeTerms(Expr e) => e is Sum s ? Sum.Of([.. s.Terms.Select(Make.Transpose)]) : Make.Transpose(e);

    private static Expr Collected(Expr g, Expr dx) => Calculus.Inner(g, dx);

    private void Add(Law law, Expr leftBefore, Expr before, Expr left, Expr after, IEnumerable<Law>? also = null, string? note = null)
    {
        if (steps && !(ReferenceEquals(before, after) && ReferenceEquals(leftBefore, left)))
        {
            trace.Add(new(law, new(leftBefore, before), new(left, after)) { Also = [.. also ?? []], Note = note });
        }
    }
}
