using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Copies of a shared quantity that a text moves apart: "let W^t be W as step t uses it" makes a family W[t] = W of which each step of the
/// recurrences uses its own, so that ∇_{W^t} J is what the use in step t contributes and ∇_W J the sum of all; "let W̄ be W as it stands in J itself"
/// is the copy in the formula of J, outside of its sums over the steps where these have theirs, "x̃ as it stands in the first values" that in a[0] = x.
/// </summary>
internal sealed partial class SharedCopies(Scope scope, HandDerivation document)
{
    private readonly ScopeNames names = new(scope, DocumentNotation.None);

    /// <summary>Takes the copies that a text speaks of into the scope, those of the steps first; what was taken, in words.</summary>
    public IReadOnlyList<string> Take() => scope.Layers.Templates.Count == 0 ? []
        : [.. InSteps().Matches(document.Source.Text).Select(OfSteps).Concat(Elsewhere().Matches(document.Source.Text).Select(InFormulas)).OfType<string>()];

    private string? OfSteps(Match said)
    {
        if (Named(said.Groups["copy"]) is not { Indices: [{ Variable: { } at, Offset: 0 }] } family || at != scope.Layers.Index || Shared(said) is not { } whole || scope.Symbols.Keys.Any(n => n.Base == family.Base && n.Indices.Count > 0))
        {
            return null;
        }

        var copy = Symbol.Of(family, whole.Shape, whole.Attributes);
        var users = scope.Layers.Templates.Where(t => Rewrite.Symbols(t.Right).Contains(whole)).ToList();
        var sums = scope.Definitions.Where(d => Ranges(d.Value, whole).Any()).ToList();
        var ranges = users.Select(u => u.Range).Concat(sums.SelectMany(d => Ranges(d.Value, whole))).Distinct().ToList();
        if (ranges is not [var range] || sums.Exists(d => StandsBefore(d.Value, whole)))
        {
            return null;
        }

        sums.ForEach(d => scope.Define(d.Key, InSums(d.Value, whole, copy)));
        for (int i = 0; i < scope.Layers.Templates.Count; i++)
        {
            var template = scope.Layers.Templates[i];
            scope.Layers.Templates[i] = template with { Right = Rewrite.Substitute(template.Right, whole, copy) };
        }

        scope.Layers.Templates.Insert(0, new(copy, whole, range));
        scope.Declare(copy);
        return $"{copy.Name} = {whole.Name} is {whole.Name} as step {at} uses it, as the text says";
    }

    private string? InFormulas(Match said)
    {
        if (Named(said.Groups["copy"]) is not { Indices.Count: 0 } name || Shared(said) is not { } whole || scope.Symbols.ContainsKey(name))
        {
            return null;
        }

        bool inFirst = said.Groups["first"].Success;
        var where = inFirst ? null : Named(said.Groups["where"]);
        bool IsMeant(Symbol s) => inFirst ? s.Name.Indices is [{ Variable: null }] && scope.Layers.Of(s) is not null : s.Name.Equals(where);
        var users = scope.Definitions.Where(d => IsMeant(d.Key) && Rewrite.Symbols(d.Value).Contains(whole)).ToList();
        if (users.Count == 0)
        {
            return null;
        }

        var copy = Symbol.Of(name, whole.Shape, whole.Attributes);
        users.ForEach(d => scope.Define(d.Key, Rewrite.Substitute(d.Value, whole, copy)));
        scope.Declare(copy);
        scope.Define(copy, whole);
        return $"{copy.Name} = {whole.Name} is {whole.Name} as it stands in {string.Join(", ", users.Select(u => u.Key.Name))}, as the text says";
    }

    // What is declared and nothing defines.
    private Symbol? Shared(Match said) => Named(said.Groups["of"]) is { Indices.Count: 0 } name && scope.Symbols.TryGetValue(name, out var s) && !scope.Definitions.ContainsKey(s) ? s : null;

