using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>
/// Something that may be true of sizes, values, functions or the reading of a claim. Points that meet it are made, not found:
/// a condition says how.
/// </summary>
/// <param name="text">The condition as it is told, and read again.</param>
internal abstract class Condition(string text)
{
    /// <summary>The condition as it is told, and read again.</summary>
    public string Text { get; } = text;

    /// <summary>What is zero just where the condition holds, in each of the ways in which it may be written; nothing where it is no equation.</summary>
    public IReadOnlyList<Expr> Zeros { get; init; } = [];

    /// <summary>
    /// Does it say no more than the claim itself, so that it is no condition of it? B C = C B is one of B C − C B, also transposed, with the sides
    /// exchanged or with one number before both.
    /// </summary>
    public virtual bool Repeats(Claim claim)
    {
        var ((a, left), (b, right)) = (Product.Split(claim.Left), Product.Split(claim.Right));
        (left, right) = a == b ? (left, right) : (claim.Left, claim.Right);
        var claimed = new[] { Make.Minus(left, right), Make.Minus(right, left) };
        return Zeros.Any(z => claimed.Any(c => ReferenceEquals(c, z) || ReferenceEquals(Make.Transpose(c), z)));
    }

    /// <summary>The claim with functions or readings as the condition has them.</summary>
    public virtual Claim Change(Claim claim) => claim;

    /// <summary>Makes sizes meet the condition; false where they can't.</summary>
    public virtual bool Resize(Dictionary<Name, int> sizes) => true;

    /// <summary>The structure that a symbol has under the condition.</summary>
    public virtual Attributes Structure(Symbol symbol) => Attributes.None;

    /// <summary>Special cases that points hardly ever are, of which none may be against the claim.</summary>
    public virtual IEnumerable<Condition> Extremes => [];

    /// <summary>Makes values meet the condition.</summary>
    public virtual void Impose(Dictionary<Symbol, Matrix<Real>> values, ref Noise noise)
    {
    }
}

/// <summary><c>n = 1</c>, <c>m = n</c>: a size is a number or another one.</summary>
internal sealed class SizeIs(Name name, Size to) : Condition($"{name} = {to}")
{
    /// <inheritdoc/>
    public override bool Resize(Dictionary<Name, int> sizes)
    {
        sizes[name] = to.AsName is { } other ? sizes[other] : (int)to.Value!.Value.Numerator;
        return true;
    }
}

/// <summary><c>A symmetric</c> and the like.</summary>
internal sealed class HasStructure(Symbol symbol, string word, Attributes attributes) : Condition($"{symbol.Name} {word}")
{
    /// <inheritdoc/>
    public override Attributes Structure(Symbol s) => ReferenceEquals(s, symbol) ? attributes : Attributes.None;
}

/// <summary>A condition that changes the value of one symbol, given the others.</summary>
internal sealed class ValueIs(string text, Symbol symbol, ValueIs.Maker make, params Condition[] extremes) : Condition(text)
{
    /// <inheritdoc/>
    public override IEnumerable<Condition> Extremes => extremes;

    /// <summary>The value in the place of the drawn one.</summary>
    public delegate Matrix<Real> Maker(Matrix<Real> drawn, Dictionary<Symbol, Matrix<Real>> values, ref Noise noise);

    /// <inheritdoc/>
    public override void Impose(Dictionary<Symbol, Matrix<Real>> values, ref Noise noise)
    {
        if (values.TryGetValue(symbol, out var drawn))
        {
            values[symbol] = make(drawn, values, ref noise);
        }
    }
}

/// <summary><c>B = A</c>: one symbol has the value of another.</summary>
internal sealed class AreEqual(Symbol made, Symbol source, string text) : Condition(text)
{
    /// <inheritdoc/>
    public override void Impose(Dictionary<Symbol, Matrix<Real>> values, ref Noise noise)
    {
        if (values.ContainsKey(made) && values.TryGetValue(source, out var value))
        {
            values[made] = value;
        }
    }
}

/// <summary>A condition under which the claim is another one: an unknown function is of a kind, a derivative in another layout.</summary>
internal sealed class Reading(string text, Func<Claim, Claim?> change, Func<Claim, bool>? repeats = null) : Condition(text)
{
    /// <inheritdoc/>
    public override bool Repeats(Claim claim) => repeats?.Invoke(claim) == true;

    /// <inheritdoc/>
    public override Claim Change(Claim claim) => change(claim) ?? claim;
}

/// <summary>Two conditions at once.</summary>
internal sealed class Both(Condition first, Condition second, string? text = null) : Condition(text ?? $"{first.Text} and {second.Text}")
{
    /// <summary>All of several conditions, told as one.</summary>
    public static Condition All(IReadOnlyList<Condition> parts, string text) => parts.Aggregate((a, b) => new Both(a, b, text));

    /// <inheritdoc/>
    public override bool Repeats(Claim claim) => first.Repeats(claim) || second.Repeats(claim);

    /// <inheritdoc/>
    public override IEnumerable<Condition> Extremes => first.Extremes.Select(e => new Both(e, second)).Concat(second.Extremes.Select(e => new Both(first, e)));

    /// <inheritdoc/>
    public override Claim Change(Claim claim) => second.Change(first.Change(claim));

    /// <inheritdoc/>
    public override bool Resize(Dictionary<Name, int> sizes) => first.Resize(sizes) && second.Resize(sizes);

    /// <inheritdoc/>
    public override Attributes Structure(Symbol symbol) => first.Structure(symbol) | second.Structure(symbol);

    /// <inheritdoc/>
    public override void Impose(Dictionary<Symbol, Matrix<Real>> values, ref Noise noise)
    {
        first.Impose(values, ref noise);
        second.Impose(values, ref noise);
    }
}
