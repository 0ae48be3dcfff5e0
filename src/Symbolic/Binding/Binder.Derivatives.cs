using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Derivatives as they are written: grad(E, x), ∇_x E, ∂E/∂x.</content>
internal sealed partial class Binder
{
    private Bound BindDerivative(CallSyntax call, string name)
    {
        if (call.Arguments.Length < 2 || call.Arguments.Length > (name == "hessian" ? 3 : 2))
        {
            throw errors.ArgumentCount(call.Span, name, name == "hessian" ? "an expression and one or two variables" : "an expression and a variable", call.Arguments.Length);
        }

        var kind = name switch { "grad" => NablaKind.Gradient, "jacobian" => NablaKind.Jacobian, _ => NablaKind.Hessian };
        return BindDerivative(call.Span, kind, call.Arguments[0], [.. call.Arguments.Skip(1)], kind == NablaKind.Jacobian ? Jacobian : Scope.ShapeOfGradient);
    }

    private static Shape Jacobian(Shape x, Shape f) => new(f.Count, x.Count);

    private static Shape Vector(Shape x, Shape f) => new(x.Count, f.Count);

    private Bound BindNabla(NablaSyntax syntax)
    {
        // ∇²_X F of what is no number is the derivative of the derivative.
        if (syntax.Order == 2 && !unifier.Resolve(Bind(syntax.Operand).Shape).IsScalar)
        {
            return BindNabla(syntax with { Order = 1, Operand = syntax with { Order = 1 } });
        }

        if (syntax.Order > 1)
        {
            return BindDerivative(syntax.Span, NablaKind.Hessian, syntax.Operand, [syntax.Variable], Scope.ShapeOfGradient);
        }

        return scope.Layout is WrittenLayout.Jacobian or WrittenLayout.Rows && !unifier.Resolve(Bind(syntax.Operand).Shape).IsScalar
            ? BindDerivative(syntax.Span, NablaKind.Jacobian, syntax.Operand, [syntax.Variable], Jacobian)
            : BindDerivative(syntax.Span, NablaKind.Gradient, syntax.Operand, [syntax.Variable], scope.Layout == WrittenLayout.Vector ? Vector : Scope.ShapeOfGradient);
    }

    // ∂F/∂X: the shape of F where X is a scalar, that of X where F is one; else by the layout. ∂F/∂Xᵀ is the Jacobian, and so is
    // ∂vec F/∂(vec X)ᵀ.
    private Bound BindPartial(PartialSyntax syntax)
    {
        if (syntax is { Transposed: false, Variables: [TransposeSyntax turned] })
        {
            return BindPartial(syntax with { Variables = [turned.Operand], Transposed = true });
        }

        if (syntax.Variables is [EntrySyntax { Operand: var whole } entry])
        {
            return BindByEntry(syntax, whole, entry);
        }

        if (syntax.Variables is [EntrySyntax, EntrySyntax] pair)
        {
            return BindByEntries(syntax, (EntrySyntax)pair[0], (EntrySyntax)pair[1]);
        }

        var variables = syntax.Variables.Select(v => v is TransposeSyntax t ? t.Operand : v).ToArray();
        if (variables.Length > 1)
        {
            // ∂²f/∂μ∂x is the derivative of ∂f/∂x by the number μ, and has its shape.
            if (scope.Layout != WrittenLayout.Rows && syntax.Variables is [NameSyntax or EntrySyntax, NameSyntax] && unifier.Resolve(Bind(variables[0]).Shape).IsScalar && unifier.Resolve(Bind(variables[1]).Shape).IsColumn)
            {
                variables = [variables[1], variables[0]];
            }

            return BindDerivative(syntax.Span, NablaKind.Hessian, syntax.Operand, variables, Scope.ShapeOfGradient);
        }

        var f = unifier.Resolve(Bind(syntax.Operand).Shape);
        var x = unifier.Resolve(Bind(Unwrapped(variables[0])).Shape);
        if (x.IsScalar && !syntax.Transposed)
        {
            return BindDerivative(syntax.Span, f.IsScalar ? NablaKind.Gradient : NablaKind.Jacobian, syntax.Operand, variables, (_, of) => of);
        }

        return syntax.Transposed || (scope.Layout is WrittenLayout.Jacobian or WrittenLayout.Rows && !f.IsScalar) || (scope.Layout == WrittenLayout.Rows && x.IsColumn)
            ? BindDerivative(syntax.Span, NablaKind.Jacobian, syntax.Operand, variables, Jacobian)
            : BindDerivative(syntax.Span, NablaKind.Gradient, syntax.Operand, variables, scope.Layout == WrittenLayout.Vector ? Vector : Scope.ShapeOfGradient);
    }

