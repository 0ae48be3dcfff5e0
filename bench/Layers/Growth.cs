using System.Diagnostics;
using System.Globalization;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Bench.Layers;

/// <summary>
/// The time of a derivation and the size of its result: the recursion for any L once, and the gradient by the first layer of networks that are
/// written out for numbers of layers.
/// </summary>
internal static class Growth
{
    private const int Rounds = 9;
    private const string Declare = "L: dim\nW[l]: n[l]×n[l-1], b[l]: n[l], a[l]: n[l], x: n[0], y: n[L]\nf[l]: elementwise";
    private const string Define = "a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = f[l](z[l])\nJ = 1/2*sumsq(a[L] - y)";

    /// <summary>Writes the table.</summary>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| layers | what | median | nodes of the result |\n|---|---|---|---|");
        Row(output, "L", "δ[l], base and recursion", () => Symbolic(DerivationKind.Gradient));
        Row(output, "L", "δ[l] and Q[l], base and recursion", () => Symbolic(DerivationKind.Hessian));
        foreach (var (kind, sign, most) in new[] { (DerivationKind.Gradient, "∇", 64), (DerivationKind.Hessian, "∇²", 16) })
        {
            foreach (bool lines in (bool[])[false, true])
            {
                for (int layers = 1; layers <= most; layers *= 2)
                {
                    int count = layers;
                    Row(output, layers.ToString(CultureInfo.InvariantCulture), $"{sign} by z[1], written out{(lines ? ", with all lines" : "")}", () => WrittenOut(count, kind, lines));
                }
            }
        }
    }

    private static void Row(TextWriter output, string layers, string what, Func<double> run)
    {
        double nodes = run();
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            run();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {layers} | {what} | {times[Rounds / 2]:0.0} ms | {nodes:0} |"));
    }

    private static double Symbolic(DerivationKind kind)
    {
        var scope = DefinitionReader.Read(new SourceText(Declare), new SourceText(Define), null);
        var (j, z) = ((Symbol)ExpressionReader.Read("J", scope), ExpressionReader.Variable("z[l]", scope));
        double nodes = Ask(scope, j, z, DerivationKind.Gradient, "δ");
        return kind == DerivationKind.Hessian ? Ask(scope, j, z, kind, "Q") : nodes;
    }

    private static double Ask(Scope scope, Symbol j, Symbol z, DerivationKind kind, string name)
    {
        int order = kind == DerivationKind.Hessian ? 2 : 1;
        var symbol = Symbol.Of(new Name(name, new LayerIndex("l", 0)), order == 2 ? new(z.Shape.Count, z.Shape.Count) : z.Shape);
        var fact = new LayerFact(new(j, z, order, symbol), new("l", Size.One, Size.One), []);
        var answer = new LayerDeriver(scope, Layout.Gradient, kind, j, fact).Run([z]);
        scope.Declare(symbol);
        scope.Layers.Facts.Add(fact with { Range = answer.Range!, Cases = answer.Cases });
        return answer.Cases.Sum(c => TreeSize.Of(c.Value));
    }

    private static double WrittenOut(int layers, DerivationKind kind, bool lines)
    {
        var document = DefinitionReader.Read(new SourceText(Declare), new SourceText(Define), null);
        var network = new UnrolledLayers(document, new Dictionary<string, Size> { ["L"] = Size.Of(layers) });
        var z = (Symbol)network.In(Indices.Put(ExpressionReader.Variable("z[l]", document), "l", Size.One));
        var j = network.In(ExpressionReader.Read("J", document));
        return TreeSize.Of(Differentiator.Derivation(kind, j, [z], Layout.Gradient, network.Scope, lines).Result);
    }
}
