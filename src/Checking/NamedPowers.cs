using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;

namespace MatrixDiff.Checking;

/// <summary>
/// Powers that are quantities of their own. X^{1/2} of a square matrix is a matrix R with R R = X, symmetric positive definite where X is symmetric and
/// diagonal where X is. And a letter that stands nowhere but as a square, where the text begins with what the square is (d² = xᵀMx), is a name of it.
/// </summary>
internal sealed class NamedPowers
{
    private const Attributes Definite = Attributes.PositiveDefinite | Attributes.Symmetric | Attributes.Invertible;

    private readonly HashSet<string> roots;
    private readonly HashSet<string> squares;

    private NamedPowers(HashSet<string> roots, HashSet<string> squares) => (this.roots, this.squares) = (roots, squares);

    /// <summary>No such power.</summary>
    public static NamedPowers None { get; } = new([], []);

    /// <summary>What was found, in words.</summary>
    public IEnumerable<string> InWords =>
        [.. roots.Select(x => $"{Root(x)} is the square root of {x}: {Root(x)} {Root(x)} = {x}"), .. squares.Select(d => $"{d}^2 is a number of its own, {Squared(d)}")];

    /// <summary>For each root: R R, which has the shape of X.</summary>
    public IEnumerable<Syntax[]> Sides => roots.Select(x => new Syntax[]
    {
        new BinarySyntax(BinaryKind.Product, Plain(Root(x)), Plain(Root(x)), default, default), Plain(x),
    });

    /// <summary>The powers of a text.</summary>
    /// <param name="scope">What is declared.</param>
    /// <param name="inferred">The same, with what is inferred from the formulas that can be understood without them.</param>
    /// <param name="steps">The steps of the text in order.</param>
    public static NamedPowers Of(Scope scope, Scope inferred, IReadOnlyList<ReadStep> steps)
    {
        var nodes = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).ToList();
        bool IsMatrix(string x) => inferred.Symbols.TryGetValue(new Name(x), out var symbol) && !symbol.IsScalar && symbol.Shape.Rows.Equals(symbol.Shape.Columns);
        var roots = nodes.OfType<PowerSyntax>().Select(RootOf).OfType<string>().Where(IsMatrix).ToHashSet();
        var squared = nodes.OfType<PowerSyntax>().Where(p => SquareOf(p) is not null).Select(p => p.Base).ToHashSet<Syntax>(ReferenceEqualityComparer.Instance);
        var squares = squared.OfType<NameSyntax>().Select(n => n.Text).Distinct().Where(d => !scope.Symbols.ContainsKey(new Name(d)) && Decoration.BaseOf(new Name(d)) is null && (!inferred.Symbols.TryGetValue(new Name(d), out var s) || s.IsScalar)
            && nodes.OfType<NameSyntax>().Where(n => n.Text == d).All(squared.Contains) && IsDefined(d, steps)).ToHashSet();
        return roots.Count + squares.Count == 0 ? None : new(roots, squares);
    }

    // Is the first step with the letter one that says what its square is?
    private static bool IsDefined(string d, IReadOnlyList<ReadStep> steps)
    {
        bool Has(Syntax? side) => side is not null && SyntaxNames.Of(side).OfType<NameSyntax>().Any(n => n.Text == d);
        return steps.FirstOrDefault(s => Has(s.Left) || Has(s.Right)) is { Written.Continues: false, Left: PowerSyntax square, Right: { } right } && SquareOf(square) == d && !Has(right);
    }

    /// <summary>A step with names for the powers.</summary>
    public ReadStep In(ReadStep step) => ReferenceEquals(this, None) ? step : step.With(Put);

    private Syntax Put(Syntax side) => side is PowerSyntax p && SquareOf(p) is { } d && squares.Contains(d) ? new NameSyntax(Squared(d), [], p.Span)
        : side is PowerSyntax r && RootOf(r) is { } x && roots.Contains(x) ? Power(new NameSyntax(Root(x), [], r.Base.Span), r)
        : SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(Put)]) : side;

    /// <summary>Says of every root what it is: its structure and R R = X.</summary>
    public void Declare(Scope scope)
    {
        foreach (string x in roots)
        {
            if (!scope.Symbols.TryGetValue(new Name(x), out var whole) || !scope.Symbols.TryGetValue(new Name(Root(x)), out var root) || whole.Shape != root.Shape)
            {
                continue;
            }

            var structure = (whole.Attributes & (Attributes.Diagonal | Attributes.Symmetric | Attributes.PositiveDefinite)) != 0 ? Definite | (whole.Attributes & Attributes.Diagonal) : Attributes.None;
            var structured = Symbol.Of(root.Name, root.Shape, structure);
            scope.Inferred.Remove(root);
            scope.Declare(structured);
            scope.Inferred.Add(structured);
            scope.Assumptions.Add(new AssumedEquation($"{Root(x)} {Root(x)} = {x}", Product.Of(structured, structured), whole));
        }
    }

    // The X of X^{1/2}, X^{-1/2}, X^{3/2}.
    private static string? RootOf(PowerSyntax p) => p is { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } x } && Halves(p) is { } ? x.Text : null;

    private static string? SquareOf(PowerSyntax p) => p is { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } d, Exponent: NumberSyntax { Value: var two } } && two.Equals(new Rational(2, 1)) ? d.Text : null;

    // How many halves an exponent is, where they are odd.
    private static int? Halves(PowerSyntax p) => Value(p.Exponent) is { } value && (value * new Rational(2, 1)).TryToInt32(out int k) && k % 2 != 0 ? k : null;

    private static Rational? Value(Syntax exponent) => exponent switch
    {
        NumberSyntax n => n.Value,
        NegateSyntax n => -Value(n.Operand),
        BinarySyntax { Kind: BinaryKind.Divide, Left: var a, Right: var b } when Value(a) is { } x && Value(b) is { IsZero: false } y => x / y,
        _ => null,
    };

    private static Syntax Power(NameSyntax root, PowerSyntax of) => Halves(of) is 1 ? root with { Span = of.Span }
        : of with { Base = root, Exponent = new NumberSyntax(new Rational(Halves(of)!.Value, 1), of.Exponent.Span) };

    private static NameSyntax Plain(string name) => new(name, [], default);

    private static string Root(string x) => x + "_half";

    private static string Squared(string d) => d + "_squared";
}
