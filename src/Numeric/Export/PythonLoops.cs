using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>
/// Expressions with sums or products over an index as Python source: a loop for each, around functions without loops. A family
/// x[i] is one parameter x, a sequence with x[1] first; sizes in limits and indices are parameters, unless the shape of
/// another parameter has them.
/// </summary>
internal sealed class PythonLoops
{
    private readonly Scope? scope;
    private readonly LoopCode code;
    private readonly PythonNames names = new();
    private readonly Dictionary<string, string> parameters = [];
    private readonly List<string> dimensions = [];
    private readonly List<string> readOff = [];
    private readonly List<string> functions = [];
    private readonly Dictionary<string, string> callables = [];
    private readonly Dictionary<string, string> indices = [];
    private readonly Dictionary<Name, string> numbers = [];
    private readonly List<(Name Size, string Code)> sides = [];
    private readonly List<string> documentation = [];

    private PythonLoops(Scope? scope, LoopCode code) => (this.scope, this.code) = (scope, code);

    /// <summary>Are there loops in an expression?</summary>
    public static bool AreIn(Expr e) => Rewrite.Contains(e, n => n is Apply { Operator: IIndexed });

    /// <summary>The source of <c>compute</c>.</summary>
    /// <exception cref="PlanException">There is nothing to compute.</exception>
    public static string Export(Expr e, IReadOnlyList<Symbol> parameters, Scope? scope, LoopCode code)
    {
        var writer = new PythonLoops(scope, code);
        foreach (var symbol in parameters.Concat(Rewrite.Symbols(e)).Where(s => scope is null || parameters.Contains(s) || !scope.Definitions.ContainsKey(s)))
        {
            writer.Parameter(symbol);
        }

        var lines = new List<string>();
        string value = writer.Value(e, lines);
        string[] signature = [.. writer.parameters.Values, .. writer.dimensions, .. writer.callables.Values];
        string what = e.ToString().Replace("\\", "\\\\", StringComparison.Ordinal);
        string[] body =
        [
            $"\"\"\"{(what.Length > 400 ? what[..400] + "…" : what)}", "", .. writer.documentation, .. writer.dimensions.Select(d => $"{d}: int"), "\"\"\"",
            .. writer.functions, .. writer.readOff, .. lines, $"return {value}",
        ];
        return string.Concat(code.Head().Select(l => l + "\n").Append($"\n\ndef compute({string.Join(", ", signature)}):\n").Concat(body.Select(l => l.Length == 0 ? "\n" : $"    {l}\n")));
    }

    // The parameter of a symbol: that of its family where it has an index that others of its base have bound.
    private string Parameter(Symbol s)
    {
        string key = IsMember(s) ? s.Name.Base + "[]" : s.Name.Text;
        if (!parameters.TryGetValue(key, out string? name))
        {
            parameters[key] = name = names.Take(IsMember(s) ? PythonNames.Of(new Name(s.Name.Base)) : PythonNames.Of(s));
            documentation.Add(IsMember(s) ? $"{name}: sequence, {name}[0] being {s.Name.Base}[1]" : $"{name}: {(s.IsScalar ? "float" : s.Shape.IsColumn ? $"array ({s.Shape.Rows},)" : $"array ({s.Shape.Rows}, {s.Shape.Columns})")}");
            for (int axis = 0; axis < 2 && !IsMember(s); axis++)
            {
                if ((axis == 0 ? s.Shape.Rows : s.Shape.Columns).AsName is { } size)
                {
                    sides.Add((size, code.Side(name, s.Shape, axis)));
                }
            }
        }

        return name;
    }

    private static bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: not null }];

    // Statements that compute an expression, and the code of its value.
    private string Value(Expr e, List<string> lines)
    {
        var values = new Dictionary<Expr, string>();
        var put = new Dictionary<Expr, Expr>();
        foreach (var node in Outermost(e))
        {
            string name = names.Take("s");
            Loop(node, name, lines);
            var symbol = Symbol.Of(new Name(name), node.Shape);
            (put[node], values[symbol]) = (symbol, name);
        }

        if (e is Apply { Operator: IIndexed })
        {
            return values.Values.First();
        }

        var plan = Plan.Of(Rewrite.Substitute(e, put), null, scope);
        string function = names.Take("part");
        functions.AddRange([.. code.Function(plan, function), ""]);
        var arguments = plan.Inputs.Select(i => values.TryGetValue(i.Source, out string? known) ? known : Argument(i.Source))
            .Concat(plan.Dimensions.Select(Number)).Concat(plan.Functions.Select(Callable));
        return $"{function}({string.Join(", ", arguments)})";
    }

    private void Loop(Apply node, string name, List<string> lines)
    {
        var range = (IIndexed)node.Operator;
        string letter = IndexedTerm.Letter(node);
        string index = names.Take(letter);
        var (from, to) = (Whole(range.From), Whole(range.To + Size.One));
        string step = range is IndexedProduct { Descending: true } ? $"range({Whole(range.To)}, {Whole(range.From - Size.One)}, -1)" : $"range({from}, {to})";
        indices[letter] = index;
        var inner = new List<string>();
        string value = Value(IndexedTerm.At(node, Size.Of(new Name(letter))), inner);
        indices.Remove(letter);
        bool sum = range is IndexedSum;
        lines.Add($"{name} = {(node.IsScalar ? code.Number(sum ? "0.0" : "1.0") : sum ? code.Zeros([.. Sides(node.Shape).Select(Whole)]) : code.Identity(Whole(node.Shape.Rows)))}");
        lines.Add($"for {index} in {step}:");
        lines.AddRange(inner.Select(l => "    " + l));
        lines.Add($"    {name} = {name} {(sum ? "+" : node.IsScalar ? "*" : "@")} {value}");
    }

    private static Size[] Sides(Shape shape) => shape.IsColumn ? [shape.Rows] : [shape.Rows, shape.Columns];

    private string Argument(Expr source)
    {
        if (source is not Symbol s)
        {
            throw new PlanException($"{source} has no value under a loop");
        }

        return IsMember(s) ? $"{Parameter(s)}[{Whole(Indices.AsSize(s.Name.Indices[0]) - Size.One)}]" : Parameter(s);
    }

    private string Callable(FunctionUse use)
    {
        string key = use.ToString();
        return callables.TryGetValue(key, out string? name) ? name
            : callables[key] = names.Take(PythonNames.Of(use.Function.Name) + (use.Order == 0 ? "" : use.Order == 1 ? "_prime" : $"_prime{use.Order}"));
    }

    // A size in whole numbers, of indices, of sides of parameters, and of parameters of their own.
    private string Whole(Size size) => size.Terms.Count == 0 ? "0" : string.Join(" + ", size.Terms.Select(t =>
    {
        string[] factors = [.. t.Powers.Select(p => p.Power == 1 ? Number(p.Name) : $"{Number(p.Name)} ** {p.Power}")];
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
            numbers[size] = name = names.Take(PythonNames.Of(size));
            if (sides.Find(s => s.Size.Equals(size)).Code is { } side)
            {
                readOff.Add($"{name} = {side}");
            }
            else
            {
                dimensions.Add(name);
            }
        }

        return name;
    }

    // The sums and products that stand in no other.
    private static List<Apply> Outermost(Expr e)
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
