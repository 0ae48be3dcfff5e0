using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// The canonical form of an expression in index notation. Two expressions with equal forms are equal for all sizes and all
/// values at which both are defined, kinks excepted. The converse does not hold.
/// </summary>
internal sealed record CanonicalForm(string Text)
{
    private const int MostPasses = 3;

    /// <summary>The form of an expression; null where it is too large or out of reach.</summary>
    public static CanonicalForm? Of(Expr e, Scope scope) => Try(() => Pass([Meaning.Of(e, scope)], scope, grids =>
    {
        var g = Merged(grids[0].Grid);
        string sizes = $"{string.Join(",", g.Rows.Select(a => a.Size.Text))}×{string.Join(",", g.Columns.Select(a => a.Size.Text))}";
        return new CanonicalForm($"<{sizes}>{Collector.Collect(g.Body, g.Free, grids[0].Work).Text()}");
    }));

    /// <summary>True: proved equal wherever both are defined. Null: not decided.</summary>
    public static bool? Equal(Expr left, Expr right, Scope scope)
    {
        if (left.Shape != right.Shape)
        {
            return null;
        }

        if (ReferenceEquals(left, right))
        {
            return true;
        }

        bool? proved = Try<object>(() => Pass([Meaning.Of(left, scope), Meaning.Of(right, scope)], scope, grids =>
        {
            var (a, b) = (grids[0].Grid, grids[1].Grid);
            return Comparison.AreEqual(a, b, grids[0].Work) ? (object)true : null;
        })) is not null;
        return proved == true ? true : null;
    }

    // What is learned on the way of where the expressions are defined is used in the next pass.
    private static T? Pass<T>(Expr[] expressions, Scope scope, Func<(Grid Grid, Workspace Work)[], T?> then)
        where T : class
    {
        var work = new Workspace();
        for (int pass = 1; ; pass++)
        {
            work.HasLearned = false;
            var translator = new Translator(work, scope);
            var grids = expressions.Select(e => (translator.Translate(e), work)).ToArray();
            if (work.IsContradictory)
            {
                return null;
            }

            if (!work.HasLearned || pass == MostPasses)
            {
                return then(grids);
            }
        }
    }

    private static Grid Merged(Grid g)
    {
        var body = Neighbours.MergeFree(g.Body, [g.Rows, g.Columns], ordered: true, out var merged);
        return new([.. merged[0].Select(m => m.Axis)], [.. merged[1].Select(m => m.Axis)], body);
    }

    private static T? Try<T>(Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (UndecidedException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }
}
