using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Field;

/// <content>The operators, a row each.</content>
internal sealed partial class FieldEvaluator
{
    private FieldMatrix ApplyValue(Apply e) => e.Operator switch
    {
        Transpose => Value(e.Argument).Transposed(),
        Vec or Unvec => Value(e.Argument).Reshaped(point.Count(e.Shape.Rows), point.Count(e.Shape.Columns)),
        Vech => Half(Value(e.Argument)),
        Hcat => Beside([.. e.Arguments.Select(Value)]),
        Vcat => Beside([.. e.Arguments.Select(a => Value(a).Transposed())]).Transposed(),
        DiagonalMatrix => WithDiagonal(Value(e.Argument)),
        DiagonalPart => Diagonal(Value(e.Argument)),
        Trace => FieldMatrix.Scalar(Diagonal(Value(e.Argument)).Sum()),
        Total => FieldMatrix.Scalar(Value(e.Argument).Sum()),
        Mean => FieldMatrix.Scalar(Fp.Multiply(Value(e.Argument).Sum(), Fp.Inverse((ulong)Value(e.Argument).Entries.Length))),
        Tril => Masked(Value(e.Argument), (i, j) => i >= j),
        Triu => Masked(Value(e.Argument), (i, j) => i <= j),
        CumulativeSum => RunningSums(Value(e.Argument)),
        Hadamard => e.Arguments.Select(Value).Aggregate((a, b) => FieldMatrix.Zip(a, b, Fp.Multiply)),
        Kronecker => e.Arguments.Select(Value).Aggregate(Blocks),
        ElementwiseOperator f => Elementwise(f, e),
        ElementwisePower p => Value(e.Argument).Map(x => Power(x, p.Exponent)),
        GeneralPower => GeneralPowerValue(e),
        MatrixPower p => MatrixPowerValue(Value(e.Argument), p.Exponent),
        SymbolicPower when Constant(e.Arguments[1]) is { } r && r.TryToInt32(out int k) && Math.Abs(k) <= 64 => MatrixPowerValue(Value(e.Arguments[0]), k),
        Determinant => FieldMatrix.Scalar(FieldAlgebra.Determinant(Value(e.Argument))),
        LogDeterminant => FieldMatrix.Scalar(LogAbsolute(FieldAlgebra.Determinant(Value(e.Argument)))),
        Adjugate => FieldAlgebra.Adjugate(Value(e.Argument)),
        PseudoInverse => FieldAlgebra.PseudoInverse(Value(e.Argument)),
        SpectralFunction f => OfWhole(f.Name, Value(e.Argument), Value(e.Argument).Rows, Value(e.Argument).Rows),
        Maximum => OfWhole("max", Value(e.Argument), 1, 1),
        DefinedOperator d => Value(d.Definition(e)),
        _ => throw new OutOfReachException($"the operator {e.Operator.Name}"),
    };

    // xʳ: the whole part exactly, the rest as a random function of x.
    private ulong Power(ulong x, Rational exponent)
    {
        var whole = System.Numerics.BigInteger.Divide(exponent.Numerator - (exponent.Sign < 0 ? exponent.Denominator - 1 : 0), exponent.Denominator);
        var rest = exponent - new Rational(whole, 1);
        ulong power = Fp.Power(x, (long)whole);
        return rest.IsZero ? power : Fp.Multiply(power, Lossy($"^{rest}", x));
    }

    private FieldMatrix GeneralPowerValue(Apply e)
    {
        var x = Value(e.Arguments[0]);
        if (Constant(e.Arguments[1]) is { } exponent && exponent.Numerator < 1000 && exponent.Denominator < 1000)
        {
            return x.Map(b => Power(b, exponent));
        }

        var c = Value(e.Arguments[1]);
        var shape = x.Entries.Length >= c.Entries.Length ? x : c;
        var result = new FieldMatrix(shape.Rows, shape.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = Lossy("^", x.Entries[x.Entries.Length == 1 ? 0 : i], c.Entries[c.Entries.Length == 1 ? 0 : i]);
        }

        return result;
    }

