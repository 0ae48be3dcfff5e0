using System.Globalization;
using MatrixDiff.Bench;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;

// Deriving in a warm process (an argument keeps the rows with that text): reading, differential, identification, simplification; with and without the steps.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{"what",-34}{"median ms",12}{"p90 ms",12}{"KiB",10}{"GC",8}{"nodes",9}{"shared",9}");

// First everything a little, so that the first row is as warm as the last.
var quadratic = new Fresh(DerivationKind.Gradient, "x'*A*x", "A: n×n, x: n", ["x"]);
Measure.Of(Mlp(DerivationKind.Hessian, 3, ["b1"]).Renamed, q => q.Ask(steps: true));
Measure.Of(quadratic.Renamed, q => q.Ask(), 2);

Ask("x'*A*x, gradient", quadratic);
Ask("x'*A*x, gradient with steps", quadratic, steps: true);
Ask("norm2(A*x - b)^2, gradient", new(DerivationKind.Gradient, "norm2(A*x - b)^2", "A: m×n, x: n, b: m", ["x"]));
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
    Ask($"MLP, {layers} layers, by W1", Mlp(DerivationKind.Gradient, layers, ["W1"]));
}

foreach (int layers in new[] { 1, 2, 4, 8, 16 })
{
    Ask($"MLP, {layers} layers, by every W", Mlp(DerivationKind.Gradient, layers, [.. Enumerable.Range(1, layers).Select(i => "W" + i)]));
}

foreach (int layers in new[] { 1, 2, 3, 4, 8 })
{
    Ask($"MLP, {layers} layers, Hessian by b1", Mlp(DerivationKind.Hessian, layers, ["b1"]));
}

foreach (int factors in new[] { 5, 10, 20, 40 })
{
    string chain = string.Join("*", Enumerable.Range(1, factors).Select(i => "A" + i));
    string where = string.Join(", ", Enumerable.Range(1, factors).Select(i => $"A{i}: n×n"));
    Ask($"tr of {factors} factors", new(DerivationKind.Gradient, $"tr({chain})", where, [$"A{factors / 2}"]));
}

foreach (int terms in new[] { 10, 30, 100, 300, 1000 })
{
    string sum = string.Join(" + ", Enumerable.Range(1, terms).Select(i => $"{i}*a{i}'*sin(x)"));
    string where = "x: n, " + string.Join(", ", Enumerable.Range(1, terms).Select(i => $"a{i}: n"));
    Ask($"sum of {terms} terms", new(DerivationKind.Gradient, sum, where, ["x"]));
}

static bool Chosen(string name) => Environment.GetCommandLineArgs() is not [_, var only, ..] || name.Contains(only, StringComparison.Ordinal);

static void Row(string name, Action work)
{
    if (Chosen(name))
    {
        Write(name, Measure.Of(work), "");
    }
}

// A question under other names each time; with the size of its answer.
static void Ask(string name, Fresh question, bool steps = false)
{
    if (Chosen(name))
    {
        var (tree, shared) = question.Size();
        Write(name, Measure.Of(question.Renamed, q => q.Ask(steps)), $"{tree,9:0}{shared,9}");
    }
}

static void Write(string name, Measure m, string sizes) =>
    Console.WriteLine($"{name,-34}{m.Median,12:0.000}{m.P90,12:0.000}{m.Bytes / 1024.0,10:0}{m.Collector,8:0%}{sizes}");

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

static Fresh Mlp(DerivationKind kind, int layers, string[] variables)
{
    string a = "x";
    var where = new List<string> { "x: n, y: n" };
    for (int i = 1; i <= layers; i++)
    {
        a = $"sigmoid(W{i}*{a} + b{i})";
        where.Add($"W{i}: n×n, b{i}: n");
    }

    return new(kind, $"1/2*norm2({a} - y)^2", string.Join(", ", where), variables);
}
