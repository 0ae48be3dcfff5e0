using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// Finds the shapes of undeclared names from all the lines of a text. A line that contradicts those before it is left out.
/// Lower-case names are vectors, and scalars where only that conforms; a few Greek letters are tried the other way round. Those with two
/// indices below them, and those by which the gradient has the shape of a matrix, are matrices. What the text calls a name in words, it is.
/// </summary>
internal sealed class JointInference
{
    private const int MostRestarts = 24;

    // Letters that stand for a coefficient or a number of samples far more often than for a vector or matrix, where they are not transposed.
    private static readonly HashSet<string> Coefficients = ["λ", "α", "γ", "ε", "η", "κ", "τ", "ρ", "ν", "ω", "n", "N", "const"];

    // Letters of objectives, where they are differentiated and otherwise stand alone or are added up.
    private static readonly HashSet<string> Objectives = ["L", "L_cal", "J", "E", "ell"];

    private readonly Scope scope;
    private readonly IReadOnlyList<SidesSyntax> lines;
    private readonly HashSet<Name> scalars = [];
    private readonly HashSet<Name> met = [];
    private readonly HashSet<Name> matrices = [];
    private readonly HashSet<string> entered;
    private readonly HashSet<string> transposed;

    // What stands as an entry of a matrix that is written out, and what has a gradient or a Hessian.
    private readonly HashSet<string> numbers;
    private readonly HashSet<string> differentiated;
    private readonly List<int> accepted = [];
    private readonly IReadOnlyCollection<Name> objectives;
    private Binder binder;
    private int restarts;

    private JointInference(Scope scope, IReadOnlyList<SidesSyntax> lines, IReadOnlyCollection<Name> objectives)
    {
        (this.scope, this.lines) = (scope, lines);
        this.objectives = objectives;
        scalars.UnionWith(objectives);
        var all = lines.SelectMany(l => l.Sides).SelectMany(SyntaxNames.Of).ToList();
        transposed = [.. all.OfType<TransposeSyntax>().Select(t => t.Operand).Concat(all.OfType<CallSyntax>().Where(c => c.Function.Text == "diag").SelectMany(c => c.Arguments)).OfType<NameSyntax>().Select(n => n.Text)];
        var factors = all.Where(s => s is not (NablaSyntax or NegateSyntax or IndexedSyntax or BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract }))
            .SelectMany(s => s is PartialSyntax p ? p.Variables : SyntaxTree.Children(s)).Concat(all.OfType<NablaSyntax>().Select(n => n.Variable)).OfType<NameSyntax>().Select(n => n.Text).ToHashSet();
        differentiated = [.. all.Select(s => s switch { NablaSyntax n => n.Operand, PartialSyntax { Variables.Length: 2 } p => p.Operand, PartialSyntax { Operand: NameSyntax f } when Objectives.Contains(f.Text) && !factors.Contains(f.Text) => f, _ => null }).OfType<NameSyntax>().Select(n => n.Text)];
        entered = [.. all.OfType<EntrySyntax>().Where(e => e.Indices.Length == 2).Select(e => e.Operand).OfType<NameSyntax>().Select(n => n.Text).Where(n => !char.IsUpper(n[0]))];
        numbers =
        [
            .. all.OfType<MatrixSyntax>().Where(m => m.Rows.Any(r => r.Length > 1)).SelectMany(m => m.Rows.SelectMany(r => r)).OfType<NameSyntax>().Select(n => n.Text),
            .. differentiated,
        ];

