using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// Puts sizes in the place of variables, wherever these stand: as sizes, in indices of names, in limits. Bound indices are
/// left alone, and none captures what is put in. A size with an index, n[l-1], has its text as its name.
/// </summary>
internal sealed class IndexPut(IReadOnlyDictionary<string, Size> values)
{
    private readonly bool bound = values.Keys.All(Indices.IsBound);
    private readonly Dictionary<Expr, Expr> done = [];

    /// <summary>An expression with the values put in.</summary>
    /// <exception cref="NotDifferentiableException">A value that is neither a number nor a variable plus a number would be an index.</exception>
    public Expr In(Expr e)
    {
        if (bound && !Indices.Free(e).Any(values.ContainsKey))
        {
            return e;
        }

        if (!done.TryGetValue(e, out var result))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            done[e] = result = Convert(e);
        }

        return result;
    }

    /// <summary>A symbol with the values put in.</summary>
    public Symbol In(Symbol s) => Symbol.Of(In(s.Name), In(s.Shape), s.Attributes, s.Derivative is { } d ? new(In(d.Of), In(d.Wrt)) : null);

    /// <summary>A size with the values put in.</summary>
    public Size In(Size size) => size.Substitute(Value);

    /// <summary>A shape with the values put in.</summary>
    public Shape In(Shape shape) => shape.Substitute(Value);

    /// <summary>A name with the values put in its indices.</summary>
    public Name In(Name name)
    {
        if (!name.Indices.Any(i => i.Variable is { } v && values.ContainsKey(v)))
        {
            return name;
        }

        return new(name.Base, [.. name.Indices.Select(i => i.Variable is { } v && values.TryGetValue(v, out var value)
            ? (Indices.AsIndex(value) ?? throw new NotDifferentiableException($"{name}: {value} can't be an index")).Shift(i.Offset) : i)]);
    }

    private Size? Value(Name name)
    {
        if (name.Indices.Count == 0)
        {
            return values.GetValueOrDefault(name.Base);
        }

        if (values.TryGetValue(name.Text, out var size))
        {
            return size;
        }

        var other = In(name);
        return ReferenceEquals(other, name) ? null : Size.Of(other);
    }

    private Expr Convert(Expr e) => e switch
    {
        Symbol s => In(s),
        Differential d => Differential.For(In(d.Of)),
        Constant c => Make.Constant(c.Kind, In(c.First), In(c.Second)),
        Apply { Operator: IIndexed } a => OfIndexed(a),
        Apply a => Rebuild(a),
        _ => e.Children.Count == 0 ? e : WithChildren(e),
    };

    private Expr WithChildren(Expr e)
    {
        Expr[] children = [.. e.Children.Select(In)];
        return Lists.Same(children, e.Children) ? e : e.WithChildren(children);
    }

    private Expr Rebuild(Apply a)
    {
        Operator op = a.Operator switch
        {
            Unvec u => new Unvec(In(u.Result)),
            Nabla n => new Nabla(n.Kind, In(n.Result), [.. n.Variables.Select(In)]),
            ElementwiseOperator f when !ReferenceEquals(In(f.Function.Name), f.Function.Name) => new ElementwiseOperator(f.Function with { Name = In(f.Function.Name) }, f.Order),
            var other => other,
        };
        Expr[] arguments = [.. a.Arguments.Select(In)];
        return op.Equals(a.Operator) && Lists.Same(arguments, a.Arguments) ? a : op.Of(arguments);
    }

    private Expr OfIndexed(Apply a)
    {
        var range = (IIndexed)a.Operator;
        var body = a.Argument;
        string index = range.Index;
        if (values.ContainsKey(index) || values.Values.Any(v => Indices.Has(v, index)))
        {
            index = Indices.Fresh();
            body = Indices.Put(body, range.Index, Size.Of(new Name(index)));
        }

        return range.Over(index, In(range.From), In(range.To), In(body));
    }
}
