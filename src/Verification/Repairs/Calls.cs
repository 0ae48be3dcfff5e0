using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Repairs;

/// <summary>Slips with functions: another one of the family, a prime, the order of arguments, a wrong argument, sizes.</summary>
internal static class Calls
{
    private static readonly string[][] Families =
    [
        ["tr", "sum", "mean", "det", "logdet", "max"],
        ["norm2", "normF", "sumsq", "norm1"],
        ["det", "logdet", "tr", "expm", "logm", "inv", "pinv", "adj", "exp", "log"],
        ["vec", "vech", "diag"],
        ["tril", "triu"],
        ["hcat", "vcat"],
        ["grad", "jacobian", "hessian"],
        ["K", "I", "D", "L"],
        ["ones", "zeros", "e", "I"],
        ["softmax", "logsoftmax", "rowsoftmax", "colsoftmax", "normalize", "logsumexp"],
        ["exp", "log", "sqrt", "square", "abs", "sign"],
        ["sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan"],
        ["sigmoid", "tanh", "relu", "step", "softplus", "silu", "gelu", "erf", "σ"],
        ["log", "logdet"],
    ];

    private static readonly string[] Constants = ["I", "ones", "zeros", "e", "K", "D", "L"];

    private static readonly string[] Unary = [.. Families.Where(f => f[0] is not ("hcat" or "grad" or "K" or "ones")).SelectMany(f => f).Distinct()];

    /// <summary>Is it the name of a matrix that its sizes determine?</summary>
    public static bool IsConstant(string name) => Constants.Contains(name);

    /// <summary>Repairs of a call.</summary>
    public static IEnumerable<Slip> Of(CallSyntax c, Surroundings around)
    {
        string name = c.Function.Text;
        foreach (string other in Families.Where(f => f.Contains(name)).SelectMany(f => f).Distinct().Where(f => f != name))
        {
            yield return new(Renamed(c, other), 1.2);
        }

        if (IsConstant(name))
        {
            foreach (var slip in Sized(c, around))
            {
                yield return slip;
            }

            yield break;
        }

        if (c.Arguments.Length == 1)
        {
            foreach (string other in Unary.Concat(around.Functions).Distinct().Where(f => f != name && !IsConstant(f)))
            {
                yield return new(Renamed(c, other), around.Functions.Contains(other) ? 1.3 : 1.9);
            }

            yield return new(c with { Primes = c.Primes + 1 }, 1.0);
            if (c.Primes > 0)
            {
                yield return new(c with { Primes = c.Primes - 1 }, 1.0);
                yield return new(c with { Primes = 0 }, 1.2);
            }

            yield return new(c.Arguments[0], 1.5);
            foreach (var argument in around.Arguments)
            {
                yield return new(c with { Arguments = [argument] }, 1.6);
            }

            foreach (var slip in Split(c))
            {
                yield return slip;
            }
        }
        else
        {
            for (int i = 0; i + 1 < c.Arguments.Length; i++)
            {
                yield return new(c with { Arguments = Swapped(c.Arguments, i) }, 1.0);
            }
        }
    }

    // The sizes of constants, the order of them, D' for L and L' for D.
    private static IEnumerable<Slip> Sized(CallSyntax c, Surroundings around)
    {
        if (c.Function.Text is "D" or "L")
        {
            yield return new(Slips.Transposed(Renamed(c, c.Function.Text == "D" ? "L" : "D")), 1.15);
        }

        if (c.Arguments.Length == 2)
        {
            yield return new(c with { Arguments = Swapped(c.Arguments, 0) }, 1.0);
        }

        foreach (var first in around.Sizes)
        {
            if (c.Function.Text is "ones" or "zeros" && c.Arguments.Length == 1)
            {
                yield return new(c with { Arguments = [c.Arguments[0], first] }, 1.5);
                yield return new(c with { Arguments = [first, c.Arguments[0]] }, 1.6);
            }

            foreach (var second in around.Sizes)
            {
                if (c.Arguments.Length == 1)
                {
                    yield return new(c with { Arguments = [Slips.Join(BinaryKind.Product, first, second)] }, 1.7);
                    if (c.Function.Text == "I")
                    {
                        yield return new(Slips.Call("K", first, second), 1.4);
                    }
                }
                else
                {
                    yield return new(c with { Arguments = [first, second] }, 1.3);
                }
            }
        }
    }

    // f(a b) for f(a) f(b), f(c x) for c f(x).
    private static IEnumerable<Slip> Split(CallSyntax c)
    {
        if (c.Arguments[0] is not BinarySyntax b)
        {
            yield break;
        }

        CallSyntax left = c with { Arguments = [b.Left] }, right = c with { Arguments = [b.Right] };
        yield return new(b with { Left = left, Right = right }, 1.8);
        yield return new(b with { Left = right, Right = left }, 1.8);
        yield return new(Slips.Join(BinaryKind.Add, left, right), 2.0);
        yield return new(Slips.Join(BinaryKind.Product, left, right), 2.0);
        yield return new(Slips.Join(BinaryKind.ElementwiseProduct, left, right), 2.0);
        yield return new(b with { Right = right }, 1.8);
        yield return new(b with { Left = left }, 1.8);
    }

    private static CallSyntax Renamed(CallSyntax c, string name) => c with { Function = c.Function with { Text = name, Indices = [] } };

    private static ImmutableArray<Syntax> Swapped(ImmutableArray<Syntax> list, int i) => list.SetItem(i, list[i + 1]).SetItem(i + 1, list[i]);
}
