using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Algorithms;

/// <summary>
/// The names of an algorithm in Python: W[l+1] is <c>W[l + 1]</c>, an unnamed ∇_W J is <c>grad_W</c>; numbers of steps and sizes are read off
/// what is put in, where that has them.
/// </summary>
internal sealed class AlgorithmNames
{
    private readonly Algorithm algorithm;
    private readonly List<AlgorithmInput> inputs = [];
    private readonly List<Symbol> open = [];
    private readonly Dictionary<string, string> known = [];
    private readonly Dictionary<(string, int), (string Name, Extent? Extent)> functions = [];
    private readonly Dictionary<Name, string> sizes = [];
    private readonly List<string> extra = [];
    private readonly HashSet<string> bound = [];
    private readonly NumPySizes numbers;

    /// <summary>The names of an algorithm.</summary>
    public AlgorithmNames(Algorithm algorithm)
    {
        this.algorithm = algorithm;
        numbers = new NumPySizes(new SizeRules([], []), [], _ => "", Taken);
        Index = numbers.NameOf(new Name(algorithm.Index));
        foreach (string limit in algorithm.Limits)
        {
            numbers.NameOf(new Name(limit));
        }

        Split();
        foreach (var input in inputs)
        {
            known[Key(input.Symbol)] = Taken.Take(input.Range is null ? PythonNames.Of(input.Symbol) : PythonNames.Of(new Name(input.Symbol.Name.Base)));
        }

        foreach (var family in open)
        {
            known[family.Name.Base + "[]"] = Taken.Take(PythonNames.Of(new Name(family.Name.Base)));
        }

        foreach (var line in algorithm.Passes.SelectMany(p => p.Lines))
        {
            if (!known.ContainsKey(Key(line.Target)))
            {
                known[Key(line.Target)] = Taken.Take(Wanted(line.Target));
            }
        }
    }

    /// <summary>The names that are taken.</summary>
    public PythonNames Taken { get; } = new();

    /// <summary>The index.</summary>
    public string Index { get; }

    /// <summary>The parameters in order: what is put in, sizes and numbers of steps that it does not have, functions.</summary>
    public IEnumerable<string> Parameters => [.. inputs.Select(i => known[Key(i.Symbol)]), .. open.Select(s => known[s.Name.Base + "[]"]), .. algorithm.Limits.Where(l => Counted(l) is null).Select(l => numbers.NameOf(new Name(l))), .. extra, .. functions.Values.Select(f => f.Name)];

    /// <summary>What the parameters are, a line each.</summary>
    public IEnumerable<string> Documentation =>
    [
        .. inputs.Select(i => $"{known[Key(i.Symbol)]}: {(i.Range is { } r ? $"sequence for {r}, " : "")}{Shaped(i.Symbol.Shape)}"),
        .. open.Select(s => $"{known[s.Name.Base + "[]"]}: sequence from 1 on, {Shaped(s.Shape)}"),
        .. algorithm.Limits.Where(l => Counted(l) is null).Select(l => $"{numbers.NameOf(new Name(l))}: int"), .. extra.Select(n => $"{n}: int"),
        .. functions.Select(f => $"{f.Value.Name}: {(f.Value.Extent is { Range: { } r } ? $"sequence for {r}, callables" : "callable")} of an array, {f.Key.Item1}{new string('\'', f.Key.Item2)} of each entry"),
    ];

    /// <summary>The lines at the top: numbers of steps, sequences as dictionaries by the index, dictionaries for what is computed.</summary>
    public IEnumerable<string> Opening
    {
        get
        {
            foreach (string limit in algorithm.Limits)
            {
                if (Counted(limit) is { } code)
                {
                    yield return $"{numbers.NameOf(new Name(limit))} = {code}";
                }
            }

            foreach (var (name, range) in inputs.Where(i => i.Range is not null).Select(i => (known[Key(i.Symbol)], i.Range!)).Concat(functions.Values.Where(f => f.Extent is not null).Select(f => (f.Name, f.Extent!.Range!))))
            {
                yield return $"{name} = dict(enumerate({name}, {Whole(range.From)}))";
            }

            foreach (var family in open)
            {
                yield return $"{known[family.Name.Base + "[]"]} = dict(enumerate({known[family.Name.Base + "[]"]}, 1))";
            }

            string[] computed = [.. algorithm.Passes.SelectMany(p => p.Lines).Where(l => IsMember(l.Target)).Select(l => Of(l.Target)).Distinct()];
            if (computed.Length > 0)
            {
                yield return computed is [var one] ? $"{one} = {{}}" : $"{string.Join(", ", computed)} = ({{}} for _ in range({computed.Length}))";
            }

            // a[0], which is put in, of a family that is computed.
            foreach (var input in inputs.Where(i => i.Range is null && i.Symbol.Name.Indices.Count == 1 && known.ContainsKey(i.Symbol.Name.Base + "[]")))
            {
                yield return $"{known[input.Symbol.Name.Base + "[]"]}[{Whole(Indices.AsSize(input.Symbol.Name.Indices[0]))}] = {known[Key(input.Symbol)]}";
            }
        }
    }

