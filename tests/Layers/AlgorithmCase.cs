using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Layers;

/// <summary>Recurrences, questions about them, and what is compared: names of what is computed with the derivatives that they are.</summary>
public sealed record AlgorithmCase(string Name, string Declare, string Define, string[] Questions)
{
    /// <summary>Chains, several consumers, shared parameters, coupled states, ranges that differ, initial values.</summary>
    public static IReadOnlyList<AlgorithmCase> All { get; } =
    [
        new(
            "perceptron",
            Formulas.Perceptron,
            "a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = f[l](z[l])\nJ = 1/2*sumsq(a[L] - y)",
            ["grad J wrt z[l] as δ[l]", "grad J wrt W[l]", "grad J wrt b[l]", "hessian J wrt z[l] as Q[l]", "hessian J wrt W[l]", "hessian J wrt W[l], b[l]", "grad J wrt x", "hessian J wrt x"]),
        new(
            "hidden layers apart",
            "L: dim, W[l]: n[l]×n[l-1], b[l]: n[l], a[l]: n[l], x: n[0], y: n[L]",
            "a[0] = x\nfor l = 1..L: z[l] = W[l] a[l-1] + b[l]\nfor l = 1..L-1: a[l] = tanh(z[l])\nJ = -y'*logsoftmax(z[L])",
            ["grad J wrt z[l] as δ[l]", "grad J wrt W[l]", "grad J wrt b[l]"]),
        new(
            "residual",
            "L, n: dim, W[l]: n×n, b[l]: n, a[l]: n, x, y: n, λ: scalar, f: elementwise",
            "a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = a[l-1] + f(z[l])\nJ = 1/2*sumsq(a[L] - y) + λ/2*sum_{l=1}^{L} sumsq(W[l])",
            ["grad J wrt a[l] as α[l]", "grad J wrt z[l] as δ[l]", "grad J wrt W[l]", "hessian J wrt a[l] as H[l]"]),
        new(
            "recurrent",
            "T, n, m, p: dim, W: n×n, U: n×m, V: p×n, b: n, c: p, x[t]: m, y[t]: p, h[t]: n, s: n, λ: scalar",
            "h[0] = s\nfor t = 1..T:\n  h[t] = tanh(W h[t-1] + U x[t] + b)\n  o[t] = V h[t] + c\nJ = -1/T*sum_{t=1}^{T} y[t]'*logsoftmax(o[t]) + λ/2*sumsq(W)",
            ["grad J wrt o[t] as ε[t]", "grad J wrt h[t] as δ[t]", "grad J wrt W", "grad J wrt U", "grad J wrt V", "grad J wrt b", "grad J wrt s"]),
        new(
            "coupled states",
            "T, n, m: dim, A, B: n×n, U: n×m, x[t]: m, y: n, h[t], c[t]: n",
            "h[0] = zeros(n)\nc[0] = zeros(n)\nfor t = 1..T:\n  c[t] = sigmoid(A h[t-1]) .* c[t-1] + tanh(U x[t])\n  h[t] = sigmoid(B h[t-1] + U x[t]) .* tanh(c[t])\nJ = 1/2*sumsq(h[T] - y)",
            ["grad J wrt h[t], c[t] as η[t], γ[t]", "grad J wrt A", "grad J wrt U"]),
        new(
            "sums and products in lines",
            "T, n: dim, A: n×n, C[t]: n×n, x[t]: n, y: n, h[t]: n",
            "h[0] = zeros(n)\nfor t = 1..T: h[t] = tanh(A h[t-1] + sum_{k=1}^{t} C[k]*(sum_{i=1}^{k} i*x[i]))\nJ = 1/2*sumsq((prod_{k=1}^{T} C[k])*h[T] - y)",
            ["grad J wrt h[t] as δ[t]", "grad J wrt A"]),
        new(
            "free initial value",
            "T, n: dim, A: n×n, p[t]: n, u[t]: n",
            "for t = 1..T: p[t] = A p[t-1] + u[t]\nJ = sum_{t=1}^{T} sum(exp(p[t]))",
            ["grad J wrt p[t]", "grad J wrt u[t]", "grad J wrt A"]),
    ];

    /// <summary>The engine's side.</summary>
    public LayeredObjective Objective => new(Declare, Define, Questions);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Random values for so many steps, by dual numbers what derivatives are there.</summary>
    internal AlgorithmPoint At(int steps, int seed) => new(DefinitionReader.Read(new SourceText(Declare), new SourceText(Define), null), Questions, steps, seed);
}

/// <summary>A point: sizes, functions, values of what is put in, and the values of all derivatives, with no rule of the engine in them.</summary>
internal sealed class AlgorithmPoint
{
    private readonly Model model;
    private readonly Dictionary<Name, int> sizes = [];
    private readonly Scope document;
    private readonly UnrolledLayers network;
    private readonly string[] questions;
    private readonly int steps, seed;

