using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Latex;

/// <summary>Derivations put together by hand, so that what is looked at does not change with the engine.</summary>
internal static class Derivations
{
    /// <summary>∇_x x'Ax = (A + A')x.</summary>
    public static Derivation QuadraticForm()
    {
        var n = Size.Of(new Name("n"));
        Symbol x = Formulas.Variable("x", n), a = Formulas.Variable("A", n, n);
        Expr xt = Make.Transpose(x), dx = Differential.For(x), f = Product.Of(xt, a, x);
        var df = PendingDifferential.Instance.Of(f);
        var product = Sum.Of(Product.Of(Make.Transpose(dx), a, x), Product.Of(xt, a, dx));
        var collected = Product.Of(Sum.Of(Product.Of(xt, Make.Transpose(a)), Product.Of(xt, a)), dx);
        var result = Product.Of(Sum.Of(a, Make.Transpose(a)), x);
        var asked = new Nabla(NablaKind.Gradient, x.Shape, x).Of(f);
        var scope = new Scope();
        scope.Declare(x);
        scope.Declare(a);
        scope.Dimensions.Add(new Name("n"));
        return new()
        {
            Kind = DerivationKind.Gradient,
            Input = f,
            Variables = [x],
            Layout = Layout.Gradient,
            Scope = scope,
            Steps =
            [
                new(Catalogue.ProductRule, new(df, df), new(df, product)),
                new(Catalogue.TraceTranspose, new(df, product), new(df, collected)) { Also = [Catalogue.Linearity], Note = "the scalar x'*A*x" },
                new(Catalogue.GradientIdentification, new(df, collected), new(asked, result)),
            ],
            Result = result,
            Asked = asked,
        };
    }

    /// <summary>A hidden layer: a chain, a definition, an assumption, a condition, a line wider than a page.</summary>
    public static Derivation HiddenLayer()
    {
        var scope = MatrixDiff.Symbolic.Binding.ExpressionReader.Declare("""
            n, m, p: dim
            a[l]: n, z[l]: n, z[l+1]: p, W[l+1]: p×n, b[l+1]: p, delta[l]: n, delta[l+1]: p, Q[l+1]: p×p, J: scalar, S: n×n symmetric
            f[l]: elementwise
            """);
        Expr Read(string text) => MatrixDiff.Symbolic.Binding.ExpressionReader.Read(text, scope);
        Symbol Of(string name) => scope.Symbols[Formulas.NameOf(name)];
        Symbol z = Of("z[l]"), next = Of("z[l+1]"), j = Of("J");
        scope.Define(next, Read("W[l+1]*a[l] + b[l+1]"));
        scope.MakeFunctionOf(j, [next]);
        scope.Name(new(j, next, 1, Of("δ[l+1]")));
        Expr dJ = Differential.For(j), dz = Differential.For(z), dNext = Differential.For(next);
        var first = Product.Of(Read("delta[l+1]'"), dNext);
        var second = Product.Of(Read("delta[l+1]'*W[l+1]"), Read("diag(f[l]'(z[l]))"), dz);
        var gradient = new Nabla(NablaKind.Gradient, z.Shape, z).Of(j);
        var delta = Read("diag(f[l]'(z[l]))*W[l+1]'*delta[l+1]");
        var pending = PendingDifferential.Instance.Of(gradient);
        var third = Product.Of(
            Sum.Of(
                Make.Diag(Make.Hadamard(Read("f[l]''(z[l])"), Read("W[l+1]'*delta[l+1]"))),
                Read("diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))"),
                Read("S*diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))*S")),
            dz);
        var hessian = new Nabla(NablaKind.Hessian, new(z.Shape.Rows, z.Shape.Rows), z).Of(j);
        var result = ((Product)third).Chain[0];
        return new()
        {
            Kind = DerivationKind.Hessian,
            Input = j,
            Variables = [z],
            Layout = Layout.Gradient,
            Scope = scope,
            Steps =
            [
                new(Catalogue.ChainRule, new(dJ, dJ), new(dJ, first)),
                new(Catalogue.Definition, new(dJ, first), new(dJ, second)) { Note = "z[l+1] = W[l+1]*a[l] + b[l+1]" },
                new(Catalogue.GradientIdentification, new(dJ, second), new(gradient, delta)),
                new(Catalogue.HadamardRule, new(gradient, delta), new(pending, third)) { Also = [Catalogue.ElementwiseRule, Catalogue.VecTriple] },
                new(Catalogue.Assumption, new(pending, third), new(hessian, result)) { Note = "S symmetric" },
            ],
            Result = result,
            Asked = hessian,
            Conditions = ["W[l+1]'*W[l+1] invertible", "z[l] ≠ 0 in every entry", "delta[l]'*delta[l] > 0"],
            Assumptions = ["f[l]'' = 0", "S symmetric"],
        };
    }
}