    // A formula of the text that is a name; W^t and W_t have the index t even where W stands for one matrix.
    private Name? Named(Group at) => document.Inline.FirstOrDefault(f => f.Span.Start <= at.Index && at.Index + at.Length <= f.Span.End + 1)?.Whole is { } whole && ReadStep.Read(whole, names) is { } read ? read switch
    {
        PowerSyntax { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } b } p when Symbolic.Binding.Names.TryIndex(p.Exponent) is { } index => new Name(b.Text, index),
        NameSyntax { Indices.IsEmpty: true } n when n.Text.EndsWith("_" + scope.Layers.Index, StringComparison.Ordinal) => new Name(n.Text[..n.Text.LastIndexOf('_')], new LayerIndex(scope.Layers.Index, 0)),
        _ => StepSyntax.NameOf(read),
    } : null;

    private IEnumerable<LayerRange> Ranges(Expr e, Symbol whole) => Rewrite.Nodes([e]).OfType<Apply>().Where(a => a.Operator is IIndexed && Rewrite.Symbols(a.Argument).Contains(whole))
        .Select(a => (IIndexed)a.Operator).Select(i => new LayerRange(scope.Layers.Index, i.From, i.To));

    private static Expr InSums(Expr e, Symbol whole, Symbol copy)
    {
        if (e is not Apply { Operator: IIndexed over } sum)
        {
            return e.WithChildren([.. e.Children.Select(c => InSums(c, whole, copy))]);
        }

        string index = copy.Name.Indices[0].Variable!, bound = Indices.Fresh(index);
        var at = Size.Of(new Name(bound));
        return over.Over(bound, over.From, over.To, Rewrite.Substitute(IndexedTerm.At(sum, at), whole, Indices.Put(copy, index, at)));
    }

    // A factor of every term, which the sum does not hold.
    private static bool StandsBefore(Expr e, Symbol whole) => Rewrite.Nodes([e]).OfType<Product>().Any(p => p.Children.Any(c => c is Apply { Operator: IIndexed }) && p.Children.Any(c => c is not Apply { Operator: IIndexed } && Rewrite.Symbols(c).Contains(whole)));

    [GeneratedRegex("""
        \blet\s+(?:the\s+)?(?:\$|\\\()(?<copy>[^$]{1,40}?)(?:\$|\\\))\s+(?:be|denote|stand\s+for|mean)\s+(?:(?:a|the)\s+copy\s+of\s+)?(?:\$|\\\()(?<of>[^$]{1,40}?)(?:\$|\\\)),?\s+
        (?:as\s+(?:the\s+)?(?:time[\s-]*)?(?:step|layer|iteration|time)\s+(?:\$|\\\()[^$]{1,20}(?:\$|\\\))\s+uses\s+it
        |(?:(?:as|that|which)\s+(?:it\s+)?is\s+)?used\s+(?:only\s+)?(?:at|in|by)\s+(?:the\s+)?(?:time[\s-]*)?(?:step|layer|iteration|time)\s+(?:\$|\\\())
        |(?:\$|\\\()(?<copy>[^$]{1,40}?)(?:\$|\\\)),?\s+(?:(?:that|which)\s+)?(?:are\s+)?(?:defined\s+to\s+be\s+)?copies\s+of\s+(?:\$|\\\()(?<of>[^$]{1,40}?)(?:\$|\\\)),?\s+
        (?:but\s+)?(?:with\s+)?each\s+(?:(?:\$|\\\()[^$]{1,40}?(?:\$|\\\))\s+)?(?:is\s+|being\s+|of\s+them\s+)?used\s+only\s+(?:at|in|by)\s+(?:the\s+)?(?:time[\s-]*)?(?:step|layer|iteration|time)\s
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex InSteps();

    [GeneratedRegex("""
        \blet\s+(?:\$|\\\()(?<copy>[^$]{1,40}?)(?:\$|\\\))\s+(?:be|denote|stand\s+for|mean)\s+(?:(?:a|the)\s+copy\s+of\s+)?(?:\$|\\\()(?<of>[^$]{1,40}?)(?:\$|\\\)),?\s+as\s+it\s+(?:stands|occurs|appears|enters)\s+(?:directly\s+)?in\s+
        (?:(?<first>the\s+(?:first|initial)\s+(?:values?|states?))|(?:\$|\\\()(?<where>[^$]{1,40}?)(?:\$|\\\)))
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Elsewhere();
}
