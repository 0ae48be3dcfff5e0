namespace MatrixDiff.Symbolic.Shapes;

/// <summary>Rows by columns. A column vector is n×1, a scalar 1×1.</summary>
internal readonly record struct Shape(Size Rows, Size Columns)
{
    /// <summary>1×1.</summary>
    public static Shape Scalar { get; } = new(Size.One, Size.One);

    /// <summary>Is it 1×1?</summary>
    public bool IsScalar => Rows.IsOne && Columns.IsOne;

    /// <summary>Is it a column, and not a scalar?</summary>
    public bool IsColumn => Columns.IsOne && !Rows.IsOne;

    /// <summary>Is it a row, and not a scalar?</summary>
    public bool IsRow => Rows.IsOne && !Columns.IsOne;

    /// <summary>A column or row, and not a scalar.</summary>
    public bool IsVector => IsColumn || IsRow;

    /// <summary>Columns by rows.</summary>
    public Shape Transposed => new(Columns, Rows);

    /// <summary>The number of entries.</summary>
    public Size Count => Rows * Columns;

    /// <summary>n×1.</summary>
    public static Shape Column(Size rows) => new(rows, Size.One);

    /// <summary>The shape with other sizes put in for names.</summary>
    public Shape Substitute(Func<Name, Size?> put) => new(Rows.Substitute(put), Columns.Substitute(put));

    /// <inheritdoc/>
    public override string ToString() => IsScalar ? "a scalar" : $"{Part(Rows)}×{Part(Columns)}";

    private static string Part(Size size) => size.Terms.Count > 1 ? $"({size.Text})" : size.Text;
}

/// <summary>What makes two sizes agree: by comparing formulas, or by also solving for unknown ones.</summary>
internal abstract class Unifier
{
    /// <summary>Sizes agree only if they are the same formula.</summary>
    public static Unifier Strict { get; } = new StrictUnifier();

    /// <summary>The size with what is known by now put in.</summary>
    public virtual Size Resolve(Size size) => size;

    /// <summary>The shape with what is known by now put in.</summary>
    public Shape Resolve(Shape shape) => new(Resolve(shape.Rows), Resolve(shape.Columns));

    /// <summary>Makes two sizes agree, or says that they can't.</summary>
    public abstract bool Unify(Size a, Size b);

    /// <summary>A size that is still to be found.</summary>
    public virtual Size Fresh() => throw new InvalidOperationException("A size can't be inferred here.");

    private sealed class StrictUnifier : Unifier
    {
        public override bool Unify(Size a, Size b) => a.Equals(b);
    }
}

/// <summary>Finds unknown sizes (names that begin with <c>?</c>) by solving the equations it meets.</summary>
internal sealed class InferringUnifier : Unifier
{
    private readonly Dictionary<Name, Size> known = [];
    private readonly List<(Size, Size)> open = [];
    private int next;

    /// <inheritdoc/>
    public override Size Resolve(Size size)
    {
        for (int i = 0; i < 1000; i++)
        {
            var resolved = size.Substitute(n => known.GetValueOrDefault(n));
            if (ReferenceEquals(resolved, size))
            {
                return size;
            }

            size = resolved;
        }

        return size;
    }

    /// <inheritdoc/>
    public override Size Fresh() => Size.Of(new Name("?" + next++));

    /// <summary>May the length of a vector turn out to be 1?</summary>
    public bool Units { get; set; }

    /// <summary>The unknown length of a vector: any size but 1, as long as <see cref="Units"/> does not say otherwise.</summary>
    public Size FreshLength() => Size.Of(new Name("?v" + next++));

    /// <inheritdoc/>
    public override bool Unify(Size a, Size b)
    {
        (a, b) = (Resolve(a), Resolve(b));
        if (a.Equals(b))
        {
            return true;
        }

        if (Size.Solve(a, b) is var (unknown, solution))
        {
            if (solution.Names.Contains(unknown) || solution.Value is { } v && (v.Sign <= 0 || !v.IsInteger || (v.IsOne && unknown.IsVectorSize && !Units)))
            {
                return false;
            }

            known[unknown] = solution;
            return Retry();
        }

        if (!a.Names.Concat(b.Names).Any(n => n.IsUnknown))
        {
            return false;
        }

        open.Add((a, b));
        return open.Count < 1000;
    }

    /// <summary>What is known by now, to come back to.</summary>
    public object Save() => (new Dictionary<Name, Size>(known), open.ToArray());

    /// <summary>Forgets what was found since.</summary>
    public void Restore(object saved)
    {
        var (sizes, equations) = ((Dictionary<Name, Size>, (Size, Size)[]))saved;
        known.Clear();
        foreach (var (name, size) in sizes)
        {
            known[name] = size;
        }

        open.Clear();
        open.AddRange(equations);
    }

    /// <summary>Are equations left that were neither solved nor found false?</summary>
    public bool HasOpen => open.Any(e => !Resolve(e.Item1).Equals(Resolve(e.Item2)));

    private bool Retry()
    {
        var again = open.ToArray();
        open.Clear();
        return again.All(e => Unify(e.Item1, e.Item2));
    }
}