    private static FieldMatrix MatrixPowerValue(FieldMatrix x, int exponent)
    {
        var factor = exponent < 0 ? FieldAlgebra.Inverse(x) : x;
        var power = FieldMatrix.Identity(x.Rows);
        for (int i = 0; i < Math.Abs(exponent); i++)
        {
            power *= factor;
        }

        return power;
    }

    private FieldMatrix Elementwise(ElementwiseOperator f, Apply e)
    {
        var function = f.Function;
        if (function.Slope is { } slope)
        {
            ulong below = Value(slope).Entries[0];
            return Value(e.Argument).Map(x => Lossy($"leakyrelu{f.Order}", below, x));
        }

        if (!function.IsUnknown)
        {
            // Derivatives by their formulas, so that σ' = σ − σ² holds.
            return f.Order > 0 && f.WithoutPrimes(e.Argument) is { } formula
                ? Value(formula)
                : Value(e.Argument).Map(x => Lossy(f.Name, x));
        }

        // The values and derivatives of an unknown function at distinct places are independent, but where some are assumed to vanish.
        int? assumed = point.Scope.Functions.GetValueOrDefault(function.Name)?.VanishingOrder ?? function.VanishingOrder;
        if (assumed is { } order)
        {
            LosesRelations = true;
            if (f.Order >= order)
            {
                return new(Value(e.Argument).Rows, Value(e.Argument).Columns);
            }
        }

        return Value(e.Argument).Map(x => Random($"f {f.Name}", x));
    }

    // log |x| is a function of x up to sign.
    private ulong LogAbsolute(ulong x) => x == 0 ? throw new UndefinedException("the logarithm of 0") : Lossy("log|.|", Math.Min(x, Fp.P - x));

    // A function of a whole matrix: each entry of the value is hashed from all entries of the argument.
    private FieldMatrix OfWhole(string name, FieldMatrix x, int rows, int columns)
    {
        ulong[] entries = [(ulong)x.Rows, .. x.Entries];
        var result = new FieldMatrix(rows, columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = Lossy($"{name} {i}", entries);
        }

        return result;
    }

    private ulong Lossy(string name, params ReadOnlySpan<ulong> arguments)
    {
        LosesRelations = true;
        return Random(name, arguments);
    }

    private ulong Random(string name, params ReadOnlySpan<ulong> arguments)
    {
        Hashed++;
        return point.Hash(name, arguments);
    }

    private static FieldMatrix Half(FieldMatrix x)
    {
        int n = x.Rows;
        var result = new FieldMatrix(n * (n + 1) / 2, 1);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                result[Packed(i, j, n), 0] = x[i, j];
            }
        }

        return result;
    }

    private static FieldMatrix Beside(FieldMatrix[] blocks) =>
        new(blocks[0].Rows, blocks.Sum(b => b.Columns), [.. blocks.SelectMany(b => b.Entries)]);

    private static FieldMatrix WithDiagonal(FieldMatrix x)
    {
        var result = new FieldMatrix(x.Entries.Length, x.Entries.Length);
        for (int i = 0; i < x.Entries.Length; i++)
        {
            result[i, i] = x.Entries[i];
        }

        return result;
    }

    private static FieldMatrix Diagonal(FieldMatrix x) => new(x.Rows, 1, [.. Range(x.Rows).Select(i => x[i, i])]);

    private static FieldMatrix Masked(FieldMatrix x, Func<int, int, bool> keep)
    {
        var result = new FieldMatrix(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                result[i, j] = keep(i, j) ? x[i, j] : 0;
            }
        }

        return result;
    }

    private static FieldMatrix RunningSums(FieldMatrix x)
    {
        var result = new FieldMatrix(x.Rows, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            ulong sum = 0;
            for (int i = 0; i < x.Rows; i++)
            {
                sum = Fp.Add(sum, x[i, j]);
                result[i, j] = sum;
            }
        }

        return result;
    }

    private static FieldMatrix Blocks(FieldMatrix a, FieldMatrix b)
    {
        var result = new FieldMatrix(a.Rows * b.Rows, a.Columns * b.Columns);
        for (int j = 0; j < result.Columns; j++)
        {
            for (int i = 0; i < result.Rows; i++)
            {
                result[i, j] = Fp.Multiply(a[i / b.Rows, j / b.Columns], b[i % b.Rows, j % b.Columns]);
            }
        }

        return result;
    }
}
