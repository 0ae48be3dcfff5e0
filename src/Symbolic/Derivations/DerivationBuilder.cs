using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Makes a derivation: the lines of the differential, the collection of dX, the identification.</summary>
internal sealed class DerivationBuilder(Scope scope, Layout layout, bool steps)
{
    private readonly List<Step> trace = [];
    private readonly HashSet<string> assumptions = [];

    /// <summary>The derivation of one kind by one variable, or two for a mixed block.</summary>
    public Derivation Run(DerivationKind kind, Expr e, IReadOnlyList<Symbol> variables)
    {
        var x = variables.Count > 0 ? variables[0] : null;
        var (asked, result) = kind switch
        {
            DerivationKind.Simplification => (e, Simplifier.Simplify(e)),
            DerivationKind.Differential => (Apply.Raw(PendingDifferential.Instance, e), DifferentialOf(e, variables)),
            DerivationKind.Gradient => Gradient(e, x!, layout),
            DerivationKind.Jacobian => Jacobian(e, x!),
            _ => Hessian(e, x!, variables[^1]),
        };
        return new()
        {
            Kind = kind,
            Input = e,
            Variables = variables,
            Layout = layout,
            Scope = scope,
            Steps = trace,
            Result = result,
            Asked = asked,
            Conditions = Conditions.Of(scope, e, result),
            Assumptions = [.. assumptions],
        };
    }

    private Expr DifferentialOf(Expr e, IReadOnlyList<Symbol> variables)
    {
        var lines = new DifferentialLines(scope, variables, steps ? trace : null);
        var d = lines.Run(e);
        var simple = Simplifier.Simplify(d);
        Add(Catalogue.Simplification, lines.Left(e), d, lines.Left(e), simple);
        return simple;
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
        var g = Simplifier.Simplify(raw);
        var left = lines.Left(e);
        var dx = Expressions.Differential.For(x);
        if (steps)
        {
            var collected = Collected(raw, dx);
            Add(identification.Laws.FirstOrDefault() ?? Catalogue.TraceTranspose, left, d, left, collected, identification.Laws.Skip(1));
            Add(Catalogue.Simplification, left, collected, left, Collected(g, dx));
        }

        var (kind, result) = shape switch
        {
            Layout.Vector when !x.Shape.Columns.IsOne => (NablaKind.Gradient, Simplifier.Vector(g)),
            Layout.Jacobian => (NablaKind.Jacobian, Simplifier.Simplify(Make.Transpose(Make.Vec(g)))),
            _ => (NablaKind.Gradient, g),
        };
        var asked = Apply.Raw(new Nabla(kind, result.Shape, x), e);
        Add(kind == NablaKind.Jacobian ? Catalogue.JacobianIdentification : Catalogue.GradientIdentification, left, Collected(g, dx), asked, result);
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
        var (gradientName, g) = Gradient(e, x, Layout.Gradient);
        var block = ReadJacobian(g, y, transposed: false, out _, of: gradientName, hessianOf: (e, x));
        bool square = ReferenceEquals(x, y);
        var asked = Apply.Raw(square ? new Nabla(NablaKind.Hessian, block.Shape, x) : new Nabla(NablaKind.Hessian, block.Shape, x, y), e);
        return (asked, block);
    }

    // The M with vec dF = M vec dX (or its transpose), with the lines that lead to it.
    private Expr ReadJacobian(Expr f, Symbol x, bool transposed, out Expr name, Expr? of = null, (Expr E, Symbol X)? hessianOf = null)
    {
        var lines = new DifferentialLines(scope, [x], steps ? trace : null);
        var d = lines.Run(f, of);
        var identification = new Identification(d, x);
        var raw = identification.Jacobian(d);
        var m = Simplifier.Simplify(raw);
        if (hessianOf is { } h && (ReferenceEquals(h.X, x) || layout == Layout.Vector))
        {
            // A Hessian is symmetric: the shorter of it and its transpose is shown; documents show ∇(∇J).
            var turned = Simplifier.Simplify(Make.Transpose(raw));
            m = layout == Layout.Vector && ReferenceEquals(h.X, x) ? turned
                : ReferenceEquals(h.X, x) && TreeSize.Of(turned) < TreeSize.Of(m) ? turned : m;
        }

        var result = transposed ? Simplifier.Simplify(Make.Transpose(raw)) : m;
        name = Apply.Raw(new Nabla(transposed ? NablaKind.Gradient : NablaKind.Jacobian, result.Shape, x), f);
        if (steps)
        {
            var left = Make.Vec(lines.Left(f, of));
            var vecX = Make.Vec(Expressions.Differential.For(x));
            var collected = Product.Of(raw, vecX);
            bool untouched = ReferenceEquals(left, lines.Left(f, of)) && ReferenceEquals(vecX, Expressions.Differential.For(x));
            Add(identification.Laws.FirstOrDefault() ?? Catalogue.VecTriple, untouched ? left : lines.Left(f, of), d, left, collected, identification.Laws.Skip(1));
            var shown = hessianOf is null || ReferenceEquals(m, Simplifier.Simplify(raw)) ? m : Simplifier.Simplify(raw);
            Add(Catalogue.Simplification, left, collected, left, Product.Of(shown, vecX));
            var asked = hessianOf is { } q ? Apply.Raw(ReferenceEquals(q.X, x)
                ? new Nabla(NablaKind.Hessian, result.Shape, x) : new Nabla(NablaKind.Hessian, result.Shape, q.X, x), q.E) : name;
            Add(transposed ? Catalogue.TransposedIdentification : Catalogue.JacobianIdentification, left, Product.Of(shown, vecX), asked, result);
        }

        return result;
    }

    private static Expr Collected(Expr g, Expr dx) => Calculus.Inner(g, dx);

    private void Add(Law law, Expr leftBefore, Expr before, Expr left, Expr after, IEnumerable<Law>? also = null)
    {
        if (steps && !(ReferenceEquals(before, after) && ReferenceEquals(leftBefore, left)))
        {
            trace.Add(new(law, new(leftBefore, before), new(left, after)) { Also = [.. also ?? []] });
        }
    }
}
