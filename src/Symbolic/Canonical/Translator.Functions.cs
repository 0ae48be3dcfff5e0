using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Elementwise functions, powers and matrix functions in index notation.</summary>
internal sealed partial class Translator
{
    private Grid OfElementwise(ElementwiseOperator op, Apply a)
    {
        if (op.WithoutPrimes(a.Argument) is { } plain)
        {
            return Translate(plain);
        }

        var x = Translate(a.Argument);
        if (!op.Function.IsUnknown)
        {
            var slope = op.Function.Slope is { } s ? Translate(s).Body : null;
            return x with { Body = Pointwise.Apply(x.Body, x.Free, work, (b, free) => new Elementwise(free, work, slope).Apply(op.Function.Name.Text, b)) };
        }

        string name = $"f:{op.Name}{(op.Function.VanishingOrder is { } order ? $"!{order}" : "")}";
        return x with
        {
            Body = Pointwise.Apply(x.Body, x.Free, work, (b, free) => Polynomial.Of(HeadMaker.Pointwise(HeadKind.Function, name, b, free, work).Factor)),
        };
    }

    private Grid OfPower(Apply a)
    {
        var x = Translate(a.Argument);
        if (a.Operator is ElementwisePower p)
        {
            return x with { Body = Powers.Of(x.Body, Exponents.Of(p.Exponent), x.Free, work) };
        }

        var exponent = Translate(a.Arguments[1]);
        if (exponent.Rows.Length + exponent.Columns.Length == 0 && AsSize(exponent.Body) is { } size)
        {
            return x with { Body = Powers.Of(x.Body, size, x.Free, work) };
        }

        // x^c is exp(c log x); a scalar goes with every entry of the other.
        var logarithm = x with { Body = Logarithms.Log(x.Body, x.Free, work, absolute: false) };
        var inner = x.Sides.Length == 0 ? exponent with { Body = exponent.Body.By(logarithm.Body, exponent.Free) }
            : exponent.Sides.Length == 0 ? x with { Body = exponent.Body.By(logarithm.Body, x.Free) }
            : Together(logarithm, exponent, (s, t, free) => s.By(t, free));
        inner = inner.Normalise(work);
        return inner with { Body = Logarithms.Exp(inner.Body, inner.Free, work) };
    }

    // A polynomial of sizes alone as a size.
    private static Size? AsSize(Polynomial p)
    {
        var sum = Size.Zero;
        foreach (var t in p.Terms)
        {
            var product = Size.Of(t.Coefficient);
            foreach (var f in t.Factors)
            {
                if (f.Head.Kind != HeadKind.Size || f.Power is not (> 0 and var power))
                {
                    return null;
                }

                product *= Size.Pow(Size.Of(new Name(f.Head.Key[2..])), power);
            }

            sum += product;
        }

        return sum;
    }

    private Grid OfMatrixFunction(Apply a)
    {
        if (a.Operator is PseudoInverse)
        {
            return OfPseudoInverse(a.Argument);
        }

        var x = Alignment.Square(Whole(Translate(a.Argument))).Normalise(work);
        switch (a.Operator)
        {
            case MatrixPower p:
                var b = p.Exponent < 0 ? new Grid(x.Columns, x.Rows, Inverses.Of(x.Body, x.Rows, x.Columns, work)) : x;
                var power = b;
                for (int i = 1; i < Math.Abs(p.Exponent); i++)
                {
                    power = Times(power, b.Fresh()).Normalise(work);
                }

                return power;
            case Determinant:
                return Grid.Scalar(Determinants.Of(x.Body, x.Rows, x.Columns, work));
            case LogDeterminant:
                return Grid.Scalar(Logarithms.Log(Determinants.Of(x.Body, x.Rows, x.Columns, work), [], work, absolute: true));
            case Adjugate when HasInverse(a.Argument):
                // This inverse need not exist where the adjugate is asked for.
                var known = work.Inverted.ToHashSet();
                var inverse = Inverses.Of(x.Body, x.Rows, x.Columns, work);
                work.Inverted.IntersectWith(known);
                return new(x.Columns, x.Rows, Determinants.Of(x.Body, x.Rows, x.Columns, work).By(inverse, x.Free));
            case Adjugate:
                return new(x.Columns, x.Rows, MatrixFunctions.Other("adj", x.Body, x.Rows, x.Columns, work));
            case SpectralFunction { Name: "expm" }:
                return x with { Body = MatrixFunctions.Exp(x.Body, x.Rows, x.Columns, work) };
            case SpectralFunction { Name: "chol" }:
                return x with { Body = MatrixFunctions.Cholesky(x.Body, x.Rows, x.Columns, work) };
            case SpectralFunction { Name: "logm" }:
                return x with { Body = MatrixFunctions.Other("logm", x.Body, x.Rows, x.Columns, work) };
            case SymbolicPower:
                var exponent = Translate(a.Arguments[1]);
                return x with { Body = MatrixFunctions.Other($"^{Collector.Write(exponent.Body, [], work)}", x.Body, x.Rows, x.Columns, work) };
            default:
                throw new UndecidedException($"{a.Operator.Name} has no form in index notation");
        }
    }

    // (X'X)⁻¹X' where that inverse is known to exist, and X'(XX')⁻¹.
    private Grid OfPseudoInverse(Expr e)
    {
        var x = Whole(Translate(e));
        foreach (bool turned in new[] { false, true })
        {
            var m = turned ? x.Transposed : x;
            var square = Alignment.Square(Times(m.Transposed, m.Fresh())).Normalise(work);
            var before = work.Inverted.ToHashSet();
            var inverse = Inverses.Of(square.Body, square.Rows, square.Columns, work);
            var heads = inverse.Terms.SelectMany(t => t.Factors).Where(f => f.Head.Kind == HeadKind.Inverse).Select(f => f.Head.Key).ToList();
            work.Inverted.IntersectWith(before);
            bool exists = heads.Count > 0 ? heads.All(before.Contains) : e is Constant { Kind: ConstantKind.Duplication } && !turned;
            work.HasLearned |= heads.Count > 0 && !exists && !work.HasAskedInverse;
            if (exists)
            {
                var g = Times(new(square.Columns, square.Rows, inverse), m.Transposed);
                return turned ? g.Transposed : g;
            }
        }

        work.HasAskedInverse = true;
        return new(x.Columns, x.Rows, MatrixFunctions.Other("pinv", x.Body, x.Rows, x.Columns, work));
    }

    // Is a matrix invertible for almost all values of its symbols? Only then is its adjugate det(X) X⁻¹ by continuity.
    private static bool HasInverse(Expr e) => e switch
    {
        Symbol s => !s.Attributes.HasFlag(Attributes.Skew),
        Constant c => c.Kind is ConstantKind.Identity or ConstantKind.Commutation,
        Product p => p.Chain.Count > 0 && p.Chain.All(f => f.Shape == e.Shape && HasInverse(f)),
        Apply { Operator: Transpose or Kronecker or MatrixPower } a => a.Arguments.All(f => f.Shape.Rows.Equals(f.Shape.Columns) && HasInverse(f)),
        Apply { Operator: SpectralFunction { Name: "expm" } } => true,
        _ => false,
    };
}
