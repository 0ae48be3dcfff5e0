using System.Collections.Immutable;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Entries and matrices that are written out.</content>
internal sealed partial class Binder
{
    // The letters of indices that nothing binds; no size is named by one of them.
    private readonly HashSet<string> openIndices = [];

    // [E]_{i,j} is e(i,m)' E e(j,n).
    private Bound BindEntry(EntrySyntax syntax)
    {
        if (syntax.Operand is NameSyntax { Indices.IsEmpty: true } name && !scope.Symbols.ContainsKey(new Name(name.Text)) && OfFamily(NameOf(name with { Indices = syntax.Indices })) is { } member)
        {
            return member;
        }

        var operand = BindEntryPlace(syntax, out var row, out var column);
        return new(Shape.Scalar, () =>
        {
            var e = operand.Build();
            return Product.Of([.. row is null ? Array.Empty<Expr>() : [Make.Transpose(Make.Constant(ConstantKind.Basis, row, e.Shape.Rows))], e,
                .. column is null ? Array.Empty<Expr>() : [Make.Constant(ConstantKind.Basis, column, e.Shape.Columns)]]);
        });
    }

    // The whole that an entry is of, with row and column; a vector has one of them.
    private Bound BindEntryPlace(EntrySyntax syntax, out Size? row, out Size? column)
    {
        if (syntax is { Operand: NameSyntax whole, Indices.Length: 2 })
        {
            InferMatrix(whole);
        }

        var operand = Bind(syntax.Operand);
        var shape = unifier.Resolve(operand.Shape);
        bool vector = shape.IsVector || shape.IsScalar;
        var written = !vector && syntax.Indices is [var word] ? Letters(word) : syntax.Indices;
        if (written.Length != (vector ? 1 : 2))
        {
            throw errors.WrongShape(syntax.Span, "entry", Named(syntax.Operand, operand), vector ? "a vector has one index" : "a matrix has two indices");
        }

        Size[] places = [.. written.Select(SizeOf)];
        (row, column) = vector ? (shape.IsRow ? (null, places[0]) : (places[0], (Size?)null)) : (places[0], places[1]);
        Reach(row, shape.Rows);
        Reach(column, shape.Columns);
        CheckPlace(row, shape.Rows, syntax.Span);
        CheckPlace(column, shape.Columns, syntax.Span);
        return operand;
    }

    // What has two indices is a matrix, whatever its letter.
    private void InferMatrix(NameSyntax whole)
    {
        if (whole.Indices.All(i => Names.TryIndex(i) is { Variable: null }) && NameOf(whole) is var name && !scope.Symbols.ContainsKey(name) && scope.Layers.Of(name.Base) is null && undeclared.TryAdd(name, new(unifier.Fresh(), unifier.Fresh())))
        {
            order.Add(name);
        }
    }

    // What is summed over the entries of something of unknown size goes over all of them, and so does a sum that does not say how far.
    private void Reach(Size? place, Size size)
    {
        if (place?.AsName is { } index && (limits.TryGetValue(index.Text, out var limit) || FreeLimit(index, size) is { } && limits.TryGetValue(index.Text, out limit)))
        {
            reached.Add(index.Text);
            if (unifier.Resolve(size).Names.Concat(unifier.Resolve(limit).Names).Any(n => n.IsUnknown))
            {
                unifier.Unify(size, limit);
            }
        }
    }

    // An index that nothing binds goes through all the places of what it chooses from: the i of z_i = W_ij x_j + b_i.
    private Size? FreeLimit(Name index, Size size)
    {
        if (index.Indices.Count > 0 || Sizes.Contains(index) || scope.Symbols.ContainsKey(index))
        {
            return null;
        }

        openIndices.Add(index.Text);
        return limits[index.Text] = size;
    }