    /// <summary>The letters that an index of a sum inside can't have.</summary>
    public IReadOnlySet<string> Letters => bound.Append(algorithm.Index).ToHashSet();

    /// <summary>Makes a letter the index of a sum or product inside of a line, until it is let go.</summary>
    public string Bind(string letter)
    {
        bound.Add(letter);
        return letter;
    }

    /// <summary>Lets an index go.</summary>
    public void Release(string letter) => bound.Remove(letter);

    /// <summary>A whole number.</summary>
    public string Whole(Size size) => numbers.Text(size).Text;

    /// <summary>The name of what is assigned to; of a family that of the dictionary.</summary>
    public string Of(Expr target) => known[Key(target)];

    /// <summary>What is assigned to, at its index.</summary>
    public string At(Expr target) => target is Symbol s ? Place(s, s.Name) : IndexOf(target) is { } at ? $"{Of(target)}[{Whole(Indices.AsSize(at))}]" : Of(target);

    /// <summary>The code of a symbol that is read; a row as an array (n,).</summary>
    public string Read(Symbol s) => Place(s, s.Derivative is { } d ? d.Wrt.Name : s.Name) + (s.Shape.IsRow ? "[0]" : "");

    /// <summary>The code of an unknown function that is used in an assignment for some values of the index.</summary>
    public string Function(FunctionUse use, LayerRange? where)
    {
        var name = use.Function.Name;
        if (name.Indices.Any(i => i.Variable is { } v && bound.Contains(v)))
        {
            throw new PlanException($"{use} has the index of a sum or product in a line");
        }

        var key = (name.Indices.Count == 1 ? name.Base : name.Text, use.Order);
        if (!functions.TryGetValue(key, out var found))
        {
            functions[key] = found = (Taken.Take(PythonNames.Of(new Name(key.Item1)) + PythonNames.Primes(use.Order)), name.Indices.Count == 1 ? new Extent(algorithm.Index) : null);
        }

        found.Extent?.Add(name.Indices[0], where);
        return found.Extent is null ? found.Name : $"{found.Name}[{Whole(Indices.AsSize(name.Indices[0]))}]";
    }

    /// <summary>The code of a size: an index or a number of steps, a side of what is put in, or a parameter of its own.</summary>
    public string SizeOf(Name size)
    {
        if (size.Indices.Count == 0 && (size.Base == algorithm.Index || bound.Contains(size.Base) || algorithm.Limits.Contains(size.Base)))
        {
            return numbers.NameOf(size);
        }

        if (Side(size) is { } side)
        {
            return side;
        }

        if (size.Indices.Count > 0)
        {
            throw new PlanException($"the size {size} is that of nothing that is put in");
        }

        if (!sizes.TryGetValue(size, out string? name))
        {
            sizes[size] = name = Taken.Take(PythonNames.Of(size));
            extra.Add(name);
        }

        return name;
    }

    // A member of a family stands in its dictionary, also one that is put in by itself.
    private string Place(Symbol s, Name index) =>
        index.Indices.Count == 1 && known.TryGetValue(s.Derivative is null ? s.Name.Base + "[]" : Key(s), out string? family) ? $"{family}[{Whole(Indices.AsSize(index.Indices[0]))}]" : known[Key(s)];