    // ∂F/∂X_ij in the shape of F: what the Jacobian takes from e_j ⊗ e_i, the vec of the matrix with a 1 in that place.
    private Bound BindByEntry(PartialSyntax syntax, Syntax whole, EntrySyntax entry)
    {
        var place = BindEntryPlace(entry, out var row, out var column);
        var f = unifier.Resolve(Bind(syntax.Operand).Shape);
        var jacobian = BindDerivative(syntax.Span, NablaKind.Jacobian, syntax.Operand, [whole], Jacobian);
        return new(f, () =>
        {
            var x = unifier.Resolve(place.Shape);
            var slope = Product.Of(jacobian.Build(), Unit(row, column, x));
            return f.IsScalar ? slope : Make.Unvec(slope, unifier.Resolve(f));
        });
    }

    // The derivative of E along a direction, in the shape of E: what the Jacobian takes from the vec of the direction.
    private Bound BindDirectional(CallSyntax call)
    {
        Expect(call, 3);
        var (f, direction) = (unifier.Resolve(Bind(call.Arguments[0]).Shape), Bind(call.Arguments[2]));
        Call(call.Span, [call.Arguments[1], call.Arguments[2]], [Bind(call.Arguments[1]), direction], Hadamard.Instance);
        var jacobian = BindDerivative(call.Span, NablaKind.Jacobian, call.Arguments[0], [call.Arguments[1]], Jacobian);
        return new(f, () =>
        {
            var slope = Product.Of(jacobian.Build(), Make.Vec(direction.Build()));
            return f.IsScalar ? slope : Make.Unvec(slope, unifier.Resolve(f));
        });
    }

    // ∂²f/∂x_k ∂x_l is an entry of the Hessian.
    private Bound BindByEntries(PartialSyntax syntax, EntrySyntax first, EntrySyntax second)
    {
        var (left, right) = (BindEntryPlace(first, out var row, out var column), BindEntryPlace(second, out var otherRow, out var otherColumn));
        var hessian = BindDerivative(syntax.Span, NablaKind.Hessian, syntax.Operand, [first.Operand, second.Operand], Scope.ShapeOfGradient);
        return new(Shape.Scalar, () => Product.Of(Make.Transpose(Unit(row, column, unifier.Resolve(left.Shape))), hessian.Build(), Unit(otherRow, otherColumn, unifier.Resolve(right.Shape))));
    }

    // e_i; for a matrix e_j ⊗ e_i, the vec of the matrix with a 1 in its place.
    private static Expr Unit(Size? row, Size? column, Shape shape)
    {
        var first = row is null ? Number.One : Make.Constant(ConstantKind.Basis, row, shape.Rows);
        return column is null ? first : Make.Kronecker(Make.Constant(ConstantKind.Basis, column, shape.Columns), first);
    }

    // vec X in ∂vec F/∂vec X stands for X: derivatives of matrices are laid out by vec.
    private static Syntax Unwrapped(Syntax variable) => variable is CallSyntax { Function.Text: "vec", Arguments: [var x] } ? x : variable;

    private Bound BindDerivative(Span span, NablaKind kind, Syntax operand, Syntax[] written, Func<Shape, Shape, Shape> shapeOf)
    {
        // ∂f/∂vec X of a number f is vec ∂f/∂X; Jacobians and Hessians are laid out by vec as it is.
        var e = Bind(operand);
        bool stacked = kind == NablaKind.Gradient && !ReferenceEquals(Unwrapped(written[0]), written[0]) && unifier.Resolve(e.Shape).IsScalar;
        written = [.. written.Select(Unwrapped)];
        var variables = written.Select(Bind).ToArray();
        var f = unifier.Resolve(e.Shape);
        var x = unifier.Resolve(variables[0].Shape);
        if (kind == NablaKind.Hessian && !f.IsScalar)
        {
            throw errors.WrongShape(span, "hessian", Named(operand, e), "only a scalar has a Hessian", "take the jacobian of vec of the jacobian");
        }

        var shape = kind == NablaKind.Hessian ? new Shape(x.Count, unifier.Resolve(variables[^1].Shape).Count) : shapeOf(x, f);
        Apply Written() => (Apply)Apply.Raw(new Nabla(kind, unifier.Resolve(shape), [.. variables.Select((v, i) => Variable(v, written[i]))]), e.Build());
        Expr Built() => Rules.HasFlag(SideRules.KeepDerivatives) ? Written() : Deriving(span, () => WrittenDerivatives.Resolve(Written(), [], scope));
        return stacked ? new(new(x.Count, Size.One), () => Make.Vec(Built())) : new(shape, Built);
    }

    private Symbol Variable(Bound bound, Syntax syntax) =>
        bound.Build() as Symbol ?? throw errors.Unknown(syntax.Span, TextOf(syntax), "a variable: a derivative is taken by a name");

    private Expr Deriving(Span span, Func<Expr> derive)
    {
        try
        {
            return derive();
        }
        catch (NotDifferentiableException e)
        {
            throw errors.NotDifferentiable(span, e.Message);
        }
    }
}
