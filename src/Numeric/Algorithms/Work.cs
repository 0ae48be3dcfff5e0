using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Algorithms;

/// <summary>
/// What evaluating an expression takes, as polynomials of the sizes: multiplications and divisions of its plan, values of functions of one
/// number, and rows of the table of kernels that are not counted. Factorizations and inverses count by their leading term.
/// </summary>
internal sealed record Work(Size Multiplications, Size Functions, IReadOnlyList<string> Others)
{
    /// <summary>Nothing.</summary>
    public static Work None { get; } = new(Size.Zero, Size.Zero, []);

    /// <summary>Both.</summary>
    public static Work operator +(Work a, Work b) => new(a.Multiplications + b.Multiplications, a.Functions + b.Functions, [.. a.Others.Union(b.Others)]);

    /// <summary>What the plan of an expression takes; a sum or product over an index as often as it has terms.</summary>
    /// <exception cref="PlanException">There is nothing to compute.</exception>
    public static Work Of(Expr e)
    {
        var total = None;
        var put = new Dictionary<Expr, Expr>();
        foreach (var node in Outermost(e))
        {
            put[node] = Symbol.Of(new Name($"term_{put.Count}"), node.Shape);
            var range = (IIndexed)node.Operator;
            var (index, term) = IndexedTerm.Open(node);
            var one = Of(term);
            bool varies = Indices.Has(one.Multiplications, index) || Indices.Has(one.Functions, index);
            total += varies ? None with { Others = [$"the terms of a {node.Operator.Name}"] } : new(range.Count * (one.Multiplications + Joined(node)), range.Count * one.Functions, one.Others);
        }

        var plan = Plan.Of(put.Count == 0 ? e : Rewrite.Substitute(e, put));
        return plan.Instructions.Aggregate(total, (sum, i) => sum + Of(i));
    }

    // A product over an index multiplies by each term.
    private static Size Joined(Apply node) => node.Operator is IndexedSum ? Size.Zero : node.Shape.Count * node.Shape.Columns;

    private static Work Of(Instruction i)
    {
        Size count = i.Result.Shape.Count, first = i.Operands.Count > 0 ? i.Operands[0].Value.Shape.Count : Size.One, side = i.Operands.Count > 0 ? i.Operands[0].Value.Shape.Rows : Size.One;
        Size Share(Size s, int part) => Size.Of(new Rational(1, part)) * s;
        Work Times(Size multiplications) => None with { Multiplications = multiplications };
        Work Calls(Size functions) => None with { Functions = functions };
        var cube = side * side * side;
        return i.Kernel.Name switch
        {
            "matmul" => Times(count * Inner(i.Operands[0])),
            "dot" or "sumsq" or "norm2" or "normF" => Times(first),
            "outer" or "⊗" => Times(count),
            "multiply" => Times(Size.Of(i.Operands.Count - 1 + (IsPlain(i.Numbers[0]) ? 0 : 1)) * count),
            "sum" => i.Operands.Zip(i.Numbers.Skip(1)).Where(p => !IsPlain(p.Second)).Aggregate(None, (sum, p) => sum + Times(p.First.Value.Shape.Count)),
            "power" when i.Numbers[0].TryToInt32(out int k) => Times(Size.Of(Squarings(k)) * count),
            "matrix power" when i.Numbers[0].TryToInt32(out int k) => Times(Size.Of(Squarings(k)) * cube),
            "power" or "general power" or "call" => Calls(count),
            "abs" or "sign" or "relu" or "step" => None,
            "softmax" or "rowsoftmax" or "colsoftmax" => Times(count) + Calls(count),
            "logsoftmax" or "logsumexp" => Calls(first),
            "normalize" => Times(Size.Of(2) * count),
            "mean" => Times(Size.One),
            "lu" => Times(Share(cube, 3)),
            "cholesky" or "chol" => Times(Share(cube, 6)),
            "solve" or "solve posdef" => Times(side * count),
            "inverse" => Times(Size.Of(2) * Share(cube, 3)),
            "inverse posdef" => Times(Share(cube, 3)),
            "det" or "logdet" or "det posdef" or "logdet posdef" => Times(side),
            _ when i.Kernel.Operator == typeof(ElementwiseOperator) => Calls(count),
            var name when Free.Contains(name) => None,
            var name => None with { Others = [name] },
        };
    }

    // Rows that move entries, add them or make constants.
    private static readonly HashSet<string> Free =
    [
        "number", "pi", "size", "δ", "I", "zeros", "ones", "fill", "e", "K", "D", "L", "broadcast", "transpose", "diag", "diagonal of", "tril", "triu", "vech",
        "plus diagonal", "vec", "unvec", "hcat", "vcat", "join", "K of rows", "K of columns", "D of rows", "D of columns", "L of rows", "L of columns",
        "entry", "row", "column", "sum of entries", "tr", "max", "norm1", "cumsum", "sums of rows", "sums of columns",
    ];

    private static bool IsPlain(Rational coefficient) => coefficient.Abs().IsOne;

    // By squaring: x⁵ = (x²)² x.
    private static int Squarings(int exponent) => Math.Max(0, System.Numerics.BitOperations.Log2((uint)Math.Abs(exponent)) + System.Numerics.BitOperations.PopCount((uint)Math.Abs(exponent)) - 1);

    private static Size Inner(Operand a) => a.Value.Form != Form.Matrix ? a.Value.Shape.Count : a.View == View.Transposed ? a.Value.Shape.Rows : a.Value.Shape.Columns;

    // The sums and products over an index that stand in no other.
    private static List<Apply> Outermost(Expr e)
    {
        if (e is Apply { Operator: IIndexed } a)
        {
            return [a];
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return [.. e.Children.SelectMany(Outermost).Distinct()];
    }
}
