using System.Globalization;
using MatrixDiff.Bench;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;

// Deriving in a warm process (an argument keeps the rows with that text): reading, differential, identification, simplification; with and without the steps.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{"what",-34}{"median ms",12}{"p90 ms",12}{"KiB",10}{"GC",8}");

Row("x'*A*x, gradient", () => Ask(DerivationKind.Gradient, "x'*A*x", "A: n×n, x: n", "x"));
Row("x'*A*x, gradient with steps", () => Ask(DerivationKind.Gradient, "x'*A*x", "A: n×n, x: n", "x", steps: true));
Row("norm2(A*x - b)^2, gradient", () => Ask(DerivationKind.Gradient, "norm2(A*x - b)^2", "A: m×n, x: n, b: m", "x"));
Row("Q[l] of a layer", () => Window(DerivationKind.Hessian, "z[l]"));
Row("hessian J by W[l]", () => Window(DerivationKind.Hessian, "W[l]"));
Row("second order, all blocks", () =>
{
    var scope = WindowScope();
    foreach (string[] x in new string[][] { ["z[l+1]"], ["z[l]"], ["W[l]"], ["b[l]"], ["W[l]", "b[l]"], ["a[l-1]", "W[l]"], ["W[l]", "W[l+1]"] })
    {
        Derive(DerivationKind.Hessian, scope, x);
    }
});
Row("the same with all steps", () =>
{
    var scope = WindowScope();
    foreach (string[] x in new string[][] { ["z[l+1]"], ["z[l]"], ["W[l]"], ["b[l]"], ["W[l]", "b[l]"], ["a[l-1]", "W[l]"], ["W[l]", "W[l+1]"] })
    {
        Derive(DerivationKind.Hessian, scope, x, steps: true);
    }
});
foreach (int layers in new[] { 1, 2, 4, 8, 16 })
{
    var (text, where) = Mlp(layers);
    Row($"MLP unrolled, {layers} layers, by W1", () => Ask(DerivationKind.Gradient, text, where, "W1"));
}

foreach (int factors in new[] { 5, 10, 20, 40 })
{
    string chain = string.Join("*", Enumerable.Range(1, factors).Select(i => "A" + i));
    string where = string.Join(", ", Enumerable.Range(1, factors).Select(i => $"A{i}: n×n"));
    Row($"tr of {factors} factors", () => Ask(DerivationKind.Gradient, $"tr({chain})", where, $"A{factors / 2}"));
}

foreach (int terms in new[] { 10, 100, 1000 })
{
    string sum = string.Join(" + ", Enumerable.Range(1, terms).Select(i => $"{i}*a{i}'*sin(x)"));
    string where = "x: n, " + string.Join(", ", Enumerable.Range(1, terms).Select(i => $"a{i}: n"));
    Row($"sum of {terms} terms", () => Ask(DerivationKind.Gradient, sum, where, "x"));
}

static void Row(string name, Action work)
{
    if (Environment.GetCommandLineArgs() is [_, var only, ..] && !name.Contains(only, StringComparison.Ordinal))
    {
        return;
    }

    var (median, p90, bytes, collector) = Measure.Run(work);
    Console.WriteLine($"{name,-34}{median,12:0.000}{p90,12:0.000}{bytes / 1024.0,10:0}{collector,8:0%}");
}

static void Ask(DerivationKind kind, string text, string where, string wrt, bool steps = false)
{
    var scope = ExpressionReader.Declare(where);
    var e = ExpressionReader.Read(text, scope);
    Differentiator.Derivation(kind, e, [ExpressionReader.Variable(wrt, scope)], Layout.Gradient, scope, steps);
}

static void Window(DerivationKind kind, params string[] wrt) => Derive(kind, WindowScope(), wrt);

static void Derive(DerivationKind kind, Scope scope, string[] wrt, bool steps = false) =>
    Differentiator.Derivation(kind, ExpressionReader.Read("J", scope), [.. wrt.Select(x => ExpressionReader.Variable(x, scope))], Layout.Vector, scope, steps);

static Scope WindowScope() => DefinitionReader.Read(
    new SourceText("m, n, p: dim\na[l-1]: m, W[l]: n×m, b[l]: n, W[l+1]: p×n, b[l+1]: p, y: p\nf[l]: elementwise"),
    new SourceText("""
        z[l] = W[l] a[l-1] + b[l]
        a[l] = f[l](z[l])
        z[l+1] = W[l+1] a[l] + b[l+1]
        a[l+1] = sigmoid(z[l+1])
        J = -y' log(a[l+1]) - (1 - y)' log(1 - a[l+1])
        ∇_{z[l+1]} J = δ[l+1]
        ∇²_{z[l+1]} J = Q[l+1]
        """),
    null);

static (string Text, string Where) Mlp(int layers)
{
    string a = "x";
    var where = new List<string> { "x: n, y: n" };
    for (int i = 1; i <= layers; i++)
    {
        a = $"sigmoid(W{i}*{a} + b{i})";
        where.Add($"W{i}: n×n, b{i}: n");
    }

    return ($"1/2*norm2({a} - y)^2", string.Join(", ", where));
}
