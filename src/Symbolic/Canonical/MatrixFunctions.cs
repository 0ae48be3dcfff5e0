using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>exp of a matrix, and matrix functions of which little is known.</summary>
internal static class MatrixFunctions
{
    /// <summary>exp of another multiple of the same matrix.</summary>
    public static Head ExpHead(Head exp, Rational multiple) => new(HeadKind.MatrixExp, Hashing.Shorten($"expm:{multiple}:{exp.Partition}"), 2)
    {
        Argument = exp.Argument,
        Partition = exp.Partition,
        Multiple = multiple,
        Symmetries = exp.Symmetries,
    };

    /// <summary>exp M: what is a multiple of I goes out, sums of A ⊗ I and I ⊗ B are Kronecker products, a diagonal is taken entry by entry.</summary>
    public static Polynomial Exp(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        var units = Inverses.Deltas(rows, columns);
        if (body.IsZero)
        {
            return Polynomial.Of(units);
        }

        Axis[] free = [.. rows, .. columns];
        if (Inverses.IsDiagonal(body, rows, columns))
        {
            return Logarithms.Exp(Inverses.WithoutDeltas(body), rows, work).With(units);
        }

        if (rows.Length != columns.Length)
        {
            return Whole(body, rows, columns, work);
        }

        // For each term the places k on which it is no δ between the row and the column.
        var places = body.Terms.Select(t => (Term: t, Moves: Moves(t, rows, columns))).ToList();
        var multiples = places.Where(p => p.Moves.Length == 0).Select(p => p.Term).ToArray();
        if (multiples.Length > 0 && multiples.All(t => t.Factors.All(f => f.Head.Kind == HeadKind.Delta || !f.Axes.Any(a => Array.IndexOf(free, a) >= 0))))
        {
            var rest = new Polynomial([.. places.Where(p => p.Moves.Length > 0).Select(p => p.Term)]);
            var scalar = Logarithms.Exp(Inverses.WithoutDeltas(new(multiples)), [], work);
            return Normaliser.Normalise(scalar.By(Exp(rest, rows, columns, work), free), free, work);
        }

        if (rows.Length > 1 && places.All(p => p.Moves.Length == 1 && OnlyOn(p.Term, p.Moves[0], rows, columns)))
        {
            var result = Polynomial.One;
            for (int k = 0; k < rows.Length; k++)
            {
                var factor = Inverses.WithoutDeltas(new([.. places.Where(p => p.Moves[0] == k).Select(p => p.Term)]));
                result = result.By(Exp(Normaliser.Normalise(factor, [rows[k], columns[k]], work), [rows[k]], [columns[k]], work), free);
            }

            return Normaliser.Normalise(result, free, work);
        }

        return Whole(body, rows, columns, work);
    }

    /// <summary>The trace of an argument.</summary>
    public static Polynomial TraceOf(Pattern pattern, Workspace work)
    {
        var (rows, columns) = (pattern.Slots[0], pattern.Slots[1]);
        if (MatrixRules.Delta(rows, columns) is null)
        {
            throw new UndecidedException("a trace of axes that are divided differently");
        }

        Axis[] fresh = [.. rows.Select(a => a.Fresh())];
        var body = pattern.Body.Refresh(pattern.Free).Put(a =>
            Array.IndexOf(rows, a) is >= 0 and var r ? [fresh[r]] : Array.IndexOf(columns, a) is >= 0 and var c ? [fresh[c]] : null);
        body = Normaliser.Normalise(body, fresh, work);
        return Normaliser.Normalise(fresh.Aggregate(body, (b, a) => b.SumOver(a)), [], work);
    }

    /// <summary>Another function of a matrix; with f(M') = f(M)' where it is <paramref name="transposable"/>.</summary>
    public static Polynomial Other(string name, Polynomial body, Axis[] rows, Axis[] columns, Workspace work, bool transposable = true) =>
        Polynomial.Of(HeadMaker.OfMatrix(HeadKind.MatrixFunction, name, body, rows, columns, work, transposable).Factor);

    /// <summary>The lower triangular factor; only that of a matrix that is symmetric by its form is known to be one.</summary>
    public static Polynomial Cholesky(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        bool symmetric = HeadMaker.OfMatrix(HeadKind.MatrixFunction, "", body, rows, columns, work).Factor.Head.Symmetries.Any(s => !s.Odd);
        var kind = symmetric ? HeadKind.Cholesky : HeadKind.MatrixFunction;
        return Polynomial.Of(HeadMaker.OfMatrix(kind, "chol", body, rows, columns, work, transposable: false).Factor);
    }

    private static Polynomial Whole(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        var content = Content.Of(body, [.. rows, .. columns], work, _ => false);
        var (made, sign) = HeadMaker.OfMatrix(HeadKind.MatrixFunction, "", content.Rest, rows, columns, work, signed: true);
        var primitive = new Head(HeadKind.MatrixExp, "", 2)
        {
            Argument = made.Head.Argument,
            Partition = made.Head.Key,
            Symmetries = [.. made.Head.Symmetries.Where(s => !s.Odd)],
        };
        return Polynomial.Of(new Factor(ExpHead(primitive, content.Number * sign), made.Slots));
    }

    private static int[] Moves(Term t, Axis[] rows, Axis[] columns) => [.. Enumerable.Range(0, rows.Length)
        .Where(k => !t.Factors.Any(f => f.Head.Kind == HeadKind.Delta && f.Count(rows[k]) == 1 && f.Count(columns[k]) == 1))];

    // Is the rest of the term, besides δ, over one row and column only?
    private static bool OnlyOn(Term t, int place, Axis[] rows, Axis[] columns) => t.Factors.All(f => f.Head.Kind == HeadKind.Delta
        ? !f.Axes.Contains(rows[place]) && !f.Axes.Contains(columns[place])
        : !rows.Concat(columns).Any(a => f.Count(a) > 0 && !ReferenceEquals(a, rows[place]) && !ReferenceEquals(a, columns[place])));
}
