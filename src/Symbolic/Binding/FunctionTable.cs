using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>The functions of the language by name, with their synonyms: what operator a call is.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Func<Shape, Operator>> Unary = new()
    {
        ["vec"] = _ => Vec.Instance,
        ["vech"] = _ => Vech.Instance,
        ["diag"] = s => s.IsVector || s.IsScalar ? DiagonalMatrix.Instance : DiagonalPart.Instance,
        ["tril"] = _ => Tril.Instance,
        ["triu"] = _ => Triu.Instance,
        ["tr"] = _ => Trace.Instance,
        ["trace"] = _ => Trace.Instance,
        ["sum"] = _ => Total.Instance,
        ["mean"] = _ => Mean.Instance,
        ["norm1"] = _ => DefinedReduction.Norm1,
        ["norm2"] = _ => DefinedReduction.Norm2,
        ["normF"] = _ => DefinedReduction.NormF,
        ["sumsq"] = _ => DefinedReduction.SumOfSquares,
        ["logsumexp"] = _ => DefinedReduction.LogSumExp,
        ["max"] = _ => Maximum.Instance,
        ["inv"] = s => s.IsScalar ? ElementwisePower.Operator(-1) : MatrixPower.Operator(-1),
        ["pinv"] = _ => PseudoInverse.Instance,
        ["det"] = _ => Determinant.Instance,
        ["logdet"] = _ => LogDeterminant.Instance,
        ["adj"] = _ => Adjugate.Instance,
        ["expm"] = _ => SpectralFunction.Exponential,
        ["logm"] = _ => SpectralFunction.Logarithm,
        ["chol"] = _ => SpectralFunction.Cholesky,
        ["softmax"] = _ => VectorFunction.Softmax,
        ["logsoftmax"] = _ => VectorFunction.LogSoftmax,
        ["normalize"] = _ => VectorFunction.Normalize,
        ["cumsum"] = _ => CumulativeSum.Instance,
        ["rowsoftmax"] = _ => VectorFunction.RowSoftmax,
        ["colsoftmax"] = _ => VectorFunction.ColumnSoftmax,
        ["sqrt"] = _ => ElementwisePower.Operator(new(1, 2)),
        ["square"] = _ => ElementwisePower.Operator(2),
        ["transpose"] = _ => Transpose.Instance,
    };

    private static readonly HashSet<string> Special =
    [
        "unvec", "kron", "hadamard", "hcat", "vcat", "dot", "solve", "leakyrelu", "I", "ones", "zeros", "e", "K", "D", "L", "δ", "d", "grad", "jacobian", "hessian", "directional",
    ];

    /// <summary>The names that are variables where declared and constants where applied.</summary>
    public static IReadOnlySet<string> Constants { get; } = new HashSet<string> { "I", "ones", "zeros", "e", "K", "D", "L", "δ" };

    /// <summary>Every name that is called by <c>name(</c>.</summary>
    public static IEnumerable<string> Names => Unary.Keys.Concat(ElementwiseCatalogue.All.Keys).Concat(Special).Append("σ");

    /// <summary>Is this the name of a function of the language?</summary>
    public static bool Contains(string name) => Unary.ContainsKey(name) || ElementwiseCatalogue.All.ContainsKey(name) || Special.Contains(name) || name == "σ";

    /// <summary>The operator that a function of one argument is, given the argument's shape.</summary>
    public static Func<Shape, Operator>? Find(string name) => Unary.GetValueOrDefault(name);

    /// <summary>The elementwise function of a name.</summary>
    public static ElementwiseFunction? Elementwise(string name) => ElementwiseCatalogue.All.GetValueOrDefault(name == "σ" ? "sigmoid" : name);

    /// <summary>The known name with the fewest slips between it and this one.</summary>
    public static string? Nearest(string name) => Names.Where(n => n.Length > 1).Select(n => (n, Distance(n, name))).Where(p => p.Item2 <= Math.Max(1, name.Length / 3))
        .OrderBy(p => p.Item2).Select(p => p.n).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
