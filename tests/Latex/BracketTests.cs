using System.Globalization;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Latex;

/// <summary>
/// Brackets stand where they must: formulas read back the way a reader of mathematics reads them are the expressions they came from.
/// </summary>
public class BracketTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Formulas_read_back(int seed)
    {
        var random = new RandomExpressions(seed);
        for (int i = 0; i < 300; i++)
        {
            var e = random.Next();
            string read = ReadBox.Text(Notation.Of(e));
            Assert.True(ReferenceEquals(Sorted(e), Sorted(Formulas.Read(read))), $"{e}\n{LatexWriter.Formula(e)}\n{read}");
        }
    }

    [Fact]
    public void Listed_formulas_read_back()
    {
        string[] texts = ["-(x + y)", "c*x'*x*y", "(A*C)' .* (A*C)'", "x .* y ./ z ./ u", "(A + B) ⊗ C", "x'*S*x/(x'*x)", "(x + y)/(2*c)", "X^-T", "-x'*X*x + y'*x", "2*x .* y", "kron(A, hadamard(X, Y))"];
        Assert.All(texts, t => Assert.Same(Sorted(Formulas.Read(t)), Sorted(Formulas.Read(ReadBox.Text(Notation.Of(Formulas.Read(t)))))));
    }

    // The order of terms, scalar factors and entrywise factors is free.
    private static Expr Sorted(Expr e) => Rewrite.BottomUp(e, x => x switch
    {
        Sum s => Sum.Of([.. s.Terms.Select(Turned).OrderBy(t => t.ToString(), StringComparer.Ordinal)]),
        Product p => Product.Of(p.Coefficient, [.. p.Scalars.Select(Turned).OrderBy(t => t.ToString(), StringComparer.Ordinal), .. p.Chain]),
        Apply { Operator: Hadamard } h => Make.Hadamard([.. h.Arguments.OrderBy(t => t.ToString(), StringComparer.Ordinal)]),
        _ => x,
    });

    // x'y and y'x are one scalar.
    private static Expr Turned(Expr e) => !e.IsScalar ? e
        : new[] { e, Product.ScalarTransposed(e) }.MinBy(x => x.ToString(), StringComparer.Ordinal)!;
}

/// <summary>Random expressions over square matrices, vectors and scalars.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly Size N = Size.Of(new Name("n"));
    private readonly Random random = new(seed);

    /// <summary>One more.</summary>
    public Expr Next()
    {
        while (true)
        {
            int depth = random.Next(1, 5);
            var e = random.Next(3) switch { 0 => Scalar(depth), 1 => Vector(depth), _ => Matrix(depth) };
            // What vanishes says nothing.
            if (!e.IsZero && !Rewrite.Contains(e, x => x.IsZero || x is Constant))
            {
                return e;
            }
        }
    }

    private Expr Scalar(int depth) => depth == 0 ? Pick(Of("c", Size.One), Of("k", Size.One), Number.Of(new Rational(random.Next(-3, 4), random.Next(1, 3)))) : random.Next(9) switch
    {
        0 => Sum.Of(Scalar(depth - 1), Scalar(depth - 1)),
        1 => Product.Of(Scalar(depth - 1), Scalar(depth - 1)),
        2 => Product.Of(Make.Transpose(Vector(depth - 1)), Vector(depth - 1)),
        3 => Make.Trace(Matrix(depth - 1)),
        4 => Make.Minus(Scalar(depth - 1), Scalar(depth - 1)),
        5 when Scalar(depth - 1) is { IsZero: false } d => Product.Of(Scalar(depth - 1), ElementwisePower.Of(d, random.Next(-2, 0))),
        6 => ElementwisePower.Of(Scalar(depth - 1), random.Next(2, 4)),
        7 => DefinedReduction.Norm2.Of(Vector(depth - 1)),
        _ => ElementwiseCatalogue.At("log", Scalar(depth - 1)),
    };

    private Expr Vector(int depth) => depth == 0 ? Pick(Of("x", N), Of("y", N), Of("u", N)) : random.Next(8) switch
    {
        0 or 1 => Sum.Of(Vector(depth - 1), Vector(depth - 1)),
        2 => Make.Minus(Vector(depth - 1), Vector(depth - 1)),
        3 => Product.Of(Matrix(depth - 1), Vector(depth - 1)),
        4 => Product.Of(Scalar(depth - 1), Vector(depth - 1)),
        5 => Make.Hadamard(Vector(depth - 1), Vector(depth - 1)),
        6 => Make.Hadamard(Vector(depth - 1), ElementwisePower.Of(Vector(depth - 1), random.Next(-2, 3))),
        _ => ElementwiseCatalogue.At("tanh", Vector(depth - 1)),
    };

    private Expr Matrix(int depth) => depth == 0 ? Pick(Of("X", N, N), Of("Y", N, N), Of("M", N, N)) : random.Next(9) switch
    {
        0 => Sum.Of(Matrix(depth - 1), Matrix(depth - 1)),
        1 => Product.Of(Matrix(depth - 1), Matrix(depth - 1)),
        2 => Make.Transpose(Matrix(depth - 1)),
        3 => Make.Diag(Vector(depth - 1)),
        4 => Make.Hadamard(Matrix(depth - 1), Matrix(depth - 1)),
        5 => Product.Of(Scalar(depth - 1), Matrix(depth - 1)),
        6 => Product.Of(Vector(depth - 1), Make.Transpose(Vector(depth - 1))),
        7 => MatrixPower.Of(Matrix(depth - 1), random.Next(2) == 0 ? -1 : 2),
        _ => Make.Minus(Matrix(depth - 1), Matrix(depth - 1)),
    };

    private static Symbol Of(string name, Size rows, Size? columns = null) => Formulas.Variable(name, rows, columns);

    private Expr Pick(params Expr[] choices) => choices[random.Next(choices.Length)];
}

