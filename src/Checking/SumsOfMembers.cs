using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Objectives that are written before their terms are: L = Σ_n ℓ_n, where ℓ_n = ½ (wᵀx_n − y_n)².</summary>
internal static class SumsOfMembers
{
    /// <summary>Steps in the order in which they define: what says what the members of a family are comes before the sum over them.</summary>
    public static IReadOnlyList<ReadStep> InOrder(IReadOnlyList<ReadStep> steps)
    {
        var result = steps.ToList();
        for (int i = 0; i < result.Count; i++)
        {
            foreach (string member in Members(result[i]))
            {
                int said = result.FindIndex(s => Defines(s, member));
                if (said > i)
                {
                    var step = result[said];
                    result.RemoveAt(said);
                    result.Insert(i, step);
                }
            }
        }

        return result;
    }

    // The ℓ of a sum Σ_n ℓ_n of which a name is said to be, times nothing but what has no index.
    private static IEnumerable<string> Members(ReadStep step) => step is { Written.Continues: false, Left: NameSyntax, Right: { } right }
        ? SyntaxNames.Of(right).OfType<IndexedSyntax>().Where(sum => sum.To is not null).Select(sum => (sum.Body as NameSyntax)?.Indices is [NameSyntax { Indices.IsEmpty: true } at] && at.Text == sum.Index ? ((NameSyntax)sum.Body).Text : null).OfType<string>().ToList()
        : [];

    private static bool Defines(ReadStep step, string family) => step is { Written.Continues: false, Left: NameSyntax { Indices: [NameSyntax { Indices.IsEmpty: true }] } name, Right: not null } && name.Text == family;
}
