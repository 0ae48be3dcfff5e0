using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Latex;

/// <summary>Expressions whose notation is looked at: from texts, and built where the language has no word for them.</summary>
internal static class Formulas
{
    private const string Where = """
        n, m, p, q, n[l], n[l-1]: dim
        A, B: m×n, C: n×p, S: n×n symmetric, X, Y: n×n, M: n×n, Q[l]: n[l]×n[l], G[k]: n×n
        x, y, z, u: n, v: m, x_hat: n, x_bar: n, b1: n, w_out: n, h[t]: n, s_1_2: n
        c, k, t, lambda, alpha, loss: scalar
        W[l]: n[l]×n[l-1], W_xh: n×n, W_1: n×n, a[l-1]: n[l-1], z[l], delta[l], b[l]: n[l]
        a[2]: n
        f, f[l]: elementwise
        """;

    private static readonly string[] Texts =
    [
        "x", "x_hat + x_bar", "b1", "W_1*x", "W_xh*x", "w_out", "s_1_2", "lambda*x", "loss", "a[2]", "h[t]", "h[t-1]'*h[t-1]",
        "W[l]*a[l-1] + b[l]", "W[l]'*delta[l]", "(W[l]'*delta[l]) .* f'(a[l-1])", "z[l]'", "X^-1", "X^-T", "W_1'", "x_hat'*x",
        "A*C", "A'*A", "(A + B)'", "(A + B)*x", "x'*S*x", "2*x'*S*x", "-x'*X*x + y'*x", "-(x + y)", "-2*X*x", "1/2*x'*x", "x'*x/2", "c*x'*x*y",
        "(x'*y)*(u'*z)*x", "x*x'", "3/2*c*X", "x/c", "x'*S*x/(x'*x)", "(x + y)/(2*c)", "c/(k*t)", "1/c", "1/c^2", "c^2", "c^3*x", "sqrt(c)", "sqrt(x)", "c^(3/2)",
        "x.^2", "x.^-1", "x.^c", "X.^3", "sqrt(X)", "x ./ y", "x .* y ./ z ./ u", "x .* y .* z", "(x + y) .* z", "c*(x .* y)", "2*x .* y", "(A*C)' .* (A*C)'",
        "A ⊗ B", "(A + B) ⊗ C", "A*C ⊗ X*Y", "(A ⊗ X)*(B ⊗ Y)'", "(A ⊗ B)'", "kron(A, hadamard(X, Y))", "A ⊗ B + B ⊗ A",
        "vec(X)", "vec(X)'*vec(Y)", "vec(A*C)", "vech(S)", "unvec(K(n,m)*vec(A), n, m)", "diag(x)", "diag(X)", "diag(x)*y", "diag(x)'*X",
        "tr(X)", "tr(X*Y)*x", "sum(A)", "mean(x)", "norm1(x)", "norm2(x)", "norm2(x)^2", "normF(A)", "normF(A - B)^2", "sumsq(x)", "sumsq(A)", "logsumexp(x)", "max(x)", "dot(x, y)",
        "det(X)", "det(X)^2", "logdet(X)", "logdet(X*Y)*c", "adj(X)", "pinv(A)", "pinv(A)'", "expm(c*X)", "logm(X)", "chol(S)", "X^3", "X^k", "(X + Y)^2",
        "exp(x)", "log(x)", "log(1 - x)", "sin(c)", "cos(x)", "tan(x)", "acos(x)", "sinh(x)", "cosh(x)", "asin(x)", "atan(x)", "tanh(x)", "abs(x)", "abs(c)", "sign(x)", "relu(x)", "step(x)", "sigmoid(x)", "sigmoid'(x)", "softplus(x)",
        "erf(x)", "gelu(x)", "gelu'(x)", "silu(x)", "leakyrelu(x, alpha)", "f(x)", "f'(x)", "f''(x)", "f[l](z[l])", "f[l]''(z[l])", "softmax(x)", "logsoftmax(x)", "normalize(x)", "cumsum(x)",
        "rowsoftmax(A)", "colsoftmax(A)", "tril(X)", "triu(X)", "hcat(A, B)", "vcat(A, B + A)", "hcat(x, y)*c",
        "I(n)", "I(n)*c - X", "I(m*n)", "x .* (1 - x)", "x + ones(n)", "c + x", "2*c*x - 1/2", "ones(m,n) + A", "ones(n)'*x", "ones(n)*v'", "zeros(m,n)", "e(1,n)", "K(m,n)*vec(A)",
        "D(n)*vech(S)", "L(n)", "n*x", "x/n", "x/(m*n)", "2*pi*c", "(n + 1)*x", "c^t", "x'*x*A",
        "sum_{i=1}^{n} h[i]", "1/n*sum_{i=1}^{n} (c - h[i]'*x)^2", "(sum_{t=2}^{m} h[t-1])*v'", "(prod_{k=1}^{p} G[k]')*x", "(prod_{k=p:-1:2} G[k])*x", "delta(m,n)*c", "sum_{i=1}^{m} A_{i,1}^2",
    ];

