using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// The kernels, a row each, in families: the rows of operators, and those of sums, products and constants. Every operator
/// has a row or a reason in <see cref="Without"/>; <see cref="Missing"/> names those that don't.
/// </summary>
internal static partial class KernelTable
{
    /// <summary>The operators for which there is no number to compute, and why.</summary>
    public static readonly IReadOnlyDictionary<Type, string> Without = new Dictionary<Type, string>
    {
        [typeof(Frechet)] = "it is lowered in its block form",
        [typeof(IndexedSum)] = "a sum over an index is written out where its range is numbers, and a loop in exported code; put a number in for its limit",
        [typeof(IndexedProduct)] = "a product over an index is written out where its range is numbers, and a loop in exported code; put a number in for its limit",
        [typeof(Nabla)] = "a derivative that is not worked out has no value; derive it first",
        [typeof(UserOperator)] = "an operator of a document is computed by its definition",
        [typeof(PendingDifferential)] = "a differential that is not worked out has no value; derive it first",
    };

    private static readonly Dictionary<string, Kernel> Rows =
        ((Kernel[])[.. Entries, .. Reductions, .. Matrices, .. Structure, .. Products, .. Constants]).ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>All rows.</summary>
    public static IReadOnlyCollection<Kernel> All => Rows.Values;

    /// <summary>The row of a name.</summary>
    public static Kernel Named(string name) => Rows[name];

    /// <summary>Has an operator a row of its own?</summary>
    public static bool Has(Operator o) => Rows.TryGetValue(RowOf(o), out var row) && row.Operator == o.GetType();

    /// <summary>The name of an operator's row.</summary>
    public static string For(Operator o) => Has(o) ? RowOf(o)
        : throw new PlanException(Without.TryGetValue(o.GetType(), out string? why) ? $"{o.Name}: {why}" : $"{o.Name} has no kernel");

    /// <summary>The name of a constant's row.</summary>
    public static string OfConstant(ConstantKind kind) => kind switch
    {
        ConstantKind.Identity => "I",
        ConstantKind.Zeros => "zeros",
        ConstantKind.Ones => "ones",
        ConstantKind.Basis => "e",
        ConstantKind.Commutation => "K",
        ConstantKind.Duplication => "D",
        ConstantKind.Elimination => "L",
        ConstantKind.SizeValue => "size",
        ConstantKind.Delta => "δ",
        ConstantKind.Pi => "pi",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The row of K, D or L applied to rows from the left, or to columns from the right.</summary>
    public static string Gather(ConstantKind kind, bool columns) => OfConstant(kind) + (columns ? " of columns" : " of rows");

    /// <summary>The operators among these that have neither a row nor a reason, for the test of the table.</summary>
    public static IEnumerable<string> Missing(IEnumerable<Type> operators) => operators
        .Where(t => !t.IsAbstract && !Without.ContainsKey(t) && !Rows.Values.Any(r => r.Operator == t))
        .Select(t => t.Name);

    // diag has two meanings; powers have one row whatever the exponent.
    private static string RowOf(Operator o) => o switch
    {
        DiagonalPart => "diagonal of",
        ElementwisePower => "power",
        MatrixPower { Exponent: -1 } => "inverse",
        MatrixPower => "matrix power",
        SymbolicPower => "symbolic power",
        GeneralPower => "general power",
        Hadamard => "multiply",
        ElementwiseOperator { Function.IsUnknown: true } => "call",
        Total => "sum of entries",
        _ => o.Name,
    };
}
