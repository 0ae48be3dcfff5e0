using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>How tightly a box holds together, loosest first; what is looser than its place asks for is put in brackets.</summary>
internal enum Tightness
{
    /// <summary>A + B, and anything with a sign in front.</summary>
    Sum,

    /// <summary>A ⊗ B, A ⊙ B.</summary>
    Spread,

    /// <summary>A B.</summary>
    Product,

    /// <summary>∇J, which takes what stands behind it.</summary>
    Prefix,

    /// <summary>Has something above it, or is a fraction: nothing more goes above without brackets.</summary>
    Scripted,

    /// <summary>A letter, an application, anything in brackets.</summary>
    Atom,
}

/// <summary>A box and how tightly it holds.</summary>
internal readonly record struct Piece(Box Box, Tightness Tightness);

/// <summary>Turns expressions into boxes: precedence, brackets, fractions, signs, the way textbooks write.</summary>
internal sealed class Notation
{
    private readonly Dictionary<Expr, Piece> done = [];

    private readonly Lazy<HashSet<string>> words;

    private Notation(NotationOptions options, Expr root)
    {
        Options = options;
        words = new(() => [.. IndexedTerm.Words(root)]);
        Plain = options.Sizes ? new(options with { Sizes = false }, root) : this;
    }

    /// <summary>The same without sizes, for what stands within something that has its own.</summary>
    public Notation Plain { get; }

    /// <summary>How formulas are written.</summary>
    public NotationOptions Options { get; }

    /// <summary>The box of an expression.</summary>
    public static Box Of(Expr e, NotationOptions? options = null)
    {
        var notation = new Notation((options ?? NotationOptions.Default).With(e), e);
        return notation.Operand(e, Tightness.Sum);
    }

    /// <summary>left = right.</summary>
    public static Box Of(Statement s, NotationOptions? options = null)
    {
        options = (options ?? NotationOptions.Default).With(s.Left, s.Right);
        return Row.Of(Of(s.Left, options), new Sign("="), Of(s.Right, options));
    }

    /// <summary>What is written of a term with a letter for its index that stands for nothing else there.</summary>
    public T WithLetter<T>(Apply indexed, Func<string, T> write)
    {
        string letter = IndexedTerm.Letter(indexed, words.Value);
        words.Value.Add(letter);
        var result = write(letter);
        words.Value.Remove(letter);
        return result;
    }

    /// <summary>The piece of an expression, built once.</summary>
    public Piece Visit(Expr e)
    {
        if (done.TryGetValue(e, out var known))
        {
            return known;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var piece = e switch
        {
            Number n when n.Value.Sign < 0 => new Piece(Row.Unit(new Sign("−", isPrefix: true), Names.Of(n.Value.Abs())), Tightness.Sum),
            Number n => new(Names.Of(n.Value), n.Value.IsInteger ? Tightness.Atom : Tightness.Scripted),
            Symbol { Derivative: { } d } => OfDerivative(d),
            Symbol s => new(Names.Variable(s.Name), Names.HasSuperscript(s.Name) ? Tightness.Scripted : Tightness.Atom),
            Constant c => Constants.Of(c),
            Differential d => new(Row.Unit(new Letter("d", Face.Upright), At(d.Of, Tightness.Scripted)), Tightness.Scripted),
            Sum s => OfSum(s),
            Product p => new ProductNotation(this).Of(p),
            Apply a => OperatorNotation.Of(this, a),
            _ => throw new InvalidOperationException(e.GetType().Name),
        };
        done[e] = piece;
        return piece;
    }

    /// <summary>A box in a place that asks for some tightness.</summary>
    public Box At(Expr e, Tightness least)
    {
        var piece = Visit(e);
        return piece.Tightness >= least ? piece.Box : new Fenced(piece.Box);
    }

    /// <summary>The same for an operand, which carries its shape where shapes are asked for and it is not made of operands itself.</summary>
    public Box Operand(Expr e, Tightness least)
    {
        var box = At(e, least);
        return Options.Sizes && !e.IsScalar && !IsCompound(e) ? new Underbrace(box, Names.Of(e.Shape)) : box;
    }

    /// <summary>A base with something above it, in brackets where it needs them.</summary>
    public Piece Above(Expr e, Box super)
    {
        var b = Plain.At(e, Tightness.Atom);
        return new(b is Scripts { Super: null } s ? s with { Super = super } : new Scripts(b, null, super), Tightness.Scripted);
    }

    /// <summary>A function's argument in brackets.</summary>
    public Piece Call(Box function, params Expr[] arguments) => Call(function, [.. arguments.Select(a => Plain.Visit(a).Box)]);

    /// <summary>A function's argument in brackets.</summary>
    public static Piece Call(Box function, params Box[] arguments) => new(
        Row.Unit(function, new Fenced(arguments.Length == 1 ? arguments[0] : Row.Unit([.. arguments.SelectMany((a, i) => i == 0 ? new[] { a } : [new Sign(","), a])]))),
        Tightness.Atom);

    /// <summary>∇ with its variable below, before what it is applied to.</summary>
    public Piece OfNabla(Expr of, Box? power, params Symbol[] variables)
    {
        var items = variables.Select(v => (Box)new Scripts(new Sign("∇"), At(v, Tightness.Sum), power)).ToList();
        items.Add(Plain.At(of, Tightness.Prefix));
        return new(Row.Unit([.. items]), Tightness.Prefix);
    }

    private Piece OfDerivative(Derivative d) => d.Of.Derivative is { } inner && ReferenceEquals(inner.Wrt, d.Wrt)
        ? OfNabla(inner.Of, new Numeral("2"), d.Wrt)
        : OfNabla(d.Of, null, d.Wrt);

    private Piece OfSum(Sum s)
    {
        bool full = s.Terms.Any(t => TextPrinter.SpreadScalar(t) is null);
        var items = new List<Box>();
        foreach (var term in s.Terms)
        {
            // A scalar spread over the entries is written as the scalar, where another term gives the shape.
            var shown = full && TextPrinter.SpreadScalar(term) is { } scalar ? scalar : term;
            var (coefficient, core) = Product.Split(shown);
            bool negative = coefficient.Sign < 0;
            if (negative || items.Count > 0)
            {
                items.Add(new Sign(negative ? "−" : "+", isPrefix: items.Count == 0));
            }

            items.Add(Operand(negative ? Product.Of(-coefficient, core) : shown, Tightness.Spread));
        }

        return new(Row.Of([.. items]), Tightness.Sum);
    }

    private static bool IsCompound(Expr e) => e switch
    {
        Sum or Product => true,
        Apply { Operator: Hadamard or Kronecker or Hcat or Vcat } => true,
        Apply { Operator: Vec or PendingDifferential } a => IsCompound(a.Argument),
        _ => false,
    };
}