    // L, where a sequence runs from a number to L + c.
    private string? Counted(string limit) => inputs.Where(i => i.Range is { } r && r.From.Value is not null && (r.To - Size.Of(new Name(limit))).Value is not null)
        .Select(i => $"len({known[Key(i.Symbol)]})" + (i.Range!.From - Size.One - (i.Range.To - Size.Of(new Name(limit))) is var shift && shift.Equals(Size.Zero) ? "" : $" + {Whole(shift)}").Replace("+ -", "- ", StringComparison.Ordinal)).FirstOrDefault();

    private string? Side(Name size)
    {
        foreach (var input in inputs.Where(i => !i.Symbol.IsScalar))
        {
            var shape = input.Symbol.Shape;
            for (int axis = 0; axis < 2; axis++)
            {
                if ((axis == 0 ? shape.Rows : shape.Columns).AsName is not { } side || side.Base != size.Base || side.Indices.Count != size.Indices.Count)
                {
                    continue;
                }

                if (side.Equals(size) && input.Range is null)
                {
                    return $"{known[Key(input.Symbol)]}.shape[{axis}]";
                }

                if (input.Range is not { } range || (side.Indices is [var own] && own.Variable != algorithm.Index))
                {
                    continue;
                }

                // n[l-1] is the width of W[l], and so n[k] that of W[k+1].
                var at = side.Indices is [var i] ? Indices.AsSize(size.Indices[0]) - Size.Of(i.Offset) : range.From;
                if ((at - range.From).Value is not { Sign: < 0 } && (range.To - at).Value is not { Sign: < 0 })
                {
                    return $"{known[Key(input.Symbol)]}[{Whole(at)}].shape[{axis}]";
                }
            }
        }

        return null;
    }

    // A family of which a sum or product in a line reads a member is put in from 1 on, whatever else reads of it.
    private void Split()
    {
        foreach (var input in algorithm.Inputs)
        {
            if (input.Range is not null || input.Symbol.Name.Indices is not [{ Variable: { } v }] || !Indices.IsBound(v))
            {
                inputs.Add(input);
            }
            else if (algorithm.Inputs.FirstOrDefault(i => i.Range is not null && i.Symbol.Name.Base == input.Symbol.Name.Base) is { } family)
            {
                if (!family.Range!.From.Equals(Size.One))
                {
                    throw new PlanException($"{family.Symbol} is used for {family.Range}, and in a sum or product in a line as well");
                }
            }
            else if (!open.Any(s => s.Name.Base == input.Symbol.Name.Base))
            {
                open.Add(input.Symbol);
            }
        }
    }

    private static bool IsMember(Expr target) => IndexOf(target) is not null;

    private static LayerIndex? IndexOf(Expr target) => target switch
    {
        Symbol s => s.Name.Indices.Count == 1 ? s.Name.Indices[0] : null,
        Apply { Operator: Nabla n } => n.Variables.SelectMany(v => v.Name.Indices).Select(i => (LayerIndex?)i).FirstOrDefault(),
        _ => null,
    };

    // Of a family one key for all its members, but not for a member that is put in by itself.
    private string Key(Expr e) => e switch
    {
        Symbol { Derivative: { } d } => $"grad {Base(d.Wrt)}",
        Symbol s => s.Name.Indices.Count == 1 && !inputs.Any(i => i.Range is null && ReferenceEquals(i.Symbol, s)) ? s.Name.Base + "[]" : s.Name.Text,
        Apply { Operator: Nabla n } => $"{n.Name} {string.Join(' ', n.Variables.Select(Base))}",
        _ => e.ToString()!,
    };

    private static string Base(Symbol s) => s.Name.Indices.Count == 1 ? s.Name.Base + "[]" : s.Name.Text;

    private static string Wanted(Expr target) => target switch
    {
        Symbol { Name.Indices.Count: 1 } s => PythonNames.Of(new Name(s.Name.Base)),
        Symbol s => PythonNames.Of(s),
        Apply { Operator: Nabla n } => $"{(n.Kind == NablaKind.Hessian ? "hess" : n.Name)}_{string.Join('_', n.Variables.Select(v => PythonNames.Of(new Name(v.Name.Base, [.. v.Name.Indices.Where(i => i.Variable is null)]))))}",
        _ => "value",
    };

    /// <summary>What a value of a shape is in Python.</summary>
    public static string Shaped(Shape shape) => shape.IsScalar ? "float" : shape.IsColumn ? $"array ({shape.Rows},)" : $"array ({shape.Rows}, {shape.Columns})";
}
