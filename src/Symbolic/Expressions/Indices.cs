using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// Index variables in names and sizes. The bound index of a Σ or ∏ is a variable whose name contains <see cref="Mark"/>, which
/// no written name does: <c>#k</c> in a finished node, k being one more than the greatest one bound inside, so that nodes that
/// differ in the names of bound indices are one node; and a fresh <c>i#n</c> while a node is open.
/// </summary>
internal static class Indices
{
    /// <summary>What sets bound variables apart.</summary>
    public const char Mark = '#';

    private static long count;

    /// <summary>A bound variable that occurs nowhere yet.</summary>
    public static string Fresh(string letter = "i") => $"{letter}{Mark}{Interlocked.Increment(ref count)}";

    /// <summary>Is it a bound variable?</summary>
    public static bool IsBound(string variable) => variable.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The bound variables that occur free, in an expression that stands in the body of a Σ or ∏.</summary>
    public static IReadOnlyList<string> Free(Expr e)
    {
        if (e.KnownIndices is { } known)
        {
            return known;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var child in e.Children)
        {
            found.UnionWith(Free(child));
        }

        Add(found, e.Shape.Rows);
        Add(found, e.Shape.Columns);
        switch (e)
        {
            case Symbol symbol:
                Add(found, symbol);
                break;
            case Differential d:
                Add(found, d.Of);
                break;
            case Constant c:
                Add(found, c.First);
                Add(found, c.Second);
                break;
            case Apply { Operator: ElementwiseOperator f }:
                Add(found, f.Function.Name);
                break;
            case Apply { Operator: Nabla by }:
                foreach (var s in by.Variables)
                {
                    Add(found, s);
                }

                break;
            case Apply { Operator: IIndexed range }:
                found.Remove(range.Index);
                Add(found, range.From);
                Add(found, range.To);
                break;
        }

        return e.KnownIndices = found.Count == 0 ? [] : [.. found];
    }

    /// <summary>Does a bound variable occur free?</summary>
    public static bool Has(Expr e, string index) => Free(e).Contains(index);

    /// <summary>Does it occur in a size?</summary>
    public static bool Has(Size size, string index) => size.Names.Any(n => n.Base == index || n.Indices.Any(i => i.Variable == index));

    /// <summary>One value in the place of an index variable, in names and in sizes.</summary>
    public static Expr Put(Expr e, string index, Size value) => new IndexPut(new Dictionary<string, Size> { [index] = value }).In(e);

    /// <summary>The greatest k of the <c>#k</c> that are bound inside.</summary>
    public static int Level(Expr e)
    {
        int level = 0;
        foreach (var node in Rewrite.Nodes(e))
        {
            if (node is Apply { Operator: IIndexed { Index: ['#', .. var number] } })
            {
                level = Math.Max(level, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return level;
    }

    /// <summary>A size as an index: a variable plus a number, or a number; null for another one.</summary>
    public static LayerIndex? AsIndex(Size size)
    {
        if (size.Value is { } value)
        {
            return value.TryToInt32(out int number) ? new LayerIndex(null, number) : null;
        }

        var name = size.Names.Count == 1 ? size.Names[0] : null;
        return name is { Indices.Count: 0 } && (size - Size.Of(name)).Value is { } offset && offset.TryToInt32(out int by) ? new LayerIndex(name.Base, by) : null;
    }

    /// <summary>An index as a size.</summary>
    public static Size AsSize(LayerIndex index) =>
        index.Variable is null ? Size.Of(index.Offset) : Size.Of(new Name(index.Variable)) + Size.Of(index.Offset);

    /// <summary>A text without the marks of bound variables, for messages.</summary>
    public static string Readable(string text) => !IsBound(text) ? text
        : System.Text.RegularExpressions.Regex.Replace(text, @"(\p{L}\w*)?#\d+", m => m.Groups[1].Success ? m.Groups[1].Value : "i");

    private static void Add(SortedSet<string> found, Symbol s)
    {
        Add(found, s.Name);
        if (s.Derivative is { } d)
        {
            Add(found, d.Of);
            Add(found, d.Wrt);
        }
    }

    private static void Add(SortedSet<string> found, Size size)
    {
        foreach (var name in size.Names)
        {
            Add(found, name);
        }
    }

    private static void Add(SortedSet<string> found, Name name)
    {
        if (IsBound(name.Base))
        {
            found.Add(name.Base);
        }

        foreach (var index in name.Indices)
        {
            if (index.Variable is { } v && IsBound(v))
            {
                found.Add(v);
            }
        }
    }
}
