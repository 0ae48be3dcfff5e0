using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Basis vectors e_i of which the length is not written: as long as what they stand with.</content>
internal sealed partial class Binder
{
    private readonly List<(Size Place, Size Length)> basis = [];
    private readonly List<(Size Length, Size Limit)> ranged = [];

    private Bound BindBasis(CallSyntax call, Syntax index)
    {
        var (place, length) = (SizeOf(index), unifier.FreshLength());
        basis.Add((place, length));
        if (place.AsName is { } variable && limits.TryGetValue(variable.Text, out var limit))
        {
            ranged.Add((length, limit));
        }

        return new(Shape.Column(length), () => Make.Constant(ConstantKind.Basis, place, Resolved(length, call.Span)));
    }

    /// <summary>
    /// Ends a statement, in which e_i is one vector: where its length was found in one place and nothing says it in another, it is that, as in
    /// (aᵀ ⊗ I) vec(e_i e_jᵀ) = (e_jᵀ a) e_i.
    /// </summary>
    public void EndStatement()
    {
        foreach (var same in basis.GroupBy(b => b.Place, b => b.Length))
        {
            var known = same.Select(unifier.Resolve).Where(s => !IsOpen(s)).Distinct().ToList();
            foreach (var length in same.Where(s => known.Count == 1 && IsOpen(unifier.Resolve(s))))
            {
                unifier.Unify(length, known[0]);
            }
        }
    }

    // In the end, the e_i of a sum over i = 1, …, N of which nothing says the length is a column of I_N.
    private void CloseBasis()
    {
        foreach (var (length, limit) in ranged.Where(r => IsOpen(unifier.Resolve(r.Length)) && !IsOpen(unifier.Resolve(r.Limit))))
        {
            unifier.Unify(length, limit);
        }
    }

    private static bool IsOpen(Size size) => size.Names.Any(n => n.IsUnknown);
}
