using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>
/// Left = right, in a scope. The sides stand twice: with their derivatives worked out by rules, and as they were written,
/// to be differentiated automatically.
/// </summary>
internal sealed class Claim
{
    private readonly Lazy<IReadOnlyList<Symbol>> moving;

    /// <summary>A claim; without other ones the sides as written are the same.</summary>
    public Claim(Expr left, Expr right, Scope scope, Expr? writtenLeft = null, Expr? writtenRight = null)
    {
        (Left, Right, Scope) = (left, right, scope);
        (WrittenLeft, WrittenRight) = (writtenLeft ?? left, writtenRight ?? right);
        moving = new(() => MovingIn(scope, [WrittenLeft, WrittenRight, Left, Right]));
    }

    /// <summary>The left side with derivatives worked out.</summary>
    public Expr Left { get; }

    /// <summary>The right side with derivatives worked out.</summary>
    public Expr Right { get; }

    /// <summary>What the names mean.</summary>
    public Scope Scope { get; }

    /// <summary>The left side as written.</summary>
    public Expr WrittenLeft { get; }

    /// <summary>The right side as written.</summary>
    public Expr WrittenRight { get; }

    /// <summary>The variables that move: their differential is declared or occurs.</summary>
    public IReadOnlyList<Symbol> Moving
    {
        get => field ?? moving.Value;
        init;
    }

    /// <summary>Are there derivatives as written, or differentials of what is moved by others?</summary>
    public bool IsToBeDerived => HasDerivative(Left) || HasDerivative(Right)
        || Rewrite.Nodes([Left, Right]).OfType<Differential>().Any(d => !Moving.Contains(d.Of));

    /// <summary>The same claim with its derivatives worked out.</summary>
    /// <exception cref="NotDifferentiableException">A derivative can't be had.</exception>
    public Claim Derived() => new(
        WrittenDerivatives.Resolve(Left, Moving, Scope), WrittenDerivatives.Resolve(Right, Moving, Scope), Scope, WrittenLeft, WrittenRight) { Moving = Moving };

    /// <summary>Do derivatives occur that were worked out?</summary>
    public bool IsDerived => !ReferenceEquals(Left, WrittenLeft) || !ReferenceEquals(Right, WrittenRight);

    /// <summary>The same claim as written, all derivatives being taken automatically.</summary>
    public Claim AsWritten() => IsDerived ? new(WrittenLeft, WrittenRight, Scope) { Moving = Moving } : this;

    /// <summary>The same claim about other sides.</summary>
    public Claim With(Func<Expr, Expr> change) => 
        new(change(Left), change(Right), Scope, change(WrittenLeft), change(WrittenRight)) { Moving = Moving };

    /// <summary>The same claim about other sides, where names are defined by and equations are assumed of other expressions, too.</summary>
    public Claim Everywhere(Func<Expr, Expr> change)
    {
        var scope = Scope.Copy();
        foreach (var (symbol, definition) in Scope.Definitions)
        {
            scope.Define(symbol, change(definition));
        }

        for (int i = 0; i < scope.Assumptions.Count; i++)
        {
            scope.Assumptions[i] = scope.Assumptions[i] is AssumedEquation e ? new AssumedEquation(e.Text, change(e.Left), change(e.Right)) : scope.Assumptions[i];
        }

        return new(change(Left), change(Right), scope, change(WrittenLeft), change(WrittenRight)) { Moving = Moving };
    }

    /// <summary>The same claim with a change of the sides that are worked out; those that are written stay.</summary>
    public Claim WithDerived(Func<Expr, Expr> change) => new(change(Left), change(Right), Scope, WrittenLeft, WrittenRight) { Moving = Moving };

    /// <summary>Are derivatives left that no rule works out?</summary>
    public static bool HasDerivative(Expr e) => WrittenDerivatives.Occur(e);

    private static IReadOnlyList<Symbol> MovingIn(Scope scope, IReadOnlyList<Expr> sides)
    {
        var occurring = Rewrite.Nodes(sides).OfType<Differential>().Select(d => d.Of);
        var declared = scope.Symbols.Values.Where(s => scope.Symbols.ContainsKey(new("d" + s.Name.Base, [.. s.Name.Indices])));
        return WrittenDerivatives.Roots(Families.Moving(occurring.Concat(declared), sides), scope);
    }
}
