using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <content>Sums and products over an index, and what stands in their terms: x[i], n[k], i as a number.</content>
internal sealed partial class Binder
{
    private readonly Dictionary<string, Size> indices = [];

    // How far the bound indices go that are open.
    private readonly Dictionary<string, Size> limits = [];

    // How far the families go that are summed over and whose range nothing says.
    private readonly Dictionary<string, Size> families = [];

    // The bound indices that choose an entry or the member of a family.
    private readonly HashSet<string> reached = [];

    private bool HasIndices => indices.Count > 0;

    // The name, the layer indices and the size of what is written, bound indices under the names that they have while nodes are open.
    private Name NameOf(NameSyntax syntax) => HasIndices ? new IndexPut(indices).In(Names.Of(syntax, errors)) : Names.Of(syntax, errors);

    private Size SizeOf(Syntax syntax) => HasIndices ? new IndexPut(indices).In(Names.Size(syntax, errors)) : Names.Size(syntax, errors);

    private Bound BindIndexed(IndexedSyntax syntax)
    {
        if (syntax.To is null)
        {
            return BindOverAll(syntax);
        }

        bool descending = syntax.Descending || IsDescending(syntax);
        var (from, to) = (syntax.From is null ? Size.One : SizeOf(syntax.From), SizeOf(syntax.To));
        if (from.Value is { IsInteger: false } || to.Value is { IsInteger: false })
        {
            throw errors.NotASize(from.Value is { IsInteger: false } ? syntax.From!.Span : syntax.To.Span);
        }

        (from, to) = descending ? (to, from) : (from, to);
        if ((to - from).Value is { } length && (!length.IsInteger || length < Rational.MinusOne))
        {
            throw errors.BadLine(syntax.Span, $"the index {syntax.Index} has no values from {from} to {to}", null);
        }

        var (index, term) = BindBody(syntax, to);
        return syntax.Kind == IndexedKind.Sum ? BindTerms(syntax, term, index, from, to) : BindFactors(syntax, term, index, from, to, descending);
    }

    // Σ_i without a range goes over all the entries, or all the members of the family, that i chooses.
    private Bound BindOverAll(IndexedSyntax syntax)
    {
        var from = syntax.From is null ? Size.One : SizeOf(syntax.From);
        var to = unifier.Fresh();
        var (index, term) = BindBody(syntax, to);
        if (!reached.Contains(index))
        {
            throw errors.BadLine(syntax.Span, $"the range of the index {syntax.Index} is not given", $"write sum_{{{syntax.Index}=1}}^{{N}} (…)");
        }

        return syntax.Kind == IndexedKind.Sum ? BindTerms(syntax, term, index, from, to) : BindFactors(syntax, term, index, from, to, syntax.Descending);
    }

    private (string Index, Bound Term) BindBody(IndexedSyntax syntax, Size to)
    {
        string index = Indices.Fresh(syntax.Index);
        bool nested = indices.TryGetValue(syntax.Index, out var outer);
        indices[syntax.Index] = Size.Of(new Name(index));
        limits[index] = to;
        var term = Bind(syntax.Body);
        indices.Remove(syntax.Index);
        if (nested)
        {
            indices[syntax.Index] = outer!;
        }

        return (index, term);
    }

    // A member x[i] of a family: all sums over it that do not say how far they go have one range.
    private void Member(Name name)
    {
        if (name.Indices is not [{ Variable: { } variable, Offset: 0 }] || !limits.TryGetValue(variable, out var limit))
        {
            return;
        }

        limit = unifier.Resolve(limit);
        bool open = limit.Names.Any(n => n.IsUnknown);
        if (open && (scope.Families.GetValueOrDefault(name.Base) ?? families.GetValueOrDefault(name.Base)) is { } range)
        {
            unifier.Unify(limit, range);
        }
        else if (open)
        {
            families[name.Base] = limit;
        }
        else
        {
            scope.Families.TryAdd(name.Base, limit);
        }

        reached.Add(variable);
    }

