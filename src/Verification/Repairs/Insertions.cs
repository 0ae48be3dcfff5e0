using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Repairs;

/// <summary>Slips by which something was left out: a sign, a constant, a function, a factor, a term, a denominator.</summary>
internal static class Insertions
{
    private static readonly string[] Wraps = ["tr", "vec", "diag", "inv", "sum", "log", "exp"];

    private static readonly Rational[] Factors = [2, new(1, 2), 3, new(1, 3), 4, new(1, 4)];

    /// <summary>What may have stood around a part.</summary>
    public static IEnumerable<Slip> Into(Syntax node, Surroundings around, bool whole)
    {
        if (node is NumberSyntax && !whole)
        {
            yield break;
        }

        yield return new(Slips.Negative(node), whole ? 1.0 : 1.2);
        bool operand = node is NameSyntax or CallSyntax or TransposeSyntax;
        foreach (string f in Wraps.Concat(around.Functions).Distinct())
        {
            if (!IsConstant(f) && !(node is CallSyntax c && c.Function.Text == f && f != "diag"))
            {
                yield return new(Slips.Call(f, node), Wraps[..5].Contains(f) ? 1.2 : 1.6);
            }
        }

        yield return new(new PowerSyntax(node, Slips.Number(2, node.Span), false, false, node.Span), whole ? 1.3 : 1.7);
        if (whole || operand || node is BinarySyntax)
        {
            foreach (var factor in Factors)
            {
                yield return new(Slips.Join(BinaryKind.Product, Slips.Number(factor, node.Span), node), 1.6 + (factor.IsInteger ? 0 : 0.05) + (whole ? 0 : 0.1));
            }
        }

        foreach (var slip in Sized(node, around).Concat(whole || operand ? Factored(node, around, whole) : []).Concat(whole ? Added(node, around) : []))
        {
            yield return slip;
        }
    }

    // K(m,n) X, ones(n)' x, n X, X/n.
    private static IEnumerable<Slip> Sized(Syntax node, Surroundings around)
    {
        foreach (var size in around.Sizes)
        {
            var ones = Slips.Call("ones", size);
            yield return new(Slips.Join(BinaryKind.Product, node, ones), 2.0);
            yield return new(Slips.Join(BinaryKind.Product, Slips.Transposed(ones), node), 2.0);
            yield return new(Slips.Join(BinaryKind.Product, node, Slips.Transposed(ones)), 2.0);
            yield return new(Slips.Join(BinaryKind.Product, ones, node), 2.1);
            yield return new(node is NumberSyntax { Value.IsOne: true } ? size : Slips.Join(BinaryKind.Product, size, node), 1.9);
            yield return new(Slips.Join(BinaryKind.Divide, node, size), 1.9);
            foreach (var other in around.Sizes)
            {
                yield return new(Slips.Join(BinaryKind.Product, Slips.Call("K", size, other), node), 1.6);
                if (node is not CallSyntax { Function.Text: "vec" })
                {
                    yield return new(Slips.Join(BinaryKind.Product, node, Slips.Call("K", size, other)), 1.7);
                }
            }
        }
    }

    private static IEnumerable<Slip> Factored(Syntax node, Surroundings around, bool whole)
    {
        foreach (var name in around.Names)
        {
            foreach (var factor in new[] { (Syntax)name, Slips.Transposed(name), Slips.Call("inv", name), Slips.Call("diag", name) })
            {
                double cost = factor is NameSyntax ? 2.2 : 2.5;
                yield return new(Slips.Join(BinaryKind.Product, factor, node), cost);
                yield return new(Slips.Join(BinaryKind.Product, node, factor), cost);
                if (factor is NameSyntax)
                {
                    yield return new(Slips.Join(BinaryKind.Hadamard, factor, node), cost);
                    yield return new(Slips.Join(BinaryKind.Kronecker, factor, node), 2.5);
                    yield return new(Slips.Join(BinaryKind.Kronecker, node, factor), 2.5);
                }
            }

            if (whole)
            {
                yield return new(Slips.Join(BinaryKind.Divide, node, Slips.Call("det", name)), 2.3);
                yield return new(Slips.Join(BinaryKind.Divide, node, Slips.Call("norm2", name)), 2.3);
                yield return new(Slips.Join(BinaryKind.ElementwiseDivide, node, name), 2.3);
                yield return new(Slips.Join(BinaryKind.Product, Slips.Call("det", name), node), 2.4);
            }
        }

        foreach (var scalar in around.Scalars)
        {
            yield return new(Slips.Join(BinaryKind.Divide, node, scalar), 2.2);
            yield return new(Slips.Join(BinaryKind.Product, scalar, node), 2.3);
        }

        var onePlus = Slips.Join(BinaryKind.Add, Slips.Number(1, node.Span), node);
        yield return new(Slips.Join(BinaryKind.ElementwiseDivide, node, onePlus), 2.4);
        yield return new(Slips.Join(BinaryKind.Divide, node, Slips.Call("sum", node)), 2.4);
    }

    // A term like one that is there: transposed, or with another name.
    private static IEnumerable<Slip> Added(Syntax node, Surroundings around)
    {
        foreach (var term in Terms(node).Take(4))
        {
            yield return new(Slips.Join(BinaryKind.Add, node, Slips.Transposed(term)), 2.0);
            foreach (var (part, put, _) in SyntaxTree.Places(term))
            {
                if (part is not NameSyntax own)
                {
                    continue;
                }

                foreach (var name in around.Names)
                {
                    if (name.Text != own.Text)
                    {
                        yield return new(Slips.Join(BinaryKind.Add, node, put(name)), 2.1);
                        yield return new(Slips.Join(BinaryKind.Subtract, node, put(name)), 2.2);
                    }
                }
            }
        }

        foreach (var name in around.Names)
        {
            yield return new(Slips.Join(BinaryKind.Add, node, name), 2.4);
            yield return new(Slips.Join(BinaryKind.Subtract, node, name), 2.4);
        }

        foreach (int one in new[] { 1, -1 })
        {
            yield return new(Slips.Join(one > 0 ? BinaryKind.Add : BinaryKind.Subtract, node, Slips.Number(1, node.Span)), 2.2);
        }
    }

    private static IEnumerable<Syntax> Terms(Syntax node)
    {
        while (node is BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b)
        {
            yield return b.Right;
            node = b.Left;
        }

        yield return node;
    }

    private static bool IsConstant(string f) => f is "I" or "ones" or "zeros" or "e" or "K" or "D" or "L" or "hcat" or "vcat" or "grad" or "jacobian" or "hessian" or "directional" or "d" or "unvec" or "kron" or "hadamard" or "dot" or "leakyrelu" or "solve";
}
