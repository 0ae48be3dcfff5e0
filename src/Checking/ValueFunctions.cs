using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Value functions: S[t], a function of the states h[t] and of what later steps use, is what of J moves with these states. Its derivatives are partial,
/// each argument by itself, whatever computes the others. In a statement about a value function the earliest states that are written are free: nothing
/// of what is before them is meant.
/// </summary>
internal sealed class ValueFunctions
{
    private readonly Scope scope;
    private readonly Dictionary<string, (Symbol Whole, IReadOnlyList<string> States)> functions = [];

    // The partial derivatives that were worked out, by the numbers of steps: the lines of a formula repeat them.
    private readonly Dictionary<(string Numbers, Expr Derivative), Expr> partial = [];

    /// <summary>Takes the functions that a text says in words into the scope, as unknown functions until the recurrences are written out.</summary>
    /// <param name="scope">What names mean.</param>
    /// <param name="values">What the text says, the names as they are used from there on.</param>
    public ValueFunctions(Scope scope, IEnumerable<ValueInText> values)
    {
        this.scope = scope;
        foreach (var value in values.Where(_ => scope.Layers.Templates.Count > 0))
        {
            var index = new LayerIndex(scope.Layers.Index, 0);
            var name = new Name(value.Function.Base, index);
            var states = value.Of.Where(a => a.Indices.Count == 1 && a.Indices[0].Equals(value.Function.Indices[0]) && scope.Layers.Of(a.Base) is not null).Select(a => a.Base).ToList();
            if (!scope.Symbols.TryGetValue(new Name(value.Whole), out var whole) || !whole.IsScalar || scope.Layers.Of(name.Base) is not null)
            {
                continue;
            }

            if (!scope.Symbols.ContainsKey(name))
            {
                var symbol = Symbol.Of(name, whole.Shape);
                scope.Declare(symbol);
                scope.Inferred.Add(symbol);
            }

            if (states.Count > 0 && functions.TryAdd(name.Base, (whole, states)))
            {
                scope.MakeFunctionOf(scope.Symbols[name], [.. states.Select(s => scope.Layers.Of(s)!.Left), .. value.Of.Where(a => a.Indices.Count == 0).Select(a => scope.Symbols.GetValueOrDefault(a)).OfType<Symbol>()]);
            }
        }
    }

    /// <summary>Is a name one of them, so that its gradients are claimed and not given?</summary>
    public bool IsOne(Name name) => functions.ContainsKey(name.Base) && name.Indices.Count == 1;

    /// <summary>Does something speak of them, or of what is defined by them?</summary>
    public bool Concern(IEnumerable<Symbol> symbols) => functions.Count > 0 && symbols.Any(s => functions.ContainsKey(s.Name.Base) && s.Name.Indices.Count > 0
        || scope.Definitions.Any(d => RecurrenceInstance.IsMember(s, d.Key) && Rewrite.Symbols(d.Value).Any(o => functions.ContainsKey(o.Name.Base))));

    /// <summary>A scope written out in which the functions have their values and the earliest states are free, and what puts their partial derivatives in.</summary>
    /// <param name="written">The scope written out.</param>
    /// <param name="numbers">The numbers of steps there.</param>
    /// <param name="sides">The sides there.</param>
    /// <param name="around">What is written in the formula around them, there, by which it differentiates included.</param>
    public (Scope Scope, Func<Expr, Expr> Put) At(Scope written, string numbers, IReadOnlyList<Expr> sides, IEnumerable<Symbol> around)
    {
        var place = written.Copy();
        var values = new Dictionary<Symbol, (Expr Value, Scope Free)>();
        foreach (var s in RecurrenceInstance.Symbols(sides).Concat(written.Definitions.Values.SelectMany(d => Rewrite.Symbols(d))).Distinct())
        {
            if (functions.TryGetValue(s.Name.Base, out var function) && s.Name.Indices.Count == 1 && StatesAt(written, function.States, s.Name.Indices[0]) is { Count: > 0 } states)
            {
                values[s] = (Sum.Of([Number.Zero, .. Terms(function.Whole, written, new Dependence(written, states))]), Freed(written, states));
                place.Define(s, values[s].Value);
            }
        }

        var earliest = RecurrenceInstance.Symbols(sides).Concat(around).Where(IsState).ToList();
        earliest = earliest.Count > 0 ? earliest : [.. values.Keys.SelectMany(s => StatesAt(written, functions[s.Name.Base].States, s.Name.Indices[0]))];
        if (earliest.Count > 0)
        {
            var first = earliest.MinBy(s => s.Name.Indices[0].Offset)!.Name.Indices[0];
            place = Freed(place, StatesAt(written, [.. functions.Values.SelectMany(f => f.States).Distinct()], first));
        }

        return (place, e => Put(e, numbers, values));
    }

    private bool IsState(Symbol s) => s.Name.Indices is [{ Variable: null }] && functions.Values.Any(f => f.States.Contains(s.Name.Base));

    // Those that a recurrence computes; what it begins with is free already, or a name for something that is.
    private List<Symbol> StatesAt(Scope written, IEnumerable<string> families, LayerIndex at) => [.. families.Select(f => written.Definitions.Keys.FirstOrDefault(s => s.Name.Base == f && s.Name.Indices is [var i] && i.Equals(at))).OfType<Symbol>()
        .Where(s => scope.Layers.Of(s.Name.Base) is not null && !scope.Definitions.ContainsKey(s))];

    private static Scope Freed(Scope scope, List<Symbol> states)
    {
        var free = scope.Copy();
        states.ForEach(s => free.Undefine(s));
        return free;
    }

    // The terms of a sum that move, through definitions and numbers before it.
    private static IEnumerable<Expr> Terms(Expr e, Scope scope, Dependence states) => !states.On(e) ? [] : e switch
    {
        Sum s => s.Terms.SelectMany(t => Terms(t, scope, states)),
        Product p when p.Children.Where(c => c is not Number).ToList() is [var only] && only is Sum or Symbol => Terms(only, scope, states).Select(t => Product.Of([.. p.Children.Select(c => ReferenceEquals(c, only) ? t : c)])),
        Symbol s when scope.Definitions.TryGetValue(s, out var value) && !states.Moving.Contains(s) => Terms(value, scope, states),
        _ => [e],
    };

    // ∇_W S[t] and ∇_h ∇_W S[t] worked out where the states of the step are free.
    private Expr Put(Expr e, string numbers, Dictionary<Symbol, (Expr Value, Scope Free)> values)
    {
        if (Of(e) is { } function && values.TryGetValue(function, out var meant))
        {
            if (partial.TryGetValue((numbers, e), out var known))
            {
                return known;
            }

            try
            {
                return partial[(numbers, e)] = WrittenDerivatives.Resolve(Rewrite.Substitute(e, function, meant.Value), [], meant.Free);
            }
            catch (NotDifferentiableException)
            {
                return e;
            }
        }

        return e.Children.Count == 0 ? e : e.WithChildren([.. e.Children.Select(c => Put(c, numbers, values))]);
    }

    // The symbol of which an expression is a derivative, or one of a derivative.
    private static Symbol? Of(Expr e) => e is Apply { Operator: Nabla } a ? a.Argument as Symbol ?? Of(a.Argument) : null;
}
