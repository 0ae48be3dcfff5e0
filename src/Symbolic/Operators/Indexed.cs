using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// An operator over the values From, …, To of a bound index, its only argument being the term. It is defined where
/// To ≥ From − 1, and is the empty sum or product where To = From − 1.
/// </summary>
internal interface IIndexed
{
    /// <summary>The bound variable, which occurs in the argument alone.</summary>
    string Index { get; }

    /// <summary>The least value.</summary>
    Size From { get; }

    /// <summary>The greatest value.</summary>
    Size To { get; }

    /// <summary>The same over another range and another term.</summary>
    Expr Over(string index, Size from, Size to, Expr term);

    /// <summary>The number of values.</summary>
    Size Count => To - From + Size.One;
}

/// <summary>What Σ and ∏ share.</summary>
internal static class IndexedTerm
{
    /// <summary>The term at a value of the index.</summary>
    public static Expr At(Apply node, Size value) => Indices.Put(node.Argument, ((IIndexed)node.Operator).Index, value);

    /// <summary>The term with its index free, and its name.</summary>
    public static (string Index, Expr Term) Open(Apply node, string letter = "i")
    {
        string index = Indices.Fresh(letter);
        return (index, At(node, Size.Of(new Name(index))));
    }

    /// <summary>Binds an index: gives it the name that it has in a finished node.</summary>
    public static (string Index, Expr Term) Bind(string index, Expr term)
    {
        while (true)
        {
            int level = Indices.Level(term) + 1;
            string name = $"{Indices.Mark}{level}";
            while (name != index && Indices.Has(term, name))
            {
                // Free in the term, it belongs to a node further out, which is bound again after this one.
                name = $"{Indices.Mark}{++level}";
            }

            if (name == index)
            {
                return (index, term);
            }

            (term, index) = (Indices.Put(term, index, Size.Of(new Name(name))), name);
        }
    }

    /// <summary>The letter that a bound index is written with: one that occurs nowhere in the node nor around it, t where the limit is T.</summary>
    public static string Letter(Apply node, IReadOnlySet<string>? around = null)
    {
        var range = (IIndexed)node.Operator;
        var used = Words(node);
        string[] first = [.. range.To.AsName?.Base is "T" ? ["t"] : Array.Empty<string>(), .. node.Operator is IndexedProduct ? ["k"] : Array.Empty<string>()];
        return first.Concat(["i", "j", "k", "p", "q", "r", "s", "t"]).Concat(Enumerable.Range(1, int.MaxValue - 1).Select(n => $"i{n}"))
            .First(l => !used.Contains(l) && around?.Contains(l) != true);
    }

    /// <summary>The names of symbols, sizes and index variables that occur.</summary>
    public static IReadOnlySet<string> Words(Expr e) => Rewrite.Nodes(e).SelectMany(WordsOf).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> WordsOf(Expr e)
    {
        IEnumerable<Name> names = [.. e.Shape.Rows.Names, .. e.Shape.Columns.Names];
        switch (e)
        {
            case Symbol s:
                names = names.Append(s.Name);
                break;
            case Differential d:
                names = names.Append(d.Of.Name);
                break;
            case Constant c:
                names = [.. names, .. c.First.Names, .. c.Second.Names];
                break;
            case Apply { Operator: IIndexed r }:
                names = [.. names, .. r.From.Names, .. r.To.Names];
                break;
        }

        return names.SelectMany(n => n.Indices.Select(i => i.Variable).OfType<string>().Append(n.Base));
    }
}