/// <summary>
/// Boxes read as a reader does: sums of signs, then ⊙, ⊗ and ⊘ from the left, then what stands side by side is multiplied; what is
/// above a box belongs to that box alone. The result is a text of the language with every bracket written.
/// </summary>
internal static class ReadBox
{
    /// <summary>The text of a box.</summary>
    public static string Text(Box box) => box switch
    {
        Row row => Terms(Flat(row)),
        Numeral n => n.Digits,
        Letter { Text: var name } => name,
        Fraction f => $"(({Text(f.Above)})/({Text(f.Below)}))",
        Root r => $"sqrt({Text(r.Inner)})",
        Fenced f => $"({Text(f.Inner)})",
        Scripts { Base: Fenced { Fence.Left: "‖" } norm } s => $"norm2({Text(norm.Inner)}){(s.Super is null ? "" : $"^({Text(s.Super)})")}",
        Scripts { Sub: null, Super: { } super } s => Above(s.Base, super),
        _ => throw new NotSupportedException(box.ToString()),
    };

    // Rows within rows are not seen.
    private static List<Box> Flat(Row row) => [.. row.Items.SelectMany(i => i is Row r ? Flat(r) : [i])];

    private static string Above(Box b, Box super)
    {
        string text = b is Row row ? Factors(Flat(row)) : Text(b);
        return super switch
        {
            Letter { Face: Face.Sans } => $"{text}'",
            Row { Items: [Sign { Entry.Unicode: "−" }, Letter { Face: Face.Sans }] } => $"{text}^-T",
            Row { Items: [Sign { Entry.Unicode: "⊙" }, var exponent] } => $"{text}.^({Text(exponent)})",
            _ => $"{text}^({Text(super)})",
        };
    }

    private static string Terms(IReadOnlyList<Box> items)
    {
        string text = "";
        var term = new List<Box>();
        foreach (var item in items)
        {
            if (item is Sign { Entry.Unicode: "+" or "−" } sign)
            {
                text += (term.Count > 0 ? Spread(term) : "") + (sign.Entry.Unicode == "−" ? " - " : " + ");
                term.Clear();
            }
            else
            {
                term.Add(item);
            }
        }

        return text + Spread(term);
    }

    private static string Spread(List<Box> items)
    {
        var factors = new List<Box>();
        string text = "", sign = "";
        foreach (var item in items)
        {
            if (item is Sign { Entry.Unicode: "⊙" or "⊗" or "⊘" } s)
            {
                text = Joined(text, sign, factors);
                sign = s.Entry.Unicode switch { "⊙" => " .* ", "⊗" => " ⊗ ", _ => " ./ " };
                factors.Clear();
            }
            else
            {
                factors.Add(item);
            }
        }

        return Joined(text, sign, factors);
    }

    private static string Joined(string text, string sign, List<Box> factors) => text.Length == 0 ? $"({Factors(factors)})" : $"({text}{sign}({Factors(factors)}))";

    private static string Factors(IReadOnlyList<Box> items)
    {
        var texts = new List<string>();
        for (int i = 0; i < items.Count; i++)
        {
            switch (items[i])
            {
                case Sign { Entry.Unicode: "·" } or Space:
                    break;
                case Sign { Entry.Unicode: "/" }:
                    texts[^1] += "/" + Text(items[++i]);
                    break;
                case Word word:
                    texts.Add(word.Text.ToLower(CultureInfo.InvariantCulture) + Text(items[++i]));
                    break;
                case var item:
                    texts.Add(Text(item));
                    break;
            }
        }

        return string.Join("*", texts);
    }
}
