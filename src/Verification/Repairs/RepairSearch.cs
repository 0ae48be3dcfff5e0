using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Repairs;

/// <summary>A side in the place of another that makes a statement true.</summary>
internal sealed record Repair(string Side, string Text);

/// <summary>Looks for the nearest true statement: one slip taken back on one side.</summary>
internal sealed class RepairSearch(Question question, Judge judge, ulong seed)
{
    private const int MostReadings = 1_500;
    private const int MostRead = 200_000; // parts of expressions
    private const int MostVerified = 10;
    private const double OtherSide = 0.35;
    private const double Repetition = 3;
    private const int Repeated = -1; // in the place of a depth

    /// <summary>Is only the right side repaired?</summary>
    public bool KeepLeft { get; init; }

    /// <summary>The repair that is preferred; null if none is found.</summary>
    /// <param name="claim">The statement, where its shapes conform.</param>
    /// <param name="wrong">The side in which shapes clash, if it is one.</param>
    public Repair? Find(Claim? claim, string? wrong = null)
    {
        // What was inferred stays as it is, unless it is just that which does not conform.
        var scope = claim?.Scope ?? question.Declared;
        bool open = claim is null && !IsClosed();
        var screen = open ? null : new Screen(scope, claim?.Moving ?? MovingIn(scope), seed);
        int verified = 0;
        int size = SyntaxTree.Places(question.Left).Concat(SyntaxTree.Places(question.Right)).Count();
        foreach (var candidate in Candidates(scope, wrong).Take(Math.Min(MostReadings, MostRead / size)))
        {
            var (left, right) = candidate.Side == "left" ? (candidate.Whole, question.Right) : (question.Left, candidate.Whole);
            if (Read(left, right, scope, open) is not var (reading, own) || !(screen ?? new Screen(own, MovingIn(own), seed)).Passes(reading[0], reading[1]))
            {
                continue;
            }

            if (IsTrue(candidate.Side, left, right, open ? question.Declared.Copy() : scope) && !HasIdleCall(candidate.Whole, reading[candidate.Side == "left" ? 0 : 1], own))
            {
                return new(candidate.Side, Printed(candidate.Whole, left, right, scope, open));
            }

            if (++verified == MostVerified)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The sides with a slip taken back, the cheapest first, for those who judge them otherwise.</summary>
    public static IEnumerable<(string Side, Syntax Whole)> Nearest(Question question, bool keepLeft) =>
        new RepairSearch(question, new Judge(null, 0), 0) { KeepLeft = keepLeft }.Candidates(question.Declared, null);

    // Dots are shown as what they were read as.
    private string Printed(Syntax whole, Syntax left, Syntax right, Scope scope, bool open)
    {
        var own = scope.Copy();
        own.HadamardDots.Clear();
        return SyntaxPrinter.Print(SyntaxTree.WithoutDots(whole, Read(left, right, own, open)?.Scope.HadamardDots ?? own.HadamardDots));
    }

    private bool IsClosed()
    {
        try
        {
            // Are all names declared? Then nothing is inferred, whatever the shapes.
            var known = question.Declared.Symbols.Keys.Select(n => n.Base)
                .Concat(DeclarationBinder.Sizes(question.Declared).Select(n => n.Base)).ToHashSet();
            return SyntaxTree.Places(question.Left).Concat(SyntaxTree.Places(question.Right)).Select(p => p.Node).OfType<NameSyntax>()
                .All(n => known.Contains(n.Text) || (n.Text.StartsWith('d') && known.Contains(n.Text[1..])) || n.Text is "pi" or "π" or "I");
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }

    // The sides with a slip taken back, the cheapest first. What is hardly reached is not built.
    private IEnumerable<(string Side, Syntax Whole)> Candidates(Scope scope, string? wrong)
    {
        var around = new Surroundings(question, scope);
        var open = new PriorityQueue<(string Side, Func<Syntax, Syntax> Put, Syntax Part, int Depth), (double Cost, int Place)>();
        foreach (var (side, syntax) in new[] { ("right", question.Right), ("left", question.Left) })
        {
            double penalty = wrong is null ? (side == "left" ? OtherSide : 0) : side == wrong ? 0 : 4 * OtherSide;
            foreach (var (node, put, depth) in KeepLeft && side == "left" ? [] : SyntaxTree.Places(syntax))
            {
                foreach (var slip in Slips.Of(node, around, depth == 0))
                {
                    open.Enqueue((side, put, slip.Without, node is NameSyntax ? 1 : depth), (slip.Cost + penalty, open.Count));
                }
            }
        }

        var (left, right) = (SyntaxTree.Unordered(question.Left), SyntaxTree.Unordered(question.Right));
        var (plainLeft, plainRight) = (Plain(question.Left, scope), Plain(question.Right, scope));
        var seen = new HashSet<string> { "left" + SyntaxPrinter.Print(question.Left), "right" + SyntaxPrinter.Print(question.Right) };
        while (open.TryDequeue(out var next, out var priority))
        {
            var (side, put, part, depth) = next;
            var whole = WithoutFirstPowers(put(part));
            if (KeepLeft && Plain(whole, scope) == (side == "left" ? plainRight : plainLeft))
            {
                // In a derivation what is written on the other side already says nothing.
                continue;
            }

            if (depth != Repeated && SyntaxTree.Unordered(whole) == (side == "left" ? right : left))
            {
                // a + b = b + a is true, and says nothing; at most that a part of it, or a name, was meant to be another.
                if (depth > 0)
                {
                    open.Enqueue((side, put, part, Repeated), (priority.Cost + Repetition, priority.Place));
                }
            }
            else if (seen.Add(side + SyntaxPrinter.Print(whole)))
            {
                yield return (side, whole);
            }
        }
    }

    // As it is written, but for transposes that change nothing.
    private static string Plain(Syntax side, Scope scope)
    {
        Syntax Without(Syntax s) => s is TransposeSyntax { Operand: NameSyntax n } && n.Indices.All(i => Names.TryIndex(i) is not null)
            && scope.Symbols.TryGetValue(new(n.Text, [.. n.Indices.Select(i => Names.TryIndex(i)!.Value)]), out var known) && (known.IsScalar || known.Attributes.HasFlag(Attributes.Symmetric)) ? n
            : s is BinarySyntax { Kind: BinaryKind.Juxtaposition } product ? Without(product with { Kind = BinaryKind.Product })
            : SyntaxTree.Children(s) is { Length: > 0 } children ? SyntaxTree.WithChildren(s, [.. children.Select(Without)]) : s;
        return SyntaxPrinter.Print(Without(side));
    }

    private static Syntax WithoutFirstPowers(Syntax s) => s is PowerSyntax { Exponent: NumberSyntax { Value.IsOne: true } } power ? WithoutFirstPowers(power.Base)
        : SyntaxTree.Children(s) is { Length: > 0 } children ? SyntaxTree.WithChildren(s, [.. children.Select(WithoutFirstPowers)]) : s;

    // vec(x) of a column is x, the softmax of a number is 1, and a number its own transpose: whoever writes such a call did not mean it.
    private bool HasIdleCall(Syntax whole, Expr reading, Scope scope) => SyntaxTree.Places(whole)
        .Any(p => Without(p.Node).Any(inner => Read(p.Put(inner), p.Put(inner), scope.Copy(), open: false) is var (sides, _) && ReferenceEquals(sides[0], reading)));

    private static Syntax[] Without(Syntax node) => node switch
    {
        CallSyntax { Primes: 0, Arguments: [var inner], Function.Text: var name } when !Calls.IsConstant(name) => [inner, Slips.Number(1, inner.Span)],
        TransposeSyntax { Operand: not NameSyntax and var inner } => [inner],
        _ => [],
    };

    private (IReadOnlyList<Expr> Sides, Scope Scope)? Read(Syntax left, Syntax right, Scope scope, bool open)
    {
        try
        {
            var own = open ? scope.Copy() : scope;
            var rules = SideRules.KeepDerivatives | (open ? SideRules.None : SideRules.AllDeclared);
            return (ExpressionReader.Infer([left, right], own, question.Source, rules), own);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private bool IsTrue(string side, Syntax left, Syntax right, Scope scope)
    {
        try
        {
            var claim = question.Read(left, right, scope);

            // A side that was put to nothing says nothing.
            var (changed, written) = side == "left" ? (claim.Left, left) : (claim.Right, right);
            return !(changed.IsZero && written is not NumberSyntax) && judge.Decide(claim).True == true;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    private static IReadOnlyList<Symbol> MovingIn(Scope scope) =>
        [.. scope.Symbols.Values.Where(s => scope.Symbols.ContainsKey(new("d" + s.Name.Base, [.. s.Name.Indices])))];
}
