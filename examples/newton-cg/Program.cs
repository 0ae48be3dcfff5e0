// Trains a 2-8-1 network on two half moons by Newton's method, whose steps are found by conjugate gradients with products H v, and by
// gradient descent beside it; writes convergence.svg.
//   dotnet run -c Release --project examples/newton-cg [FOLDER]
using System.Globalization;
using MatrixDiff;
using MatrixDiff.Examples.NewtonCg;

string folder = args.Length > 0 ? args[0] : AppContext.BaseDirectory;
string data = Path.Combine(AppContext.BaseDirectory, "moons.csv");
double[][] rows = [.. File.ReadLines(data).Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];

const string logits = "(W2*tanh(W1*X + b1*ones(B)') + b2*ones(B)')";
const string loss = $"sum(softplus({logits}) - Y .* {logits})/B + c*sumsq(vec(W1)) + c*sumsq(vec(W2))";
var objective = new Objective(loss, ["W1", "b1", "W2", "b2"], "X: m×B, Y: p×B, W1: n×m, b1: n, W2: p×n, b2: p, c: scalar");
var f = objective.Over(
    new Dictionary<string, int> { ["m"] = 2, ["n"] = 8, ["p"] = 1, ["B"] = rows.Length },
    new Dictionary<string, double[]> { ["X"] = [.. rows.SelectMany(r => r[..2])], ["Y"] = [.. rows.Select(r => r[2])], ["c"] = [1e-4] });

double[] start = [.. Enumerable.Range(0, f.Count).Select(i => 0.7 * Math.Sin(1 + (1.7 * i)))];
var newton = Minimise.NewtonCg(f, start, steps: 60);
var descent = Minimise.Descent(f, start, steps: 2000);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Newton-CG:        {newton.Losses.Count - 1} steps, {newton.Evaluations[^1]} evaluations, loss {newton.Losses[^1]:f6}, |gradient| {newton.GradientNorm:e1}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gradient descent: {descent.Losses.Count - 1} steps, {descent.Evaluations[^1]} evaluations, loss {descent.Losses[^1]:f6}, |gradient| {descent.GradientNorm:e1}"));

int right = 0;
var values = f.Unpack(newton.Point);
foreach (double[] r in rows)
{
    var x = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(r[..2]);
    double z = ((values["W2"] * ((values["W1"] * x) + values["b1"].Column(0)).PointwiseTanh()) + values["b2"].Column(0))[0];
    right += (z > 0) == (r[2] > 0.5) ? 1 : 0;
}

Console.WriteLine($"right: {right} of {rows.Length}");
string path = Path.Combine(folder, "convergence.svg");
File.WriteAllText(path, Chart.Svg([("Newton-CG", newton), ("gradient descent", descent)]));
Console.WriteLine($"wrote {Path.GetFileName(path)}");
return newton.GradientNorm < 1e-6 ? 0 : 1;
