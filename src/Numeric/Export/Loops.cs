using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>
/// Expressions with sums or products over an index as source in a language: a loop for each, around functions without loops. A family
/// x[i] is one parameter x, a sequence with x[1] first; sizes in limits and indices are parameters, unless the shape of
/// another parameter has them.
/// </summary>
internal sealed class Loops
{
    private readonly Scope? scope;
    private readonly LoopCode code;
    private readonly Dictionary<string, LoopParameter> parameters = [];
    private readonly List<string> dimensions = [];
    private readonly List<(string Name, string Code)> readOff = [];
    private readonly Dictionary<string, string> callables = [];
    private readonly Dictionary<string, string> indices = [];
    private readonly Dictionary<Name, string> numbers = [];
    private readonly List<(Name Size, string Code)> sides = [];

    private Loops(Scope? scope, LoopCode code) => (this.scope, this.code) = (scope, code);

    /// <summary>Are there loops in an expression?</summary>
    public static bool AreIn(Expr e) => Rewrite.Contains(e, n => n is Apply { Operator: IIndexed });

    /// <summary>The source of <c>compute</c>.</summary>
    /// <exception cref="PlanException">There is nothing to compute.</exception>
    public static string Export(Expr e, IReadOnlyList<Symbol> parameters, Scope? scope, LoopCode code)
    {
        var writer = new Loops(scope, code);
        foreach (var symbol in parameters.Concat(Rewrite.Symbols(e)).Where(s => scope is null || parameters.Contains(s) || !scope.Definitions.ContainsKey(s)))
        {
            writer.Parameter(symbol);
        }

        var lines = new List<string>();
        string value = writer.Value(e, lines);
        string what = e.ToString();
        return code.Write(new()
        {
            Formula = what.Length > 400 ? what[..400] + "…" : what,
            Shape = e.Shape,
            Parameters = [.. writer.parameters.Values],
            Dimensions = writer.dimensions,
            Callables = [.. writer.callables.Select(c => (c.Value, c.Key))],
            ReadOff = writer.readOff,
            Lines = lines,
            Value = value,
        });
    }

    // The parameter of a symbol: that of its family where it has an index that others of its base have bound.
    private string Parameter(Symbol s)
    {
        string key = IsMember(s) ? s.Name.Base + "[]" : s.Name.Text;
        if (!parameters.TryGetValue(key, out var parameter))
        {
            string name = code.Take(IsMember(s) ? PythonNames.Of(new Name(s.Name.Base)) : PythonNames.Of(s));
            parameters[key] = parameter = new(name, s.Shape, IsMember(s) ? s.Name.Base : null);
            for (int axis = 0; axis < 2 && !IsMember(s); axis++)
            {
                if ((axis == 0 ? s.Shape.Rows : s.Shape.Columns).AsName is { } size)
                {
                    sides.Add((size, code.Side(name, s.Shape, axis)));
                }
            }
        }

        return parameter.Name;
    }

    private static bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: not null }];

    // Statements that compute an expression, and the code of its value.
    private string Value(Expr e, List<string> lines)
    {
        var values = new Dictionary<Expr, string>();
        var put = new Dictionary<Expr, Expr>();
        foreach (var node in Outermost(e))
        {
            string name = code.Take("s");
            Loop(node, name, lines);
            var symbol = Symbol.Of(new Name(name), node.Shape);
            (put[node], values[symbol]) = (symbol, name);
        }

        if (e is Apply { Operator: IIndexed })
        {
            return values.Values.First();
        }

        var plan = Plan.Of(Rewrite.Substitute(e, put), null, scope);
        string function = code.Take(code.PartName);
        code.Part(plan, function);
        var arguments = plan.Inputs.Select(i => values.TryGetValue(i.Source, out string? known) ? known : Argument(i.Source))
            .Concat(plan.Dimensions.Select(Number)).Concat(plan.Functions.Select(Callable));
        return $"{function}({string.Join(", ", arguments)})";
    }

    private void Loop(Apply node, string name, List<string> lines)
    {
        var range = (IIndexed)node.Operator;
        string letter = IndexedTerm.Letter(node);
        string index = code.Take(letter);
        var (from, to) = (Whole(range.From), Whole(range.To));
        indices[letter] = index;
        var inner = new List<string>();
        string value = Value(IndexedTerm.At(node, Size.Of(new Name(letter))), inner);
        indices.Remove(letter);
        bool sum = range is IndexedSum;
        lines.Add(code.Let(name, node.IsScalar ? code.Number(sum ? "0.0" : "1.0") : sum ? code.Zeros([.. Sides(node.Shape).Select(Whole)], node.Shape) : code.Identity(Whole(node.Shape.Rows))));
        lines.AddRange(range is IndexedProduct { Descending: true }
            ? code.Down(index, from, to, Whole(range.From - Size.One), [.. inner, code.Update(name, sum, node.IsScalar, value)])
            : code.Up(index, from, to, Whole(range.To + Size.One), [.. inner, code.Update(name, sum, node.IsScalar, value)]));
    }

    private static Size[] Sides(Shape shape) => shape.IsColumn ? [shape.Rows] : [shape.Rows, shape.Columns];

    private string Argument(Expr source)
    {
        if (source is not Symbol s)
        {
            throw new PlanException($"{source} has no value under a loop");
        }

        return IsMember(s) ? code.Member(Parameter(s), Whole(Indices.AsSize(s.Name.Indices[0]) + Size.Of(code.First - 1)), s.Shape) : Parameter(s);
    }

    private string Callable(FunctionUse use)
    {
        string key = use.ToString();
        return callables.TryGetValue(key, out string? name) ? name
            : callables[key] = code.Take(PythonNames.Of(use.Function.Name) + (use.Order == 0 ? "" : use.Order == 1 ? "_prime" : $"_prime{use.Order}"));
    }

    // A size in whole numbers, of indices, of sides of parameters, and of parameters of their own.
    private string Whole(Size size) => size.Terms.Count == 0 ? "0" : string.Join(" + ", size.Terms.Select(t =>
    {
        string[] factors = [.. t.Powers.Select(p => string.Join(" * ", Enumerable.Repeat(Number(p.Name), p.Power)))];
        return !t.Coefficient.IsInteger ? throw new PlanException($"the size {size} is no whole number")
            : string.Join(" * ", t.Coefficient.IsOne && factors.Length > 0 ? factors : factors.Prepend(t.Coefficient.ToString()));
    })).Replace("+ -", "- ", StringComparison.Ordinal);

    private string Number(Name size)
    {
        if (indices.TryGetValue(size.Text, out string? index))
        {
            return index;
        }

        if (!numbers.TryGetValue(size, out string? name))
        {
            numbers[size] = name = code.Take(PythonNames.Of(size));
            if (sides.Find(s => s.Size.Equals(size)).Code is { } side)
            {
                readOff.Add((name, side));
            }
            else
            {
                dimensions.Add(name);
            }
        }

        return name;
    }

    /// <summary>The sums and products that stand in no other.</summary>
    public static List<Apply> Outermost(Expr e)
    {
        var found = new List<Apply>();
        var seen = new HashSet<Expr>();
        Visit(e);
        return found;

        void Visit(Expr n)
        {
            if (!seen.Add(n))
            {
                return;
            }

            if (n is Apply { Operator: IIndexed } a)
            {
                found.Add(a);
                return;
            }

            foreach (var child in n.Children)
            {
                Visit(child);
            }
        }
    }
}
