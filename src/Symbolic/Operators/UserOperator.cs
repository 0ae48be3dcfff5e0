using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// An operator that a document defines: <c>quad(x, A) = x'*A*x</c>. Its body is read anew for the arguments of each node, so
/// that it has a value wherever the body conforms. Declared names in the body are arguments that are not written, so that
/// what depends on them is seen.
/// </summary>
/// <param name="name">The name.</param>
/// <param name="parameters">The number of arguments that are written.</param>
/// <param name="captured">The declared names in the body.</param>
/// <param name="define">The body for arguments, written ones and captured ones.</param>
internal sealed class UserOperator(string name, int parameters, IReadOnlyList<Symbol> captured, Func<IReadOnlyList<Expr>, Expr> define) : DefinedOperator
{
    private readonly ConditionalWeakTable<Apply, Expr> definitions = [];
    private readonly ConcurrentDictionary<string, Shape> shapes = [];

    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>The number of arguments that are written.</summary>
    public int Parameters => parameters;

    /// <summary>The declared names in the body.</summary>
    public IReadOnlyList<Symbol> Captured => captured;

    /// <summary>The differential that was declared and proved, if there is one.</summary>
    public DeclaredDifferential? Declared { get; set; }

    /// <inheritdoc/>
    public override Law Rule => Declared?.Law ?? Catalogue.Definition;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => shapes.GetOrAdd(
        string.Join(" ", arguments),
        _ => define([.. arguments.Select((s, i) => Symbol.Of(new Name($"{i}°"), unifier.Resolve(s)))]).Shape);

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => Apply.Raw(this, arguments.Length == parameters ? [.. arguments, .. captured] : arguments);

    /// <inheritdoc/>
    public override Expr Definition(Apply node) => definitions.GetValue(node, n => define(n.Arguments));

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        DifferentialByLaw(node, moving) ?? throw new InvalidOperationException($"The differential of {name} is that of its definition.");

    /// <summary>The declared differential of a node; null where there is none for these shapes or for what moves.</summary>
    public Expr? DifferentialByLaw(Apply node, IReadOnlyList<Expr?> moving) =>
        Declared is { } law && !moving.Where((m, i) => m is not null && !law.Covered.Contains(i)).Any() ? law.At([.. node.Arguments.Take(parameters)], moving) : null;
}

/// <summary>
/// A differential that a document declares for an operator: of which arguments it has the differentials, and for which kinds
/// of shapes it was proved.
/// </summary>
/// <param name="law">The rule by its name.</param>
/// <param name="covered">The arguments whose differentials occur.</param>
/// <param name="build">The right side for arguments and their differentials, which are zeros where nothing moves.</param>
internal sealed class DeclaredDifferential(Law law, IReadOnlyCollection<int> covered, Func<IReadOnlyList<Expr>, IReadOnlyList<Expr>, Expr> build)
{
    /// <summary>The rule.</summary>
    public Law Law { get; } = law;

    /// <summary>The arguments whose differentials occur.</summary>
    public IReadOnlyCollection<int> Covered { get; } = covered;

    /// <summary>The kinds of the arguments for which it was proved, and how.</summary>
    public Dictionary<string, string> Proofs { get; } = [];

    /// <summary>The differential, where it is proved.</summary>
    public Expr? At(IReadOnlyList<Expr> arguments, IReadOnlyList<Expr?> moving) => !Proofs.ContainsKey(ShapeKinds.Of(arguments)) ? null
        : build(arguments, [.. arguments.Select((a, i) => moving[i] ?? Make.Zero(a.Shape))]);
}

/// <summary>Scalar, column, row or matrix.</summary>
internal enum ShapeKind
{
    /// <summary>n×1.</summary>
    Column,

    /// <summary>m×n.</summary>
    Matrix,

    /// <summary>1×1.</summary>
    Scalar,

    /// <summary>1×n.</summary>
    Row,
}

/// <summary>Kinds of shapes.</summary>
internal static class ShapeKinds
{
    /// <summary>The kind of a shape.</summary>
    public static ShapeKind Of(Shape s) => s.IsScalar ? ShapeKind.Scalar : s.IsColumn ? ShapeKind.Column : s.IsRow ? ShapeKind.Row : ShapeKind.Matrix;

    /// <summary>The kinds of several expressions as a key.</summary>
    public static string Of(IEnumerable<Expr> expressions) => Key(expressions.Select(e => Of(e.Shape)));

    /// <summary>Kinds as a key.</summary>
    public static string Key(IEnumerable<ShapeKind> kinds) => string.Join(" ", kinds);
}
