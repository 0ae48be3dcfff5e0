using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>What is true at stationary points: ŵ = (XᵀX)⁻¹Xᵀy, or XᵀX w = Xᵀy, after ∇_w J = 0.</summary>
/// <param name="checker">The derivation.</param>
/// <param name="seed">Another number gives other points.</param>
internal sealed class Solutions(DerivationChecker checker, int seed)
{
    private readonly Scope scope = checker.Scope;

    /// <summary>
    /// For a step that says where a variable is: it holds where the gradient vanishes there, and fails where the text puts the
    /// gradient to zero and it does not; null where nothing is said.
    /// </summary>
    public Judged? Judge(ReadStep step, Defined defined)
    {
        if (defined is { Characterised: { } marked, Clash: null })
        {
            return Characterised(step, marked);
        }

        if (Point(step, defined) is not var (w, value))
        {
            return null;
        }

        string mark = defined.Symbol is { } point ? point.Name.Base[w.Name.Base.Length..] : "";
        var judged = Meant(step, w).Select(f => (f.Function, f.Said, Zero: Vanishes(f.Function, w, value, mark))).Where(f => f.Zero is not null).ToList();
        var (met, missed) = (judged.Find(f => f.Zero == true).Function, judged.Find(f => f.Zero == false && (f.Said || IsMadeOf(value, w, f.Function))).Function);
        if (met is not null)
        {
            // Of two functions the text means the one that it defined last; where that is the other, it is not known.
            var nearest = checker.DefinedBefore(step).LastOrDefault(s => judged.Exists(f => ReferenceEquals(f.Function, s)));
            return judged.Exists(f => f.Zero == false && (nearest is null || ReferenceEquals(f.Function, nearest))) ? null : Verdict(step, true, $"the gradient of {met.Name.Text} by {w.Name.Text} is zero there");
        }

        foreach (var said in checker.StationaryPoints.Where(p => p.Of is null && !p.IsCondition && p.Gradient is not null && ReferenceEquals(p.Wrt, w)))
        {
            bool? zero = Equality.Decide(new Claim(Rewrite.Substitute(Meanings.WrittenOut(said.Gradient!, scope), w, Meanings.WrittenOut(value, scope)), Make.Zero(w.Shape), scope), seed).True;
            if (zero is { } vanishes)
            {
                return Verdict(step, vanishes, vanishes ? $"so {said.Text}" : $"then it is not true that {said.Text}");
            }
        }

        return missed is not null ? Verdict(step, false, $"the gradient of {missed.Name.Text} by {w.Name.Text} is not zero there")
            : judged.FirstOrDefault(f => f.Zero == false && checker.SaidToBeLeast(step, w).Contains(f.Function)).Function is { } least && Unexplained(value, least) is { } strange
                ? Open(step, $"the gradient of {least.Name.Text} by {w.Name.Text} is not zero there for every {strange.Name.Text}, and nothing says what {strange.Name.Text} is")
            : judged.Count == 0 && Meant(step, w).FirstOrDefault(f => f.Said && Meanings.WrittenOut(value, scope) is not (Symbol or Number or Constant)).Function is { } open ? Open(step, $"whether the gradient of {open.Name.Text} by {w.Name.Text} is zero there is not decided") : null;
    }

    // What the sentence before names is meant; else what the text put to zero last, or what it differentiates or says is least.
    private IEnumerable<(Symbol Function, bool Said)> Meant(ReadStep step, Symbol w)
    {
        var named = checker.NamedLeast(step, w);
        var last = checker.StationaryBefore(step).LastOrDefault(s => ReferenceEquals(s.Wrt, w) && s.Of is not null)?.Of;
        return named.Count > 0 ? named.Select(f => (f, true))
            : last is not null && scope.Definitions.ContainsKey(last) ? [(last, true)]
            : Functions(w).Where(f => f.Said && scope.Definitions.ContainsKey(f.Function)).ToList() is { Count: > 0 } said ? said
            : SaidOptima.Outermost(scope, [.. Functions(w).Select(f => f.Function).Concat(checker.SaidToBeLeast(step, w)).Where(scope.Definitions.ContainsKey).Distinct()]).Select(f => (f, false));
    }

    // A formula in what f is made of is meant as a solution, whether or not the text says so; one with new names may be an ansatz.
    private bool IsMadeOf(Expr value, Symbol w, Symbol f) => Meanings.WrittenOut(value, scope) is var meant and not (Symbol or Number or Constant) && !Rewrite.Symbols(meant).Contains(w) && Speaks([meant], f);

    // What stands in a formula and has no meaning, neither by itself nor in f.
    private Symbol? Unexplained(Expr value, Symbol f)
    {
        var known = Rewrite.Symbols(Meanings.WrittenOut(f, scope)).Select(Kin).ToHashSet();
        return Rewrite.Symbols(Meanings.WrittenOut(value, scope)).FirstOrDefault(s => !known.Contains(Kin(s)));
    }

