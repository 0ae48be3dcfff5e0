using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// Expressions with numbers for what ranges of indices depend on, their sums and products over an index written out term by
/// term: what is evaluated in place of them. What holds for every such choice of numbers holds.
/// </summary>
internal sealed class Unrolled
{
    /// <summary>The terms of a sum that are written out.</summary>
    public const int MostTerms = 200;

    private const int Tries = 300;
    private readonly IndexPut numbers;
    private readonly Dictionary<Expr, Expr> done = [];
    private int terms;

    private Unrolled(Scope scope, IReadOnlyDictionary<string, Size> values)
    {
        (Values, numbers) = (values, new IndexPut(values));
        Scope = scope.Map(In, numbers);
    }

    /// <summary>The numbers by the names of sizes and index variables.</summary>
    public IReadOnlyDictionary<string, Size> Values { get; }

    /// <summary>What names mean, with the numbers put in.</summary>
    public Scope Scope { get; }

    /// <summary>Does something range over an index, or depend on one?</summary>
    public static bool IsNeeded(Scope scope, IEnumerable<Expr> roots) =>
        Reached(scope, roots).Any(e => e is Apply { Operator: IIndexed } or Constant { Kind: ConstantKind.Delta });

    /// <summary>
    /// Choices of numbers, at most so many and no two the same, at which every range has values, those of the indices of
    /// variables in the first root among them; empty sums occur.
    /// </summary>
    public static IEnumerable<Unrolled> Choices(Scope scope, IReadOnlyList<Expr> roots, IReadOnlyList<Symbol> variables, int count, ulong seed)
    {
        var names = Names(Reached(scope, [.. roots, .. variables]));
        var noise = new Noise(Noise.Key("ranges", seed));
        var seen = new HashSet<string>();
        for (int t = 0; t < Tries && seen.Count < count; t++)
        {
            int most = 2 + Math.Min(3, t / 8);
            var values = names.ToDictionary(n => n, _ => Size.Of(1 + noise.Below(most + 1)));
            if (!seen.Add(string.Join(",", names.Select(n => values[n].Text))))
            {
                continue;
            }

            if (Make(scope, values, roots, variables) is { } choice)
            {
                yield return choice;
                if (names.Count == 0)
                {
                    yield break;
                }
            }
            else
            {
                seen.Remove(string.Join(",", names.Select(n => values[n].Text)));
            }
        }
    }

    /// <summary>An expression written out.</summary>
    /// <exception cref="WitnessException">A range has no number of values.</exception>
    public Expr In(Expr e) => WriteOut(numbers.In(e));

    /// <summary>The variables, all of x[1], x[2], … that occur for x[*].</summary>
    public IReadOnlyList<Symbol> In(IReadOnlyList<Symbol> variables, IReadOnlyList<Expr> roots) =>
    [
        .. variables.SelectMany(v => Families.IsWhole(v)
            ? Rewrite.Nodes([.. roots.Select(In)]).Select(n => n is Differential d ? d.Of : n as Symbol).OfType<Symbol>().Where(s => s.Name.Base == v.Name.Base && s.Name.Indices.Count == 1)
            : [numbers.In(v)]).Distinct(),
    ];

