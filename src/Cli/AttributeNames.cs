using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Cli;

/// <summary>Attributes by the words that declare them.</summary>
internal static class AttributeNames
{
    /// <summary>The words, without those that others among them imply.</summary>
    public static IReadOnlyList<string> Of(Attributes attributes)
    {
        var words = new List<string>();
        bool diagonal = Add(Attributes.Diagonal, "diagonal");
        bool posdef = Add(Attributes.PositiveDefinite, "posdef");
        bool orthogonal = Add(Attributes.Orthogonal, "orthogonal");
        if (!diagonal && !posdef)
        {
            Add(Attributes.Symmetric, "symmetric");
        }

        Add(Attributes.Lower, "lower");
        Add(Attributes.Upper, "upper");
        Add(Attributes.Skew, "skew");
        if (!posdef && !orthogonal)
        {
            Add(Attributes.Invertible, "invertible");
        }

        Add(Attributes.Positive, "positive");
        return words;

        bool Add(Attributes flag, string word)
        {
            bool has = attributes.HasFlag(flag);
            if (has)
            {
                words.Add(word);
            }

            return has;
        }
    }
}