    /// <summary>Each expression with the text that names it.</summary>
    public static IEnumerable<(string Text, Expr Expr)> All() => Texts.Select(t => (t, Read(t))).Concat(Built());

    /// <summary>An expression over the declared names.</summary>
    public static Expr Read(string text) => ExpressionReader.Read(text, ExpressionReader.Declare(Where));

    /// <summary>A variable.</summary>
    public static Symbol Variable(string name, Size rows, Size? columns = null, Attributes attributes = Attributes.None) =>
        Symbol.Of(NameOf(name), new(rows, columns ?? Size.One), attributes);

    /// <summary>A name with at most one layer index, <c>W[l+1]</c>.</summary>
    public static Name NameOf(string text)
    {
        int open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(text);
        }

        string index = text[(open + 1)..^1];
        int sign = index.IndexOfAny(['+', '-']);
        return new(text[..open], sign < 0 ? new LayerIndex(index, 0) : new LayerIndex(index[..sign], int.Parse(index[sign..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<(string, Expr)> Built()
    {
        Size n = Size.Of(new Name("n")), m = Size.Of(new Name("m"));
        Symbol x = Variable("x", n), w = Variable("W[l]", n, m), z = Variable("z[l]", n), j = Variable("J", Size.One), b = Variable("b[l]", n), f = Variable("F", m, n);
        yield return ("dX", Differential.For(w));
        yield return ("A dX B", Product.Of(Make.Transpose(Variable("A", n, n)), Differential.For(w), Variable("B", m, m)));
        yield return ("(dX)'", Make.Transpose(Differential.For(w)));
        yield return ("d(x'x)", PendingDifferential.Instance.Of(Product.Of(Make.Transpose(x), x)));
        yield return ("x ⊙ d(f(x))", Make.Hadamard(x, PendingDifferential.Instance.Of(ElementwiseCatalogue.At("log", x))));
        var gradient = new Nabla(NablaKind.Gradient, w.Shape, w).Of(j);
        yield return ("grad J", gradient);
        yield return ("grad of a sum", new Nabla(NablaKind.Gradient, x.Shape, x).Of(Sum.Of(j, Number.One)));
        yield return ("(grad J)'", Make.Transpose(gradient));
        yield return ("d grad J", PendingDifferential.Instance.Of(gradient));
        yield return ("hessian J", new Nabla(NablaKind.Hessian, new(n, n), z).Of(j));
        yield return ("mixed hessian J", new Nabla(NablaKind.Hessian, new(n * m, n), w, b).Of(j));
        yield return ("jacobian F", new Nabla(NablaKind.Jacobian, new(n * m, n * m), w).Of(f));
        yield return ("jacobian z", new Nabla(NablaKind.Jacobian, new(n, n), b).Of(z));
        yield return ("jacobian of a product", new Nabla(NablaKind.Jacobian, new(n * m, n), x).Of(Product.Of(f, Variable("G", n, n))));
        var inner = Symbol.Of(new Name("grad(z[l],W[l])"), new(n * m, n), Attributes.None, new Derivative(z, w));
        var outer = Symbol.Of(new Name("grad(J,z[l])"), new(n, Size.One), Attributes.None, new Derivative(j, z));
        yield return ("chain rule", Product.Of(inner, outer));
        yield return ("second derivative", Symbol.Of(new Name("grad2"), new(n * m, n * n * m), Attributes.None, new Derivative(inner, w)));
        yield return ("d of a derivative", Product.Of(inner, Differential.For(outer)));
        yield return ("Gauss-Newton", Product.Of(inner, Variable("Q[l]", n, n), Make.Transpose(inner)));
        yield return ("Fréchet derivative", new Frechet(SpectralFunction.Exponential).Of(Variable("X", n, n), Differential.For(Variable("X", n, n))));
        yield return ("2^(1/3) x", Product.Of(Variable("c", Size.One), ElementwisePower.Of(Number.Of(2), new(1, 3)), x));
        yield return ("x.^-2", ElementwisePower.Of(x, -2));
        yield return ("X^(k+1)", GeneralPower.Instance.Of(Variable("c", Size.One), Sum.Of(Variable("k", Size.One), Number.One)));
        yield return ("sigma declared", Product.Of(Variable("sigma", Size.One), ElementwiseCatalogue.At("sigmoid", x)));
        yield return ("5th derivative", new ElementwiseFunction(new Name("f"), null, Primes: true).At(x, 5));
        yield return ("K(m,n)", Constant.Of(ConstantKind.Commutation, n + Size.One, m));
        yield return ("triangle", Constant.Of(ConstantKind.Ones, Constant.Triangle(n)));
        yield return ("row of ones", Constant.Of(ConstantKind.Ones, Size.One, n));
        yield return ("2n+1", Constant.Of(ConstantKind.SizeValue, Size.Of(2) * n + Size.One));
    }
}