    private static Unrolled? Make(Scope scope, Dictionary<string, Size> values, IReadOnlyList<Expr> roots, IReadOnlyList<Symbol> variables)
    {
        try
        {
            var choice = new Unrolled(scope, values);
            var written = roots.Select(choice.In).ToList();
            choice.DefineMembers(scope, written);
            return Rewrite.Nodes(written).Any(IsBeyond) || Selection.Ranges(roots[0], variables).Any(r => !choice.Contains(r)) ? null : choice;
        }
        catch (WitnessException)
        {
            return null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    // Where q[i] = ½ r[i]², and r[i] has a definition, so have the r[1], r[2], … of what is written out. One that looks back, r[i−1], is a recurrence.
    private void DefineMembers(Scope document, IReadOnlyList<Expr> written)
    {
        var open = new Queue<Symbol>(Rewrite.Symbols([.. written, .. Scope.Definitions.Values]));
        while (open.TryDequeue(out var member))
        {
            if (member.Name.Indices is not [{ Variable: null }] || Scope.Definitions.ContainsKey(member) || document.DefinedMember(member.Name) is not { } meaning
                || Rewrite.Symbols(meaning).Any(s => s.Name.Base == member.Name.Base || (document.DefinedMember(s.Name) is not null && !s.Name.Indices[0].Equals(member.Name.Indices[0]))))
            {
                continue;
            }

            Scope.Define(member, In(meaning));
            Rewrite.Symbols(Scope.Definitions[member]).ToList().ForEach(open.Enqueue);
        }
    }

    // There is no e(3,2).
    private static bool IsBeyond(Expr e) => e is Constant { Kind: ConstantKind.Basis } c && c.First.Value is { } place && (place.Sign <= 0 || (c.Second.Value is { } n && place > n));

    private bool Contains((Size From, Size Index, Size To) range) =>
        numbers.In(range.From).Value is { } from && numbers.In(range.Index).Value is { } at && numbers.In(range.To).Value is { } to && !(at < from) && !(to < at);

    private static IReadOnlyList<Expr> Reached(Scope scope, IEnumerable<Expr> roots) => Rewrite.Nodes([.. roots, .. scope.Definitions.Values]);

    // What limits and δ are made of, and the indices of names of which others stand under a bound index.
    private static List<string> Names(IReadOnlyList<Expr> nodes)
    {
        var families = nodes.SelectMany(NamesOf).Where(n => n.Indices.Any(i => i.Variable is { } v && Indices.IsBound(v))).Select(n => n.Base).ToHashSet();
        var limits = nodes.SelectMany(e => e switch
        {
            Apply { Operator: IIndexed r } => r.From.Names.Concat(r.To.Names),
            Constant { Kind: ConstantKind.Delta } c => c.First.Names.Concat(c.Second.Names),
            Constant { Kind: ConstantKind.Basis } c => c.First.Names,
            _ => [],
        }).Where(n => !n.Indices.Any(i => i.Variable is { } v && (Indices.IsBound(v) || v == Families.Whole))).Select(n => n.Text);
        var indices = nodes.SelectMany(NamesOf).Where(n => families.Contains(n.Base)).SelectMany(n => n.Indices).Select(i => i.Variable).OfType<string>();
        return [.. limits.Concat(indices).Where(v => !Indices.IsBound(v) && v != Families.Whole).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<Name> NamesOf(Expr e) => e switch
    {
        Symbol s => [s.Name, .. s.Shape.Rows.Names, .. s.Shape.Columns.Names],
        Differential d => [d.Of.Name, .. d.Shape.Rows.Names, .. d.Shape.Columns.Names],
        _ => e.Shape.Rows.Names.Concat(e.Shape.Columns.Names),
    };

    private Expr WriteOut(Expr e)
    {
        if (done.TryGetValue(e, out var known))
        {
            return known;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var result = e switch
        {
            Apply { Operator: IIndexed range } a => OfRange(a, range),
            _ when e.Children.Count == 0 => e,
            _ => OfChildren(e),
        };
        done[e] = result;
        return result;
    }

    private Expr OfChildren(Expr e)
    {
        Expr[] children = [.. e.Children.Select(WriteOut)];
        return Lists.Same(children, e.Children) ? e : e.WithChildren(children);
    }

    private Expr OfRange(Apply a, IIndexed range)
    {
        if ((terms += (int)((range.To - range.From).Value ?? Rational.Zero).ToDouble() + 1) > MostTerms)
        {
            throw new WitnessException("a sum has too many terms");
        }

        return Terms(a, WriteOut) ?? throw new WitnessException($"the index of {a} has no range from {range.From} to {range.To}");
    }

    /// <summary>A sum or product term by term; null where its range is not one of numbers.</summary>
    public static Expr? Terms(Apply a, Func<Expr, Expr>? then = null)
    {
        var range = (IIndexed)a.Operator;
        if (range.From.Value is not { } first || range.To.Value is not { } last || !first.TryToInt32(out int from) || !last.TryToInt32(out int to) || to < from - 1 || to - from > MostTerms)
        {
            return null;
        }

        var values = Enumerable.Range(from, to - from + 1).Select(v => IndexedTerm.At(a, Size.Of(v))).Select(then ?? (t => t)).ToList();
        if (range is IndexedProduct { Descending: true })
        {
            values.Reverse();
        }

        return values.Count == 0 ? (range is IndexedSum ? Symbolic.Operators.Make.Zero(a.Shape) : Symbolic.Operators.Make.Identity(a.Shape.Rows))
            : range is IndexedSum ? Sum.Of(values) : Product.Of(values);
    }
}
