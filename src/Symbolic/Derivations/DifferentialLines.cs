using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Works a differential out line by line: each line applies one rule to every outermost d(…) that is left; what is only
/// linearity is done in the same line.
/// </summary>
internal sealed class DifferentialLines(Scope scope, IReadOnlyList<Symbol> variables, List<Step>? trace)
{
    private readonly Expansion expansion = new(scope, new Dependence(scope, variables));

    /// <summary>dF, as it stands on the left.</summary>
    public Expr Left(Expr f, Expr? name = null) => Apply.Raw(PendingDifferential.Instance, name ?? f);

    /// <summary>The differential in terms of the dX.</summary>
    public Expr Run(Expr f, Expr? name = null)
    {
        var full = Selection.In(expansion.Full(f));
        if (trace is null)
        {
            return full;
        }

        var left = Left(f, name);
        var line = expansion.Pending(f) ?? Operators.Make.Zero(f.Shape);
        if (line.IsZero)
        {
            trace.Add(new(Catalogue.Constant, new(left, left), new(left, line)) { Note = $"in {string.Join(", ", variables)}" });
        }
        else if (name is not null)
        {
            // ∇F was found above; its differential is that of what it was found to be.
            trace.Add(new(Catalogue.BothSides, new(left, left), new(left, line)));
        }

        for (int i = 0; i < 200 && HasPending(line); i++)
        {
            var laws = new List<Law>();
            var given = new List<Statement>();
            var next = Rewrite.BottomUp(line, n => n is Apply { Operator: PendingDifferential } d ? Fold(d.Argument, laws, given) : n, n => !HasPending(n));
            var selected = Selection.In(next);
            if (!ReferenceEquals(selected, next))
            {
                laws.Add(Catalogue.Selection);
                next = selected;
            }

            var main = laws.FirstOrDefault(l => l != Catalogue.Linearity) ?? laws[0];
            trace.Add(new(main, new(left, line), new(left, next))
            {
                Also = [.. laws.Where(l => l != main && l != Catalogue.Linearity)],
                Given = given,
            });
            line = next;
        }

        return line;
    }

    private static bool HasPending(Expr e) => e.Contents.HasFlag(Contents.Pending);

    // One rule; and on through what is linear.
    private Expr Fold(Expr e, List<Law> laws, List<Statement> given)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var expanded = expansion.Expand(e);
        foreach (var law in new[] { expanded.Law, expanded.By }.OfType<Law>())
        {
            if (!laws.Contains(law))
            {
                laws.Add(law);
            }
        }

        if (expanded.Given is { } statement && !given.Contains(statement))
        {
            given.Add(statement);
        }

        return Rewrite.BottomUp(
            expanded.Result,
            n => n is Apply { Operator: PendingDifferential } d && ((expanded.Law == Catalogue.Linearity && d.Argument is not Symbol) || expansion.IsLinear(d.Argument)) ? Fold(d.Argument, laws, given) : n,
            n => !HasPending(n));
    }
}