    // Is nothing written but what f is made of, members of a family whatever their index?
    private bool Speaks(IReadOnlyList<Expr> of, Symbol f) => Rewrite.Symbols([.. of]).Select(Kin).ToHashSet().IsSubsetOf(Rewrite.Symbols(Meanings.WrittenOut(f, scope)).Select(Kin));

    private static (string, int) Kin(Symbol s) => (s.Name.Base, s.Name.Indices.Count);

    /// <summary>The verdict on a claim that is no identity, at the points that the text has put gradients to zero before; null where these say nothing of it.</summary>
    public Judged? Follows(ReadStep step, Syntax left)
    {
        var points = checker.StationaryBefore(step).Where(p => p.Gradient is not null).ToList();
        if (points.Count == 0 || Bind(left, step.Right!) is not { } sides)
        {
            return null;
        }

        var follows = Follows(step, points, sides);
        if (follows is { Holds: true } && SolvedElsewhere(step, points, sides) is { } solution)
        {
            return follows with { Verdict = follows.Verdict with { Kind = VerdictKind.HoldsIf, Condition = solution, Reason = null } };
        }

        if (follows is { Verdict.Kind: VerdictKind.Holds or VerdictKind.Undecided } && IsMultiplier(step, points))
        {
            checker.Solved[scope.Symbols[StepSyntax.NameOf(step.Left)!]] = sides[1];
        }

        return follows;
    }

    // Once the text has called the solution β̂, what it says of β is about every β: β = β̂ is a condition.
    private string? SolvedElsewhere(ReadStep step, List<StationaryPoint> points, IReadOnlyList<Expr> sides)
    {
        var symbols = Rewrite.Symbols([.. sides.Select(s => Meanings.WrittenOut(s, scope))]);
        return checker.DefinedBefore(step).Where(s => Decoration.BaseOf(s.Name) is { } plain && points.Exists(p => p.Wrt.Name.Equals(plain) && p.Wrt.Shape == s.Shape && symbols.Contains(p.Wrt)))
            .Select(s => $"{Decoration.BaseOf(s.Name)!.Text} = {s.Name.Text}").FirstOrDefault();
    }

    private Judged? Follows(ReadStep step, List<StationaryPoint> points, IReadOnlyList<Expr> sides)
    {
        var symbols = Rewrite.Symbols([.. sides.Select(s => Meanings.WrittenOut(s, scope))]);
        if (!IsMultiplier(step, points) && !points.Exists(p => symbols.Contains(p.Wrt) || (p.IsCondition && Rewrite.Symbols(p.Gradient!).Any(symbols.Contains))))
        {
            return null;
        }

        // The last one by itself, then all of its function; the first that has points decides. No point is stationary for two objectives.
        bool? last = null;
        points = [.. points.Where(p => p.IsCondition || p.Of is null || points[^1].Of is null || ReferenceEquals(p.Of, points[^1].Of))];
        foreach (var chosen in points.Count == 1 ? [points] : new[] { [points[^1]], points })
        {
            last = StationaryPoint.Implies(chosen, sides[0], sides[1], scope, seed) ?? last;
            if (last == true)
            {
                return Verdict(step, true, $"given that {string.Join(", ", chosen.Select(p => p.Text))}");
            }
        }

        // What does not follow from one equation alone may follow from all of them.
        if (last == false && points.Count > 1 && StationaryPoint.Implies(points, sides[0], sides[1], scope, seed) is null)
        {
            return Open(step, $"no identity; whether it follows from {string.Join(", ", points.Select(p => p.Text))} is not decided");
        }

        // A multiplier is what the constraint makes it, and without one that is not said.
        if (last != true && IsMultiplier(step, points) && !points.Exists(p => p.IsCondition))
        {
            return Open(step, "what it solves besides the gradient that is zero is not said");
        }

        return last == false ? Verdict(step, false, $"no identity, and it does not follow from {string.Join(", ", points.Select(p => p.Text))}") : null;
    }

    private bool IsMultiplier(ReadStep step, IReadOnlyList<StationaryPoint> points) => StepSyntax.NameOf(step.Left) is { } name && scope.Symbols.TryGetValue(name, out var s) && s.IsScalar
        && !scope.Definitions.ContainsKey(s) && points.Any(p => !ReferenceEquals(p.Wrt, s) && Rewrite.Symbols(p.Gradient!).Contains(s));

