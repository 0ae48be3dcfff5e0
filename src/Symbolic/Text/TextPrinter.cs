using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Writes expressions in the language, so that reading them gives the same expression again.</summary>
internal sealed class TextPrinter
{
    private readonly Lazy<HashSet<string>> words;
    private readonly Dictionary<Expr, Piece> done = [];

    private TextPrinter(Expr root) => words = new(() => [.. IndexedTerm.Words(root)]);

    /// <summary>How tightly a text holds together, loosest first.</summary>
    private enum Tightness
    {
        Sum,
        Kronecker,
        Product,
        Sign,
        Postfix,
        Atom,
    }

    /// <summary>The text of an expression.</summary>
    public static string Print(Expr e) => new TextPrinter(e).Visit(e).Text;

    private static Piece Atom(string text) => new(text, Tightness.Atom);

    private string At(Expr e, Tightness least)
    {
        var piece = Visit(e);
        return piece.Tightness >= least ? piece.Text : $"({piece.Text})";
    }

    private Piece Visit(Expr e)
    {
        if (done.TryGetValue(e, out var known))
        {
            return known;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var piece = e switch
        {
            Number n => OfNumber(n.Value),
            Symbol { Derivative: { } d } => Atom($"grad({Visit(d.Of).Text}, {Visit(d.Wrt).Text})"),
            Symbol s => Atom(s.Name.Text),
            Constant c => OfConstant(c),
            Differential { Of.Derivative: not null } d => Atom($"d({Visit(d.Of).Text})"),
            Differential d => Atom("d" + d.Of.Name.Text),
            Sum s => OfSum(s),
            Product p => OfProduct(p),
            Apply a => OfApply(a),
            _ => throw new InvalidOperationException(e.GetType().Name),
        };
        done[e] = piece;
        return piece;
    }

    private static Piece OfNumber(Rational value) =>
        new(value.ToString(), value.IsInteger ? (value.Sign < 0 ? Tightness.Sign : Tightness.Atom) : Tightness.Product);

    private static Piece OfConstant(Constant c) => c.Kind switch
    {
        ConstantKind.Identity => Atom($"I({c.First})"),
        ConstantKind.Zeros or ConstantKind.Ones => Atom(
            (c.Kind == ConstantKind.Ones ? "ones(" : "zeros(") + (c.Second.IsOne ? $"{c.First})" : $"{c.First},{c.Second})")),
        ConstantKind.Basis => Atom($"e({c.First},{c.Second})"),
        ConstantKind.Commutation => Atom($"K({c.First},{c.Second})"),
        ConstantKind.Duplication => Atom($"D({c.First})"),
        ConstantKind.Elimination => Atom($"L({c.First})"),
        ConstantKind.Pi => Atom("pi"),
        ConstantKind.Delta => Atom($"δ({c.First},{c.Second})"),
        _ => Atom(c.First.Text),
    };

    private Piece OfSum(Sum s)
    {
        var text = new System.Text.StringBuilder();
        foreach (var term in s.Terms)
        {
            // A scalar spread over the entries is written as the scalar: another term gives the shape.
            var shown = SpreadScalar(term) ?? term;
            var (coefficient, core) = Product.Split(shown);
            bool negative = coefficient.Sign < 0;
            string part = negative ? At(Product.Of(-coefficient, core), Tightness.Kronecker) : At(shown, Tightness.Kronecker);
            text.Append(text.Length == 0 ? (negative ? "-" + At(Product.Of(-coefficient, core), Tightness.Product) : part) : (negative ? " - " : " + ") + part);
        }

        return new(text.ToString(), Tightness.Sum);
    }

    /// <summary>The c of c·ones, for a matrix of equal entries.</summary>
    internal static Expr? SpreadScalar(Expr e) => e switch
    {
        Constant { Kind: ConstantKind.Ones } => Number.One,
        Product { Chain: [Constant { Kind: ConstantKind.Ones }] } p => Product.Of(p.Coefficient, p.Scalars),
        _ => null,
    };

    private Piece OfProduct(Product p)
    {
        bool negative = p.Coefficient.Sign < 0;
        var above = new List<string>();
        var below = new List<string>();
        var coefficient = p.Coefficient.Abs();
        var factors = p.Scalars.Where(s => !IsBelow(s)).Concat(p.Chain).ToList();

        // A fraction in front is parted by the line that there is: x/(2*c).
        bool split = factors.Count < p.Children.Count || factors.Count == 0;
        if (split ? !coefficient.Numerator.IsOne || factors.Count == 0 : !coefficient.IsOne)
        {
            above.Add(split ? coefficient.Numerator.ToString() : coefficient.ToString());
        }

        for (int i = 0; i < factors.Count; i++)
        {
            bool inner = factors[i] is Product && i + 1 < factors.Count;
            bool alone = i + 1 == factors.Count && (factors[i] is Product || (factors[i] is Apply { Operator: IIndexed } && factors.Count == p.Children.Count && coefficient.IsInteger));
            above.Add(inner ? $"({Visit(factors[i]).Text})" : alone ? Visit(factors[i]).Text : At(factors[i], Tightness.Sign));
        }

        if (split && !coefficient.IsInteger)
        {
            below.Add(coefficient.Denominator.ToString());
        }

        below.AddRange(p.Scalars.Where(IsBelow).Select(s => At(ElementwisePower.Of(s, -1), Tightness.Sign)));
        string text = (negative ? "-" : "") + string.Join("*", above);
        text += below.Count switch { 0 => "", 1 => "/" + below[0], _ => $"/({string.Join("*", below)})" };
        return new(text, Tightness.Product);
    }

    // A scalar that is written below a fraction line.
    private static bool IsBelow(Expr scalar) => scalar is Apply { Operator: ElementwisePower { Exponent.Sign: < 0 } };

    private Piece OfApply(Apply a)
    {
        switch (a.Operator)
        {
            case Transpose when a.Argument is Apply { Operator: MatrixPower { Exponent: -1 } } inverse:
                return new(At(inverse.Argument, Tightness.Postfix) + "^-T", Tightness.Postfix);
            case Transpose:
                return new(At(a.Argument, Tightness.Postfix) + "'", Tightness.Postfix);
            case MatrixPower p:
                return new($"{At(a.Argument, Tightness.Postfix)}^{p.Exponent}", Tightness.Postfix);
            case ElementwisePower p:
                return OfPower(a, p.Exponent);
            case GeneralPower or SymbolicPower:
                string sign = a.IsScalar || a.Operator is SymbolicPower ? "^" : ".^";
                return new($"{At(a.Arguments[0], Tightness.Postfix)}{sign}{At(a.Arguments[1], Tightness.Atom)}", Tightness.Postfix);
            case Hadamard:
                return OfHadamard(a);
            case Kronecker:
                return new(string.Join(" ⊗ ", a.Arguments.Select(x => At(x, Tightness.Sign))), Tightness.Kronecker);
            case IIndexed range:
                return OfIndexed(a, range);
            case Unvec u:
                return Atom($"unvec({Visit(a.Argument).Text}, {u.Result.Rows}, {u.Result.Columns})");
            case ElementwiseOperator { Function.Slope: { } slope } f:
                return Atom($"leakyrelu{new string('\'', f.Order)}({Visit(a.Argument).Text}, {Visit(slope).Text})");
            case Nabla n:
                return Atom($"{n.Name}({Visit(a.Argument).Text}, {string.Join(", ", n.Variables.Select(v => Visit(v).Text))})");
            default:
                return Atom($"{a.Operator.Name}({string.Join(", ", a.Written.Select(x => Visit(x).Text))})");
        }
    }

    // The term reaches to the next + or −.
    private Piece OfIndexed(Apply a, IIndexed range)
    {
        string letter = IndexedTerm.Letter(a, words.Value);
        words.Value.Add(letter);
        string term = At(IndexedTerm.At(a, Size.Of(new Name(letter))), Tightness.Kronecker);
        words.Value.Remove(letter);
        string limits = range is IndexedProduct { Descending: true } ? $"_{{{letter}={range.To}:-1:{range.From}}}" : $"_{{{letter}={range.From}}}^{{{range.To}}}";
        return new($"{a.Operator.Name}{limits} {term}", Tightness.Kronecker);
    }

    private Piece OfPower(Apply a, Rational exponent)
    {
        if (exponent == new Rational(1, 2))
        {
            return Atom($"sqrt({Visit(a.Argument).Text})");
        }

        if (a.IsScalar && exponent.Sign < 0)
        {
            return new("1/" + At(ElementwisePower.Of(a.Argument, -exponent), Tightness.Sign), Tightness.Product);
        }

        string power = exponent.IsInteger ? exponent.ToString() : $"({exponent})";
        return new(At(a.Argument, Tightness.Postfix) + (a.IsScalar ? "^" : ".^") + power, Tightness.Postfix);
    }

    private Piece OfHadamard(Apply a)
    {
        var above = a.Arguments.Where(x => ElementwisePower.Split(x).Exponent.Sign > 0).ToList();
        var below = a.Arguments.Where(x => ElementwisePower.Split(x).Exponent.Sign < 0).ToList();
        if (above.Count == 0)
        {
            above.Add(below[0]);
            below.RemoveAt(0);
        }

        string text = string.Join(" .* ", above.Select(x => At(x, Tightness.Sign)));
        return new(text + string.Concat(below.Select(x => " ./ " + At(ElementwisePower.Of(x, -1), Tightness.Sign))), Tightness.Product);
    }

    private readonly record struct Piece(string Text, Tightness Tightness);
}
