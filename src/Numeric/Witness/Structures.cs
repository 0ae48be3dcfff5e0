using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Witness;

/// <summary>What attributes ask of values: equations of entries, and whether they are positive.</summary>
internal static class Structures
{
    private const double Least = 1e-3;

    /// <summary>
    /// For each equation of a structure its slopes in the entries (column by column) and how far the value is from satisfying it.
    /// </summary>
    public static IEnumerable<(IReadOnlyList<(int Entry, double Slope)> Slopes, double Value)> Equations(Attributes attributes, Matrix<Real> a)
    {
        for (int j = 0; j < a.Columns && a.Rows == a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                if (IsZero(attributes, i, j))
                {
                    yield return ([(Place(i, j), 1)], a[i, j].Value);
                }
                else if (i > j && (attributes & (Attributes.Symmetric | Attributes.PositiveDefinite)) != 0)
                {
                    yield return ([(Place(i, j), 1), (Place(j, i), -1)], a[i, j].Value - a[j, i].Value);
                }
                else if (i >= j && attributes.HasFlag(Attributes.Skew))
                {
                    yield return ([(Place(i, j), 1), (Place(j, i), 1)], a[i, j].Value + a[j, i].Value);
                }

                if (i >= j && attributes.HasFlag(Attributes.Orthogonal))
                {
                    yield return (
                        [.. Enumerable.Range(0, a.Rows).SelectMany(k => new[] { (Place(k, i), a[k, j].Value), (Place(k, j), a[k, i].Value) })],
                        Enumerable.Range(0, a.Rows).Sum(k => a[k, i].Value * a[k, j].Value) - (i == j ? 1 : 0));
                }
            }
        }

        int Place(int i, int j) => i + (j * a.Rows);
    }

    /// <summary>Is a value that satisfies the equations also positive where it must be?</summary>
    public static bool Admits(Attributes attributes, Matrix<Real> a) =>
        (!attributes.HasFlag(Attributes.Positive) || a.Entries.All(e => e.Value > Least))
        && (!attributes.HasFlag(Attributes.PositiveDefinite) || LinearAlgebra<Real>.Cholesky(a).Entries.Where((_, k) => k % (a.Rows + 1) == 0).All(d => d.Value > Least));

    private static bool IsZero(Attributes attributes, int i, int j) =>
        (i != j && attributes.HasFlag(Attributes.Diagonal)) || (i < j && attributes.HasFlag(Attributes.Lower)) || (i > j && attributes.HasFlag(Attributes.Upper));
}