    public AlgorithmPoint(Scope document, string[] questions, int steps, int seed)
    {
        (this.document, this.questions, this.steps, this.seed) = (document, questions, steps, seed);
        var limits = UnrolledLayers.Limits(document).ToDictionary(n => n, _ => Size.Of(steps));
        network = new(document, limits);
        var random = new Random(seed);
        var shapes = document.Symbols.Values.Select(s => s.Shape).SelectMany(s => new[] { s.Rows, s.Columns }).SelectMany(s => s.Names).Distinct();
        foreach (string name in shapes.Select(n => n.Base).Distinct())
        {
            sizes[new Name(name)] = random.Next(1, 4);
            for (int k = 0; k <= steps + 1; k++)
            {
                sizes[new Name(name, new LayerIndex(null, k))] = random.Next(1, 4);
            }
        }

        foreach (string limit in limits.Keys)
        {
            sizes[new Name(limit)] = steps;
        }

        model = new(network.Scope, sizes, (ulong)seed);
    }

    /// <summary>The sizes by name.</summary>
    public IReadOnlyDictionary<string, int> Sizes => sizes.ToDictionary(s => s.Key.Text, s => s.Value);

    /// <summary>The unknown functions.</summary>
    public IReadOnlyDictionary<(string, int), Func<double, double>> Functions => document.Functions.Values.Where(f => f.IsUnknown)
        .SelectMany(f => f.Name.Indices.Count == 0 ? [f] : Enumerable.Range(1, steps).Select(k => document.Function(new Name(f.Name.Base, new LayerIndex(null, k)))!))
        .SelectMany(f => Enumerable.Range(0, 3).Select(order => (f, order)))
        .ToDictionary(p => (p.f.Name.Text, p.order), p => (Func<double, double>)(x => model.Function(p.f, p.order, x)));

    /// <summary>The value of something that is put in, by columns.</summary>
    public double[] Value(string name) => Columns(new Evaluator<Real>(model).Value(Symbol(name)));

    /// <summary>The columns of something that is put in.</summary>
    public int Columns(string name) => new Evaluator<Real>(model).Value(Symbol(name)).Columns;

    /// <summary>What is computed for each question: its name there, and its value by columns.</summary>
    public IEnumerable<(string Name, double[] Value)> Derivatives()
    {
        var j = Symbol("J");
        yield return ("J", Columns(new Evaluator<Real>(model).Value(j)));
        foreach (string question in questions)
        {
            string[] parts = question.Split([" wrt ", " as "], StringSplitOptions.None), by = parts[1].Split(", ");
            bool second = parts[0].StartsWith("hessian", StringComparison.Ordinal);
            if (second && parts.Length > 2 && by.Length > 1)
            {
                foreach (var block in Blocks(j, by, parts[2].Split(", ")))
                {
                    yield return block;
                }

                continue;
            }

            bool indexed = by[0].Contains('[', StringComparison.Ordinal);
            // Of two variables without names it is their block; with names it is each.
            foreach (var (variables, name) in parts.Length > 2 ? by.Zip(parts[2].Split(", "), (v, n) => (new[] { v }, n)) : [(by, "")])
            {
                for (int k = indexed ? 1 : steps; k <= steps; k++)
                {
                    if (!Has(variables[0], k))
                    {
                        continue;
                    }

                    var symbols = variables.Select(v => Symbol(At(v, k))).ToList();
                    var value = second ? new Evaluator<Real>(model).Hessian(j, symbols[0], symbols[^1]) : new Evaluator<Real>(model).Gradient(j, symbols[0]);
                    yield return (name.Length > 0 ? At(name, k) : $"{(second ? "hessian" : "grad")}(J, {string.Join(", ", variables.Select(v => At(v, k)))})", Columns(value));
                }
            }
        }
    }

    // Of a system: what J is from step k on as a function of the states there, at the values that they have.
    private IEnumerable<(string Name, double[] Value)> Blocks(Symbol j, string[] by, string[] names)
    {
        var system = LayerSystem.Of(document.Layers, DerivationKind.Hessian, [.. by.Select(v => ExpressionReader.Variable(v, document.Copy()))], names.Length)!;
        foreach (var ((first, second), name) in system.Blocks.Zip(names))
        {
            for (int k = 1; k <= steps; k++)
            {
                var there = network.Scope.Copy();
                var values = new Dictionary<Symbol, Matrix<Real>>();
                foreach (var state in system.States.Select(s => Symbol(At(s.Name.Text, k))))
                {
                    values[state] = new Evaluator<Real>(model).Value(state);
                    there.Undefine(state);
                }

                Symbol Put(Symbol s) => Symbol(s.Name.Indices.Count == 0 ? s.Name.Text : At(s.Name.Text, k));
                yield return (At(name, k), Columns(new Evaluator<Real>(new Model(there, sizes, (ulong)seed) { Given = values }).Hessian(j, Put(first), Put(second))));
            }
        }
    }

    private bool Has(string variable, int k) => variable.IndexOf('[', StringComparison.Ordinal) is var at && (at < 0 || document.Layers.Of(variable[..at]) is not { } t || network.Values(t.Range).Contains(k));

    private static string At(string name, int k) => System.Text.RegularExpressions.Regex.Replace(name, @"\[.*\]", $"[{k}]");

    private Symbol Symbol(string name) => (Symbol)network.In(ExpressionReader.Read(name, document.Copy()));

    private static double[] Columns(Matrix<Real> a) => [.. Enumerable.Range(0, a.Rows * a.Columns).Select(i => a[i % a.Rows, i / a.Rows].Value)];
}
