using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Inverses of matrices, as tensors with the axes of the matrix: [r][c] is (M⁻¹)_cr. With that, the inverse of a product in
/// series or of a Kronecker product is the same network with every matrix inverted, and Q⁻¹ = Q for an orthogonal Q.
/// </summary>
internal static class Inverses
{
    /// <summary>The inverse of a matrix over its own axes.</summary>
    public static Polynomial Of(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        Axis[] free = [.. rows, .. columns];
        var content = Content.Of(body, free, work, f => !f.Head.IsBinary && (f.IsOver(rows) || f.IsOver(columns)));
        if (content.Rest.IsZero)
        {
            throw new UndecidedException("the inverse of 0");
        }

        var outside = Powers.OfNumber(content.Number, Exponents.MinusOne)
            .Beside(Polynomial.Of([.. content.Factors.Select(f => f.To(Exponents.Negate(f.Exponent)))]));
        var inside = Diagonal(content.Rest, rows, columns, work)
            ?? (content.Rest.Terms is [var term] ? InBlocks(term, rows, columns, work) : null)
            ?? Whole(content.Rest, rows, columns, work);
        return Normaliser.Normalise(outside.By(inside, free), free, work);
    }

    /// <summary>The inverse as a tensor of its own.</summary>
    public static Polynomial Whole(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        var made = HeadMaker.OfMatrix(HeadKind.Inverse, "inv", body, rows, columns, work, signed: true);
        work.Inverted.Add(made.Factor.Head.Key);
        return Polynomial.Of(made.Factor).Times(made.Sign);
    }

    /// <summary>Does δ join every row axis to a column axis in every term?</summary>
    public static bool IsDiagonal(Polynomial body, Axis[] rows, Axis[] columns) => rows.Length == columns.Length
        && body.Terms.All(t => rows.Zip(columns).All(p => t.Factors.Any(f => Joins(f, p.First, p.Second))));

    /// <summary>A diagonal matrix without the δ that make it one: its diagonal.</summary>
    public static Polynomial WithoutDeltas(Polynomial body) => new([.. body.Terms.Select(t => new Term(t.Coefficient, [.. t.Factors.Where(f => f.Head.Kind != HeadKind.Delta)]))]);

    /// <summary>The δ between rows and columns.</summary>
    public static Factor[] Deltas(Axis[] rows, Axis[] columns) => [.. rows.Zip(columns, (r, c) => new Factor(Heads.Delta, [r], [c]))];

    private static bool Joins(Factor f, Axis a, Axis b) => f.Head.Kind == HeadKind.Delta && f.Count(a) == 1 && f.Count(b) == 1;

    private static Polynomial? Diagonal(Polynomial body, Axis[] rows, Axis[] columns, Workspace work) => IsDiagonal(body, rows, columns)
        ? Powers.Of(WithoutDeltas(body), Exponents.MinusOne, rows, work).With(Deltas(rows, columns))
        : null;

    private static Polynomial? InBlocks(Term term, Axis[] rows, Axis[] columns, Workspace work)
    {
        if (Blocks.Of(term.Factors, rows, columns) is not { } blocks)
        {
            return null;
        }

        var result = Polynomial.Of(term.Coefficient);
        foreach (var scalar in blocks.Scalars)
        {
            result = result.By(Powers.Of(Polynomial.Of(scalar), Exponents.MinusOne, [], work), []);
        }

        foreach (var (r, c, factors) in blocks.Parts)
        {
            if (OfBlock(factors, rows[r], columns[c], work) is not { } inverse)
            {
                return null;
            }

            result = result.By(inverse, [.. rows, .. columns]);
        }

        return result;
    }

    private static Polynomial? OfBlock(Factor[] factors, Axis row, Axis column, Workspace work)
    {
        if (Array.Exists(factors, f => Joins(f, row, column)))
        {
            return Diagonal(Polynomial.Of(factors), [row], [column], work);
        }

        if (Series.Of(factors, row, column) is not { } series)
        {
            return null;
        }

        var result = Polynomial.One;
        foreach (var (axis, hanging) in series.Stations)
        {
            result = hanging.Length == 0 ? result : result.Beside(Powers.Of(Polynomial.Of(hanging), Exponents.MinusOne, [axis], work).Refresh([axis]));
        }

        for (int s = 0; s < series.Sections.Count; s++)
        {
            var (from, to) = (series.Stations[s].Axis, series.Stations[s + 1].Axis);
            result = result.Beside(OfSection(series.Sections[s], from, to, work).Refresh([from, to]));
        }

        return result;
    }

    private static Polynomial OfSection(Factor[] factors, Axis row, Axis column, Workspace work)
    {
        if (factors is [{ Exponent.IsOne: true, Slots: [[var a], [var b]] } f])
        {
            switch (f.Head)
            {
                case { Kind: HeadKind.Inverse }:
                    return Instance.Of(f) ?? throw new UndecidedException("an argument that is divided differently");
                case { Kind: HeadKind.MatrixExp }:
                    return Polynomial.Of(new Factor(MatrixFunctions.ExpHead(f.Head, -f.Head.Multiple), [b], [a]));
                case var head when head.Attributes.HasFlag(Attributes.Orthogonal):
                    return Polynomial.Of(f);
            }
        }

        return Whole(Polynomial.Of(factors), [row], [column], work);
    }
}
