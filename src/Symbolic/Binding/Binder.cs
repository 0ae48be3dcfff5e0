using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// Gives names and shapes to what was read. One walk works out shapes, solving for what is not declared, and leaves behind
/// what builds the nodes; it is made under a hypothesis of which undeclared lower-case names are scalars.
/// </summary>
internal sealed partial class Binder(Scope scope, BindErrors errors, IReadOnlySet<Name> scalars)
{
    private readonly InferringUnifier unifier = new();
    private readonly Dictionary<Name, Shape> undeclared = [];
    private readonly List<Name> order = [];
    private readonly HashSet<Name> moving = [];
    private readonly List<NameSyntax> besideScalars = [];
    private readonly Dictionary<Name, Size> sizeNames = [];
    private HashSet<Name>? sizes;
    private IReadOnlyDictionary<string, Bound>? parameters;

    /// <summary>The undeclared names with their shapes so far, in the order of their first use.</summary>
    public IEnumerable<(Name Name, Shape Shape)> Undeclared => order.Select(n => (n, unifier.Resolve(undeclared[n])));

    /// <summary>The undeclared lower-case names that are taken for matrices.</summary>
    public IReadOnlySet<Name> Matrices { get; init; } = new HashSet<Name>();

    /// <summary>May an undeclared vector turn out to have length 1 in what is bound now?</summary>
    public bool Units
    {
        set => unifier.Units = value;
    }

    /// <summary>What is not as usual.</summary>
    public SideRules Rules { get; init; }

    private HashSet<Name> Sizes => sizes ??= [.. DeclarationBinder.Sizes(scope)];

    /// <summary>What an expression is, with shapes as far as they are known.</summary>
    public Bound Bind(Syntax syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return syntax switch
        {
            NumberSyntax n => new(Shape.Scalar, () => Number.Of(n.Value)),
            NameSyntax n => BindName(n),
            CallSyntax c => BindCall(c),
            NegateSyntax n => Negate(Bind(n.Operand)),
            TransposeSyntax t => BindTranspose(t),
            PowerSyntax p => BindPower(p),
            BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => BindSum(b),
            BinarySyntax b => BindBinary(b),
            NablaSyntax n => BindNabla(n),
            PartialSyntax p => BindPartial(p),
            DotSyntax d => BindDot(d),
            IndexedSyntax s => BindIndexed(s),
            EntrySyntax e => BindEntry(e),
            MatrixSyntax m => BindMatrix(m),
            _ => throw new InvalidOperationException(syntax.GetType().Name),
        };
    }

    /// <summary>Makes two sides agree in shape; a 0 stands for zeros of any shape.</summary>
    public Bound Agree(Bound left, Bound right, bool isZero, Span span, string sign)
    {
        var (a, b) = (unifier.Resolve(left.Shape), unifier.Resolve(right.Shape));
        return b.IsScalar && !a.IsScalar && isZero ? new(a, () => Make.Zero(unifier.Resolve(left.Shape))) : unifier.Unify(a.Rows, b.Rows) && unifier.Unify(a.Columns, b.Columns) ? right
            : throw errors.DoNotConform(span, sign, new("the left side", unifier.Resolve(a)), new("the right side", unifier.Resolve(b)), "the two sides have one shape", a == b.Transposed && !a.IsScalar ? "the transpose of one side would conform" : null);
    }

    /// <summary>The names that alone make a sum no scalar though a term of it that is no name is one: c in x'x + c, read as a vector.</summary>
    public IReadOnlyList<NameSyntax> BesideScalars => besideScalars;

    /// <summary>What is known by now, to come back to where a line does not conform.</summary>
    public object Save() => (unifier.Save(), order.Count, moving.ToArray());

    /// <summary>Forgets what was found since.</summary>
    public void Restore(object saved)
    {
        var (sizes, names, moved) = ((object, int, Name[]))saved;
        unifier.Restore(sizes);
        foreach (var name in order.Skip(names))
        {
            undeclared.Remove(name);
        }

        order.RemoveRange(names, order.Count - names);
        moving.Clear();
        moving.UnionWith(moved);
    }

    /// <summary>From here on messages point into another text.</summary>
    public void Turn(BindErrors to)
    {
        errors = to;
        basis.Clear();
        foreach (string index in limits.Keys.Where(i => !Indices.IsBound(i)).ToList())
        {
            limits.Remove(index);
        }
    }

    /// <summary>What the body of an operator is, with its parameters standing for arguments.</summary>
    public Bound BindWithin(Syntax body, IReadOnlyDictionary<string, Bound> arguments, BindErrors place)
    {
        var (outerErrors, outer) = (errors, parameters);
        (errors, parameters) = (place, arguments);
        try
        {
            return Bind(body);
        }
        finally
        {
            (errors, parameters) = (outerErrors, outer);
        }
    }

    /// <summary>A shape of a kind, its sizes not yet known.</summary>
    public Shape Fresh(ShapeKind kind) => kind switch
    {
        ShapeKind.Scalar => Shape.Scalar,
        ShapeKind.Column => Shape.Column(unifier.FreshLength()),
        ShapeKind.Row => new(Size.One, unifier.FreshLength()),
        _ => new(unifier.FreshLength(), unifier.FreshLength()),
    };