    // (XᵀX + λI) ŵ = Xᵀy with w in the place of ŵ, where the gradient by w vanishes.
    private Judged? Characterised(ReadStep step, Symbol marked)
    {
        if (Decoration.BaseOf(marked.Name) is not { } plain || !scope.Symbols.TryGetValue(plain, out var w) || w.Shape != marked.Shape
            || Bind(step.Left!, step.Right!) is not { } sides)
        {
            return null;
        }

        sides = [.. sides.Select(s => Rewrite.Substitute(s, marked, w))];
        foreach (var (f, said) in Functions(w))
        {
            if (!scope.Definitions.ContainsKey(f) || new StationaryReader(scope, checker.Source).Gradient(f, w) is not { } gradient)
            {
                continue;
            }

            bool? follows = StationaryPoint.Implies([new(w, gradient, "")], sides[0], sides[1], scope, seed);
            if (follows == true)
            {
                return Verdict(step, true, $"so the gradient of {f.Name.Text} by {w.Name.Text} is zero");
            }

            // 0 = E in what f is made of is meant as its gradient; another equation may say more of ŵ, as A ŵ = b does.
            string reason = $"the gradient of {f.Name.Text} by {w.Name.Text} need not be zero then";
            bool isMeant = !said && follows == false && Speaks(sides, f) && !SaidOptima.IsConstrained(checker.Source)
                && StationaryPoint.Implies([new(w, Sum.Of([sides[0], Product.Of(-1, sides[1])]), "")], gradient, Make.Zero(w.Shape), scope, seed) != true;
            if (follows == false && (said || (isMeant && (StepSyntax.IsZero(step.Left!) || StepSyntax.IsZero(step.Right!)))))
            {
                return Verdict(step, false, reason);
            }

            if (isMeant)
            {
                return Open(step, reason);
            }
        }

        return null;
    }

    // The functions whose gradient by w is zero at what is called a solution: those of which the text says so, and others.
    private IEnumerable<(Symbol Function, bool Said)> Functions(Symbol w)
    {
        var said = checker.StationaryPoints.Where(s => ReferenceEquals(s.Wrt, w)).Select(s => s.Of).OfType<Symbol>().Distinct().ToList();
        return said.Select(f => (f, true)).Concat(checker.Differentiated.Where(d => ReferenceEquals(d.Wrt, w) && d.Of.IsScalar).Select(d => d.Of).Distinct().Except(said).Select(f => (f, false)));
    }

    // The variable and where it is said to be.
    private (Symbol Variable, Expr Value)? Point(ReadStep step, Defined defined)
    {
        if (defined.Point is { } variable && defined.Clash is null)
        {
            return Bind(step.Left!, step.Right!) is [_, var there] ? (variable, there) : null;
        }

        return defined.Symbol is { } point && Decoration.BaseOf(point.Name) is { } plain && scope.Symbols.TryGetValue(plain, out var w)
            && point.Shape == w.Shape && scope.Definitions.TryGetValue(point, out var value) ? (w, value) : null;
    }

    // Anywhere, or where other variables are said to be by the same mark: v̂ is a solution beside β̂.
    private bool? Vanishes(Symbol f, Symbol w, Expr value, string mark)
    {
        try
        {
            var free = scope.Copy();
            free.Undefine(w);
            var gradient = Meanings.WrittenOut(Differentiator.Derive(DerivationKind.Gradient, f, [w], Layout.Gradient, free), free);
            var there = Rewrite.Substitute(gradient, w, Meanings.WrittenOut(value, scope));
            there = checker.Solved.Aggregate(there, (e, s) => Rewrite.Substitute(e, s.Key, Meanings.WrittenOut(s.Value, scope)));
            if (Equality.Decide(new Claim(there, Make.Zero(w.Shape), scope), seed).True is true)
            {
                return true;
            }

            foreach (var other in Rewrite.Symbols(there).Where(_ => mark.Length > 0).ToList())
            {
                if (scope.Symbols.TryGetValue(new(other.Name.Base + mark, [.. other.Name.Indices]), out var marked) && scope.Definitions.ContainsKey(marked))
                {
                    there = Rewrite.Substitute(there, other, Meanings.WrittenOut(marked, scope));
                }
            }

            return Equality.Decide(new Claim(there, Make.Zero(w.Shape), scope), seed).True;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    // Both sides, where nothing moves in them; a scalar side is spread like elsewhere.
    private IReadOnlyList<Expr>? Bind(Syntax left, Syntax right)
    {
        if ((SyntaxNames.Derivative(left) ?? SyntaxNames.Derivative(right)) is not null)
        {
            return null;
        }

        try
        {
            var sides = ExpressionReader.Guard(checker.Source, () => ExpressionReader.Infer([left, right], scope.Copy(), checker.Source, SideRules.AllDeclared));
            return Rewrite.Nodes(sides).Any(n => n is Differential) || sides[0].Shape != sides[1].Shape ? null : sides;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static Judged Open(ReadStep step, string reason)
    {
        var open = Verdict(step, false, reason);
        return open with { Verdict = open.Verdict with { Kind = VerdictKind.Undecided, Certificate = null } };
    }

    private static Judged Verdict(ReadStep step, bool holds, string reason) => new(
        new Verdict
        {
            Left = SyntaxPrinter.Print(step.Left!),
            Right = SyntaxPrinter.Print(step.Right!),
            Kind = holds ? VerdictKind.Holds : VerdictKind.Fails,
            Certificate = Certificate.Numeric,
            Reason = holds ? null : reason,
        },
        holds ? [reason] : [],
        []);
}