    private void CheckPlace(Size? place, Size size, Span span)
    {
        if (place?.Value is { } p && (!p.IsInteger || p.Sign <= 0 || (size.Value is { } n && p > n)))
        {
            throw errors.BadLine(span, $"there is no entry {p}", $"indices go from 1 to {size}");
        }
    }

    // ij is i, j; 12 is 1, 2.
    private static ImmutableArray<Syntax> Letters(Syntax word) => word switch
    {
        NameSyntax { Indices.IsEmpty: true } n when n.Text.Length == 2 =>
            [.. n.Text.Select((c, i) => Letter(c, new(n.Span.Start + i, 1)))],
        NumberSyntax { Value: var v } when v.TryToInt32(out int number) && number is > 10 and < 100 =>
            [Letter((char)('0' + (number / 10)), word.Span), Letter((char)('0' + (number % 10)), word.Span)],
        _ => [word],
    };

    private static Syntax Letter(char c, Span span) =>
        char.IsAsciiDigit(c) ? new NumberSyntax(c - '0', span) : new NameSyntax(c.ToString(), [], span);

    // A_ij, x_i, x_1: an entry where A and x are declared, or i is a bound index; y_i is y[i] where that is declared.
    private Bound? Subscripted(NameSyntax syntax)
    {
        int cut = syntax.Text.LastIndexOf('_');
        if (cut < 1 || cut == syntax.Text.Length - 1 || !syntax.Indices.IsEmpty)
        {
            return null;
        }

        string sub = syntax.Text[(cut + 1)..];
        var name = new NameSyntax(syntax.Text[..cut], [], new(syntax.Span.Start, cut));
        var at = new Span(syntax.Span.End - sub.Length, sub.Length);
        bool number = int.TryParse(sub, out int value);
        if (!number && sub.Length > 2)
        {
            return null;
        }

        bool declared = scope.Symbols.TryGetValue(NameOf(name), out var symbol) && !symbol.IsScalar;
        if (!declared && !indices.ContainsKey(sub))
        {
            return null;
        }

        return BindEntry(new(name, [number ? new NumberSyntax(value, at) : new NameSyntax(sub, [], at)], syntax.Span));
    }

    // [A, b; c, d]: blocks beside each other, rows on top of each other.
    private Bound BindMatrix(MatrixSyntax syntax)
    {
        var cells = syntax.Rows.Select(row => row.Select(Bind).ToArray()).ToArray();
        bool blocks = cells.Any(row => row.Any(c => !unifier.Resolve(c.Shape).IsScalar));
        cells = [.. syntax.Rows.Select((row, i) => row.Select((c, k) => blocks && c is NumberSyntax { Value.IsZero: true } ? ZeroBlock(c.Span) : cells[i][k]).ToArray())];
        if (blocks)
        {
            Align(cells);
        }

        var rows = cells.Select((row, i) => row.Length == 1 ? row[0] : Call(syntax.Span, [.. syntax.Rows[i]], row, Hcat.Instance)).ToArray();
        return rows.Length == 1 ? rows[0] : Call(syntax.Span, [.. syntax.Rows.Select(r => r[0])], rows, Vcat.Instance);
    }

    // Blocks below each other are as wide as each other, unless their sizes are given otherwise: of [I 0; C I] this says how large I is.
    private void Align(Bound[][] cells)
    {
        var saved = unifier.Save();
        if (cells.Any(row => row.Length != cells[0].Length) || cells.Skip(1).Any(row => row.Where((c, k) => !unifier.Unify(unifier.Resolve(cells[0][k].Shape).Columns, unifier.Resolve(c.Shape).Columns)).Any()))
        {
            unifier.Restore(saved);
        }
    }

    // A 0 among blocks is a block of zeros, of the shape that its place gives.
    private Bound ZeroBlock(Span span)
    {
        var shape = new Shape(unifier.Fresh(), unifier.Fresh());
        return new(shape, () => Make.Zero(new(Resolved(shape.Rows, span), Resolved(shape.Columns, span))));
    }
}