    /// <summary>Names the sizes that are still unknown, and declares in the scope what was inferred.</summary>
    /// <param name="more">Shapes besides those of undeclared names; with their sizes they come back.</param>
    public IReadOnlyList<Shape> Close(params IReadOnlyList<Shape> more)
    {
        CloseBasis();
        var used = new HashSet<string>(Sizes.Select(n => n.Text));
        used.UnionWith(scope.Symbols.Keys.Select(n => n.Text));
        used.UnionWith(order.Select(n => n.Text).Concat(openIndices));
        used.UnionWith(order.Concat(scope.Symbols.Keys).SelectMany(n => n.Indices).Select(i => i.Variable).OfType<string>());
        var unknown = order.Select(n => undeclared[n]).Concat(more).SelectMany(s => new[] { s.Rows, s.Columns }).SelectMany(s => unifier.Resolve(s).Names)
            .Where(n => n.IsUnknown).Distinct().ToList();
        var letters = unknown.Count == 1 ? new[] { "n" } : ["m", "n"];
        var free = letters.Concat(["p", "q", "r", "s", "t", "k", "n", "m"]).Concat(Enumerable.Range(1, 200).Select(i => "n" + i)).Where(l => !used.Contains(l)).Distinct().ToList();
        for (int i = 0; i < unknown.Count; i++)
        {
            unifier.Unify(Size.Of(unknown[i]), Size.Of(new Name(free[i])));
        }

        CloseFamilies(used);
        foreach (var name in order)
        {
            var symbol = Symbol.Of(name, unifier.Resolve(undeclared[name]));
            scope.Declare(symbol);
            scope.Inferred.Add(symbol);
        }

        return [.. more.Select(unifier.Resolve)];
    }

    // A family whose range nothing says has N members, or whatever letter is free.
    private void CloseFamilies(HashSet<string> used)
    {
        foreach (var (name, range) in families.Where(f => unifier.Resolve(f.Value).Names.Any(n => n.IsUnknown)))
        {
            var size = new Name(new[] { "N", "M" }.Concat(Enumerable.Range(1, 200).Select(i => "N" + i)).First(l => !used.Contains(l)));
            unifier.Unify(range, Size.Of(size));
            scope.Dimensions.Add(size);
            scope.Families[name] = Size.Of(size);
            used.Add(size.Text);
        }
    }

    private string TextOf(Span span) => errors.Source.Text.Substring(span.Start, Math.Min(span.Length, errors.Source.Text.Length - span.Start)).Trim();

    // As it is written, and formulas in LaTeX in the language of expressions.
    private string TextOf(Syntax syntax) => TextOf(syntax.Span) is var text && text.AsSpan().IndexOfAny("\\{}") >= 0 ? SyntaxPrinter.Print(syntax) : text;

    private BindErrors.Named Named(Syntax syntax, Bound bound) => new(TextOf(syntax), unifier.Resolve(bound.Shape));

    private static Bound Negate(Bound b) => new(b.Shape, () => Make.Negate(b.Build()));

    // An operator over arguments; its shape rule may find unknown sizes.
    private Bound Call(Span span, Syntax[] written, Bound[] arguments, Operator @operator)
    {
        try
        {
            var shape = @operator.ShapeOf([.. arguments.Select(a => unifier.Resolve(a.Shape))], unifier);
            return new(shape, () => @operator.Of([.. arguments.Select(a => a.Build())]));
        }
        catch (ShapeException e) when (e.Right is not null)
        {
            int right = arguments.Length == 2 ? 1 : Array.FindIndex(arguments, a => unifier.Resolve(a.Shape) == e.Right);
            throw errors.DoNotConform(
                span, e.Operator, Named(written[0], arguments[0]), Named(written[Math.Max(right, 1)], arguments[Math.Max(right, 1)]), e.Clash, TransposeHint(written, arguments, @operator));
        }
        catch (ShapeException e)
        {
            throw errors.WrongShape(span, e.Operator, Named(written[0], arguments[0]), e.Clash);
        }
    }

    // Which operand, transposed, would conform.
    private string? TransposeHint(Syntax[] written, Bound[] arguments, Operator @operator)
    {
        for (int i = 0; arguments.Length == 2 && i < 2; i++)
        {
            int turned = 1 - i;
            try
            {
                @operator.ShapeOf([.. arguments.Select((a, k) => k == turned ? unifier.Resolve(a.Shape).Transposed : unifier.Resolve(a.Shape))], Unifier.Strict);
                return $"{Transposed(written[turned])} would conform";
            }
            catch (ShapeException)
            {
                // Try the other one.
            }
        }

        return null;
    }

    private string Transposed(Syntax syntax)
    {
        string text = TextOf(syntax);
        return syntax is NameSyntax or CallSyntax || text.StartsWith('(') ? text + "'" : syntax is TransposeSyntax t ? TextOf(t.Operand) : $"({text})'";
    }
}