    private Bound BindTerms(IndexedSyntax syntax, Bound term, string index, Size from, Size to)
    {
        var shape = unifier.Resolve(term.Shape);
        return Indices.Has(shape.Rows, index) || Indices.Has(shape.Columns, index)
            ? throw errors.WrongShape(syntax.Body.Span, "sum", Named(syntax.Body, term), "the terms of a sum have one shape")
            : new(shape, () => IndexedSum.Over(index, from, Resolved(to, syntax.Span), term.Build()));
    }

    private Bound BindFactors(IndexedSyntax syntax, Bound term, string index, Size from, Size to, bool descending)
    {
        try
        {
            var shape = new IndexedProduct(index, from, to, descending).ShapeOf([unifier.Resolve(term.Shape)], unifier);
            return new(shape, () => IndexedProduct.Over(index, from, Resolved(to, syntax.Span), descending, term.Build()));
        }
        catch (ShapeException e)
        {
            string other = descending ? $"{from}:{to}" : $"{to}:-1:{from}";
            throw errors.WrongShape(syntax.Body.Span, "prod", Named(syntax.Body, term), e.Clash, $"the other order is prod_{{{syntax.Index}={other}}} (…)");
        }
    }

    // From a name down to a number, from an upper-case name down to another formula.
    private static bool IsDescending(IndexedSyntax syntax) => syntax.Kind == IndexedKind.Product && (syntax.From, syntax.To) switch
    {
        (NumberSyntax a, NumberSyntax b) => a.Value > b.Value + Rational.One,
        (not NumberSyntax, NumberSyntax) => true,
        (NameSyntax { Text: var n }, var to) => char.IsUpper(n[0]) && !(to is NameSyntax m && char.IsUpper(m.Text[0])),
        _ => false,
    };

    // A bound index used as a number.
    private Bound? IndexAsNumber(NameSyntax syntax) =>
        syntax.Indices.IsEmpty && indices.TryGetValue(syntax.Text, out var value) ? new(Shape.Scalar, () => Make.SizeValue(value)) : null;

    // x[k] where x[i] is declared; n[k] where n[i] is a size.
    private Bound? OfFamily(Name name)
    {
        if (name.Indices.Count == 0)
        {
            return null;
        }

        // dx[k] is the differential of x[k], also where it is declared.
        var member = scope.Member(name);
        if (DifferentialOf(name) is { } of && scope.Member(of) is { } x && (member is null || member.Shape == x.Shape))
        {
            return Differential(of, new(x.Shape, () => x));
        }

        if (member is not null)
        {
            Member(name);
            return new(member.Shape, () => member);
        }

        return scope.DefinedMember(name) is { } value ? new(value.Shape, () => value)
            : Sizes.Any(n => n.Base == name.Base && n.Indices.Count == 1) ? new(Shape.Scalar, () => Make.SizeValue(Size.Of(name)))
            : null;
    }

    // x[i] that is declared nowhere: one shape for all values of the bound index.
    private Bound? InferFamily(Name name)
    {
        if (name.Indices.Count != 1 || name.Indices[0].Variable is not { } variable || !Indices.IsBound(variable))
        {
            return null;
        }

        Member(name);
        var family = order.FirstOrDefault(n => n.Base == name.Base && n.Indices.Count == 1 && n.Indices[0] is { Variable: not null, Offset: 0 })
            ?? new Name(name.Base, new LayerIndex(Indices.Readable(variable), 0));
        if (!undeclared.ContainsKey(family))
        {
            undeclared[family] = scalars.Any(n => n.Base == name.Base && n.Indices.Count == 1) ? Shape.Scalar
                : char.IsUpper(name.Base[0]) ? new Shape(unifier.Fresh(), unifier.Fresh())
                : Shape.Column(unifier.FreshLength());
            order.Add(family);
        }

        return new(undeclared[family], () => scope.Member(name) ?? throw errors.Unknown(default, name.Text, "declared, and its members have different shapes"));
    }
}
