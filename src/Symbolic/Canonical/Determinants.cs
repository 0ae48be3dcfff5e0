using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Determinants: of products in series, of Kronecker products, of diagonal matrices, of inverses, of multiples.</summary>
internal static class Determinants
{
    /// <summary>The determinant of a matrix.</summary>
    public static Polynomial Of(Polynomial body, Axis[] rows, Axis[] columns, Workspace work)
    {
        if (body.IsZero)
        {
            return Polynomial.Zero;
        }

        Axis[] free = [.. rows, .. columns];
        var order = rows.Aggregate(Size.One, (s, a) => s * a.Size);
        var content = Content.Of(body, free, work, f => !f.Head.IsBinary && (f.IsOver(rows) || f.IsOver(columns)) && f.Axes.Distinct().Count() <= 1);
        var outside = Powers.OfNumber(content.Number, order);
        foreach (var f in content.Factors)
        {
            Axis[] over = [.. f.Axes.Distinct()];
            var one = over.Length == 0 ? Polynomial.Of(f) : OverAll(Polynomial.Of(f), over[0], work);
            outside = outside.By(Powers.Of(one, Others(free.Take(rows.Length).Contains(over.FirstOrDefault()) ? rows : columns, over), [], work), []);
        }

        var inside = Inverses.IsDiagonal(content.Rest, rows, columns) && rows is [var only]
                ? OverAll(Inverses.WithoutDeltas(content.Rest), only, work)
            : (content.Rest.Terms is [var term] ? InBlocks(term, rows, columns, order, work) : null)
            ?? Whole(content.Rest, rows, columns, order, work);
        return Normaliser.Normalise(outside.By(inside, []), [], work);
    }

    /// <summary>The product of the values of a polynomial over all values of an axis.</summary>
    public static Polynomial OverAll(Polynomial body, Axis axis, Workspace work)
    {
        if (body.IsZero)
        {
            return Polynomial.Zero;
        }

        var (number, factors, sign) = Powers.Factorise(body, [axis], work);
        var result = Powers.OfNumber(number * sign, axis.Size);
        foreach (var f in factors)
        {
            if (f.Count(axis) == 0)
            {
                result = result.By(Powers.Of(Polynomial.Of(f), axis.Size, [], work), []);
            }
            else if (f.Head.Kind == HeadKind.Exp && Instance.Of(f) is { } argument)
            {
                result = result.By(Logarithms.Exp(Normaliser.Normalise(argument.SumOver(axis).Beside(Polynomial.Of(f.Exponent)), [], work), [], work), []);
            }
            else
            {
                var made = HeadMaker.OverAxis(f.Head.Kind == HeadKind.Base && Instance.Of(f) is { } b ? b : Polynomial.Of(f.To(Exponents.One)), axis, work.SignOf(f.Head) > 0, work);
                result = result.By(Polynomial.Of(made.To(f.Exponent)), []);
            }
        }

        return Normaliser.Normalise(result, [], work);
    }

    private static Size Others(Axis[] side, Axis[] without) =>
        side.Where(a => Array.IndexOf(without, a) < 0).Aggregate(Size.One, (s, a) => s * a.Size);

    private static Polynomial? InBlocks(Term term, Axis[] rows, Axis[] columns, Size order, Workspace work)
    {
        if (Blocks.Of(term.Factors, rows, columns) is not { } blocks || blocks.Parts.Any(p => p.Row != p.Column))
        {
            return null;
        }

        var result = Powers.OfNumber(term.Coefficient, order);
        foreach (var scalar in blocks.Scalars)
        {
            result = result.By(Powers.Of(Polynomial.Of(scalar), order, [], work), []);
        }

        foreach (var (k, _, factors) in blocks.Parts)
        {
            if (OfBlock(factors, rows[k], columns[k], work) is not { } determinant)
            {
                return null;
            }

            result = result.By(Powers.Of(determinant, Others(rows, [rows[k]]), [], work), []);
        }

        return result;
    }

    private static Polynomial? OfBlock(Factor[] factors, Axis row, Axis column, Workspace work)
    {
        var body = Polynomial.Of(factors);
        if (Inverses.IsDiagonal(body, [row], [column]))
        {
            return OverAll(Inverses.WithoutDeltas(body), row, work);
        }

        if (Series.Of(factors, row, column) is not { } series)
        {
            return null;
        }

        var result = Polynomial.One;
        foreach (var (axis, hanging) in series.Stations.Where(s => s.Hanging.Length > 0))
        {
            result = result.By(OverAll(Polynomial.Of(hanging), axis, work), []);
        }

        for (int s = 0; s < series.Sections.Count; s++)
        {
            result = result.By(OfSection(series.Sections[s], series.Stations[s].Axis, series.Stations[s + 1].Axis, work), []);
        }

        return result;
    }

    private static Polynomial OfSection(Factor[] factors, Axis row, Axis column, Workspace work)
    {
        if (factors is [{ Exponent.IsOne: true, Slots: [[_], [_]] } f])
        {
            var pattern = f.Head.Argument;
            switch (f.Head)
            {
                case { Kind: HeadKind.Inverse }:
                    return Powers.Of(Of(pattern!.Body, pattern.Slots[0], pattern.Slots[1], work), Exponents.MinusOne, [], work);
                case { Kind: HeadKind.MatrixExp }:
                    return Logarithms.Exp(MatrixFunctions.TraceOf(pattern!, work).Times(f.Head.Multiple), [], work);
                case var head when head.Attributes.HasFlag(Attributes.Orthogonal):
                    return Polynomial.Of(new Factor(new Head(HeadKind.Sign, $"det{{{head.Key}}}", 0)));
                case var head when (head.Attributes & (Attributes.Lower | Attributes.Upper)) != 0:
                    return OverAll(Polynomial.Of(new Factor(head, [row], [row])), row, work);
            }
        }

        return Whole(Polynomial.Of(factors), [row], [column], row.Size, work);
    }

    private static Polynomial Whole(Polynomial body, Axis[] rows, Axis[] columns, Size order, Workspace work)
    {
        bool positive = body.Terms is [{ Factors: [var f] } t] && f.Head.Attributes.HasFlag(Attributes.PositiveDefinite) && t.Coefficient.IsOne && f.Exponent.IsOne;
        var made = HeadMaker.OfMatrix(HeadKind.Determinant, "det", body, rows, columns, work, signed: true, scalar: true, nonNegative: positive);
        return Powers.OfNumber(made.Sign, order).Beside(Polynomial.Of(made.Factor));
    }
}