        // ∂Y/∂x beside Y⁻¹ or tr Y: a matrix is differentiated by a number.
        var squares = all.Select(s => s switch { PowerSyntax { Exponent: NegateSyntax or NumberSyntax { Value.Sign: < 0 } } p => p.Base, CallSyntax { Function.Text: "tr" or "det" or "logdet" or "inv", Arguments: [var m] } => m, _ => null }).OfType<NameSyntax>().Select(n => n.Text).Where(n => char.IsUpper(n[0])).ToHashSet();
        numbers.UnionWith(all.OfType<PartialSyntax>().Where(p => p is { Transposed: false, Operand: NameSyntax of } && squares.Contains(of.Text)).SelectMany(p => p.Variables).OfType<NameSyntax>().Select(n => n.Text).Where(n => !char.IsUpper(n[0]) && !transposed.Contains(n)));
        binder = Fresh();
    }

    /// <summary>Declares what is inferred from the lines in the scope; the numbers of the lines that were left out come back.</summary>
    public static IReadOnlyList<int> Run(Scope scope, IReadOnlyList<SidesSyntax> lines)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var (inference, left) = Best(scope, lines);
        if (left.Count > 0 && scope.Layers.Templates.Count == 0 && FromTheStart(lines) is { } ordered && Best(scope, ordered) is var (other, rest) && rest.Count < left.Count)
        {
            (inference, left) = (other, [.. rest.Select(i => lines.ToList().IndexOf(ordered[i]))]);
        }

        inference.binder.Close();
        return left;
    }

    private static (JointInference Inference, List<int> Left) Best(Scope scope, IReadOnlyList<SidesSyntax> lines)
    {
        var inference = new JointInference(scope, lines, []);
        var left = inference.TakeAll();
        if (left.Count > 0 && inference.Misread(left).ToList() is { Count: > 0 } objectives)
        {
            var other = new JointInference(scope, lines, objectives);
            var rest = other.TakeAll();
            return rest.Count < left.Count ? (other, rest) : (inference, left);
        }

        return (inference, left);
    }

    // A loss that is written before the layers whose output it is made of stands behind them; null where what a name is comes first as it is.
    private static List<SidesSyntax>? FromTheStart(IReadOnlyList<SidesSyntax> lines)
    {
        var first = new Dictionary<string, int>();
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sides[0] is NameSyntax name)
            {
                first.TryAdd(SyntaxPrinter.Print(name), i);
            }
        }

        var ordered = new List<SidesSyntax>();
        var reached = new HashSet<int>();
        var open = new Stack<(int Line, bool Ready)>(Enumerable.Range(0, lines.Count).Reverse().Select(i => (i, false)));
        while (open.TryPop(out var next))
        {
            if (next.Ready)
            {
                ordered.Add(lines[next.Line]);
            }
            else if (reached.Add(next.Line))
            {
                open.Push((next.Line, true));
                var needed = lines[next.Line].Sides.Skip(1).SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Select(n => first.GetValueOrDefault(SyntaxPrinter.Print(n), -1)).Where(i => i > next.Line);
                foreach (int i in needed.Distinct().Reverse())
                {
                    open.Push((i, false));
                }
            }
        }

        return ordered.SequenceEqual(lines) ? null : ordered;
    }

    private List<int> TakeAll() => [.. Enumerable.Range(0, lines.Count).Where(i => !Take(i))];

    // L = −y log a − (1 − y) log(1 − a) of which the gradients do not conform: an upper-case L that came out as a vector is a number, and what it
    // is made of (and nothing else) may have length 1: the last layer has one unit.
    private IEnumerable<Name> Misread(List<int> left)
    {
        var vectors = binder.Undeclared.Where(u => char.IsUpper(u.Name.Base[0]) && u.Shape is { IsColumn: true, IsScalar: false }).Select(u => u.Name).ToHashSet();
        return left.SelectMany(i => lines[i].Sides).SelectMany(SyntaxNames.Of).Select(s => s switch { PartialSyntax p => p.Operand, NablaSyntax n => n.Operand, _ => null })
            .OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => new Name(n.Text)).Where(vectors.Contains).Distinct();
    }

    private Binder Fresh() => new(scope, new BindErrors(lines[0].Source), scalars) { Matrices = matrices, Rules = SideRules.KeepDerivatives };

    private bool Take(int line)
    {
        var fresh = NewNames(lines[line]).ToList();
        scalars.UnionWith(fresh.Where(n => (Coefficients.Contains(n.Base) && !transposed.Contains(n.Text)) || numbers.Contains(n.Text)));
        matrices.UnionWith(fresh.Where(n => entered.Contains(n.Base)));
        met.UnionWith(fresh);
        fresh = [.. fresh.OrderBy(n => numbers.Contains(n.Text))];
        if (TryPlain(line, fresh) || fresh.Any(n => TryWith(line, [n])) || Pairs(fresh).Any(p => TryWith(line, p)) || TryOlder(line, fresh) || TryMatrix(line))
        {
            accepted.Add(line);
            return true;
        }

        return false;
    }

    // As it stands; but where a scalar would be spread over nothing but new names (f = x'x + c), these are scalars if they can be.
    private bool TryPlain(int line, List<Name> fresh)
    {
        var saved = binder.Save();
        int before = binder.BesideScalars.Count;
        if (!TryWith(line, []))
        {
            return false;
        }

        var once = LowerCase(lines[line]).CountBy(n => n).Where(n => n.Value == 1).Select(n => n.Key).Where(fresh.Contains).ToHashSet();
        var beside = binder.BesideScalars.Skip(before).Select(n => Names.Of(n, new BindErrors(lines[line].Source))).ToList();
        if (beside.Count == 0 || !beside.All(once.Contains))
        {
            return true;
        }

        var sides = lines[line].Sides.OfType<NameSyntax>().Select(n => Names.Of(n, new BindErrors(lines[line].Source))).Where(once.Contains);
        binder.Restore(saved);
        return TryWith(line, [.. beside.Concat(sides).Distinct()]) || TryWith(line, []);
    }

    // The line with some of the names it brings taken the other way; what is transposed somewhere is no number, and what words say is not taken otherwise.
    private bool TryWith(int line, IReadOnlyList<Name> flipped)
    {
        if (flipped.Any(n => scope.Kinds.ContainsKey(n) || (!scalars.Contains(n) && transposed.Contains(n.Text))))
        {
            return false;
        }

        var saved = binder.Save();
        Flip(flipped);
        if (Bind(binder, line))
        {
            return true;
        }

        binder.Restore(saved);
        Flip(flipped);
        return false;
    }

    // A name met before was taken wrongly: everything is bound anew.
    private bool TryOlder(int line, List<Name> fresh)
    {
        var older = LowerCase(lines[line]).Where(n => met.Contains(n) && !fresh.Contains(n) && !scope.Symbols.ContainsKey(n) && !scope.Kinds.ContainsKey(n) && (scalars.Contains(n) || !transposed.Contains(n.Text))).Distinct().ToList();
        foreach (var name in older)
        {
            if (++restarts > MostRestarts)
            {
                return false;
            }

            Flip([name]);
            var other = Fresh();
            if (accepted.All(i => Bind(other, i)) && Bind(other, line) && Vectors(other) <= Vectors(binder))
            {
                binder = other;
                return true;
            }

            Flip([name]);
        }

        return false;
    }

    // ∂C/∂w = δ aᵀ: a w that was taken for a vector or a number is a matrix, with its like in other layers.
    private bool TryMatrix(int line)
    {
        var variables = lines[line].Sides.Select(s => s switch { PartialSyntax { Variables: [var v], Transposed: false } => v, NablaSyntax { Order: 1, Variable: var v } => v, _ => null }).OfType<NameSyntax>().Select(n => n.Text).ToHashSet();
        var names = met.Concat(LowerCase(lines[line])).Where(n => variables.Contains(n.Base) && !scope.Symbols.ContainsKey(n) && !scope.Kinds.ContainsKey(n) && !matrices.Contains(n) && !char.IsUpper(n.Base[0])).Distinct().ToList();
        if (names.Count == 0 || ++restarts > MostRestarts)
        {
            return false;
        }

        var before = scalars.ToList();
        scalars.ExceptWith(names);
        matrices.UnionWith(names);
        var other = Fresh();
        if (accepted.All(i => Bind(other, i)) && Bind(other, line) && Vectors(other) <= Vectors(binder) && other.Undeclared.Where(u => names.Contains(u.Name)).All(u => !u.Shape.IsVector))
        {
            binder = other;
            return true;
        }

        scalars.UnionWith(before);
        matrices.ExceptWith(names);
        return false;
    }

    // The upper-case names that are rows or columns: where another reading of a small letter makes one, the line is more likely wrong.
    private static int Vectors(Binder binder) => binder.Undeclared.Count(u => char.IsUpper(u.Name.Base[0]) && u.Shape.IsVector);

    private void Flip(IReadOnlyList<Name> names)
    {
        foreach (var name in names)
        {
            if (!scalars.Remove(name))
            {
                scalars.Add(name);
            }
        }
    }

    private bool Bind(Binder with, int line)
    {
        var (sides, source) = (lines[line].Sides, lines[line].Source);
        try
        {
            with.Units = sides.OfType<NameSyntax>().Any(n => n.Indices.IsEmpty && objectives.Contains(new Name(n.Text)));
            with.Turn(new BindErrors(source));
            var first = with.Bind(sides[0]);
            if (sides is [NumberSyntax { Value.IsZero: true } zero, var other])
            {
                with.Agree(with.Bind(other), first, true, zero.Span, "=");
                return true;
            }

            for (int i = 1; i < sides.Count; i++)
            {
                with.Agree(first, with.Bind(sides[i]), sides[i] is NumberSyntax { Value.IsZero: true }, sides[i].Span, "=");
            }

            with.EndStatement();
            return true;
        }
        catch (Exception e) when (e is DiagnosticException or ShapeException or InsufficientExecutionStackException)
        {
            return false;
        }
    }

    private IEnumerable<Name> NewNames(SidesSyntax line) => LowerCase(line).Where(n => !met.Contains(n) && !scope.Symbols.ContainsKey(n)).Distinct();

    private IEnumerable<Name> LowerCase(SidesSyntax line) => line.Sides.SelectMany(SyntaxNames.Of).OfType<NameSyntax>()
        .Where(n => (!char.IsUpper(n.Text[0]) || n.Text == "N" || differentiated.Contains(n.Text)) && n.Indices.All(i => Names.TryIndex(i) is not null))
        .Select(n => Names.Of(n, new BindErrors(line.Source)));

    private static IEnumerable<IReadOnlyList<Name>> Pairs(List<Name> names) =>
        from i in Enumerable.Range(0, names.Count) from k in Enumerable.Range(0, i) select (IReadOnlyList<Name>)[names[k], names[i]];
}
