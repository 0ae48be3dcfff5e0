using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>A relation with its sides read, or with what can't be read of it.</summary>
internal sealed partial class ReadStep
{
    private readonly Lazy<ImmutableArray<Syntax>> arguments;

    private ReadStep(HandStep written, INotationContext names)
    {
        Written = written;
        arguments = new(() => Left is null ? [] : (Written.Left ?? Written.ChainLeft)?.DefinedArguments(names) ?? []);
    }

    private ReadStep(ReadStep step, Func<Syntax, Syntax> put)
    {
        (Written, arguments, Block, Diagnostic, Notes) = (step.Written, step.arguments, step.Block, step.Diagnostic, step.Notes);
        Syntax? Put(Syntax? side) => side is null ? null : put(side);
        (Left, Previous, Right, Condition) = (Put(step.Left), Put(step.Previous), Put(step.Right), Put(step.Condition));
        (Where, Stated, IsRange, Cases) = (step.Where, step.Stated, step.IsRange, [.. step.Cases.Select(c => c.With(put))]);
    }

    /// <summary>The step as it stands in the document.</summary>
    public HandStep Written { get; }

    /// <summary>The block it stands in; 0 for the running text.</summary>
    public int Block { get; private init; }

    /// <summary>The left side of the chain; null where it can't be read.</summary>
    public Syntax? Left { get; private init; }

    /// <summary>The side above, for a step of a chain; null where there is none or it can't be read.</summary>
    public Syntax? Previous { get; private init; }

    /// <summary>The right side; null where it can't be read.</summary>
    public Syntax? Right { get; private init; }

    /// <summary>What can't be read.</summary>
    public Diagnostic? Diagnostic { get; private init; }

    /// <summary>What was passed over in reading.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; private init; } = [];

    /// <summary>What is 1 where the step is said to hold and 0 elsewhere, where the text states a condition.</summary>
    public Syntax? Condition { get; private init; }

    /// <summary>The values of the index of a recurrence that the step is about, where the text says so.</summary>
    public IndexCondition? Where { get; private init; }

    /// <summary>The condition as the text states it; where it leaves one value of the index, that has been put in.</summary>
    public IndexCondition? Stated { get; private init; }

    /// <summary>The claims of a step whose right side is by cases over the index of a recurrence; it has no other right side.</summary>
    public IReadOnlyList<ReadStep> Cases { get; private init; } = [];

    /// <summary>Does it only say for which values of an index the step before holds: <c>l = 1, …, L</c>?</summary>
    public bool IsRange { get; private init; }

    /// <summary>The step itself, or its cases; nothing where it claims nothing.</summary>
    public IEnumerable<ReadStep> Claims => IsRange ? [] : Cases.Count > 0 ? Cases : [this];

    /// <summary>The w of J(w) = ….</summary>
    public ImmutableArray<Syntax> Arguments => arguments.Value;

    /// <summary>Can both sides be read, those that stand here?</summary>
    public bool IsRead => Right is not null && (Left is not null || Previous is not null);

    /// <summary>Is the right side an optimisation problem, argmin E or min E, which says of the left side where it is?</summary>
    public bool IsProblem => Right is null && Problem().IsMatch(Written.Right.Latex);

    /// <summary>Does the step continue a chain with an optimisation problem just above?</summary>
    public bool FollowsProblem => Written.PreviousRight is { } above && Previous is null && Problem().IsMatch(above.Latex);

    [GeneratedRegex(@"arg(?:\\[,;!]|\s|~|\\)*(?:min|max)|\\(?:min|max|inf|sup)(?:\\limits)?\s*_|\\underset\{[^{}]*\}\{\\?(?:\w+\{)?(?:min|max|inf|sup)")]
    private static partial Regex Problem();

    /// <summary>The step with something put into each of its sides.</summary>
    public ReadStep With(Func<Syntax, Syntax> put) => new(this, put);

    /// <summary>A side read; null where it can't be.</summary>
    public static Syntax? Read(Side side, INotationContext names)
    {
        try
        {
            return side.Read(names);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static Syntax Averaged(Syntax syntax, ScopeNames names) => names.Random?.PutIn(syntax, names) ?? syntax;

    private static Syntax Told(Syntax syntax, ScopeNames names) => names.Units?.Told(syntax) ?? syntax;

    /// <summary>Reads a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="block">The block it stands in; 0 for the running text.</param>
    /// <param name="names">What is known of names.</param>
    /// <param name="before">The condition that the words before the block state.</param>
    public static ReadStep Of(HandStep step, int block, INotationContext names, Side? before = null)
    {
        var notes = new List<ReadingNote>();
        Diagnostic? diagnostic = null;
        var left = Read(step.Left ?? step.ChainLeft, own: step.Left is not null);
        var previous = step.Continues ? Read(step.PreviousRight, own: false) : null;
        if (left is not null && CasesOf() is { } cases)
        {
            return new(step, names)
            {
                Block = block, Left = left, Notes = notes,
                Cases = [.. cases.Select(c => Put(new(step, names) { Block = block, Left = left, Right = Finished(c.Piece), Notes = notes }, c.Where, names))],
            };
        }

        var right = Read(step.Right, own: true);
        (left, right) = names is ScopeNames { Random: { } random } && random.Names(step) ? (right, left) : (left, right);
        var condition = step.Condition ?? before;
        if (step.AsCondition?.ReadRange(names) is { } said && names is ScopeNames recurrences && said.Names.Any(recurrences.IsStep))
        {
            return new(step, names) { Block = block, Left = left, Right = right ?? left, Notes = notes, IsRange = true };
        }

        return (RangeOf(step.Condition) ?? RangeOf(before)) is { } range
            ? Put(new(step, names) { Block = block, Left = left, Previous = previous, Right = right, Diagnostic = diagnostic, Notes = notes }, range, names)
            : new(step, names) { Block = block, Left = left, Previous = previous, Right = right, Diagnostic = diagnostic, Notes = notes, Condition = Read(condition, own: false) };

        IndexCondition? RangeOf(Side? written) => written?.ReadRange(names) is { } range && names is ScopeNames known && range.Names.Any(known.IsStep) ? range : null;

        IReadOnlyList<IndexCase>? CasesOf()
        {
            try
            {
                return names is ScopeNames known ? step.Right.ReadCases(names, notes, known.IsStep) : null;
            }
            catch (DiagnosticException e)
            {
                diagnostic = e.Diagnostic;
                return null;
            }
        }

        Syntax? Read(Side? side, bool own)
        {
            try
            {
                return side?.Read(names, own ? notes : null) is { } written ? Finished(written) : null;
            }
            catch (DiagnosticException e)
            {
                diagnostic = own ? diagnostic ?? e.Diagnostic : diagnostic;
                return null;
            }
        }

        Syntax Finished(Syntax written) => (names is ScopeNames scope ? Averaged(AppliedFunctions.PutIn(written, scope), scope) : written) switch
        {
            NameSyntax { Text: "zeros" } zero => new NumberSyntax(Symbolic.Shapes.Rational.Zero, zero.Span),
            { } syntax when names is ScopeNames known => Told(known.SumsRepeated ? RepeatedIndices.Summed(syntax) : syntax, known),
            var syntax => syntax,
        };
    }

    // A step at the values of an index; where that is one alone, it is put in.
    private static ReadStep Put(ReadStep step, IndexCondition where, INotationContext names)
    {
        if (names is ScopeNames known)
        {
            var (index, value) = where.Value is var (i, v) && !known.IsSize(i) ? (i, v)
                : known.Steps is { } whole && IndexRanges.Only(where, whole, step.Right?.Span ?? default) is { } only ? (whole.Index, only) : (null, null);
            if (index is not null)
            {
                return new(step, s => IndexInSyntax.Put(s, index, value!)) { Where = new([], []), Stated = where };
            }
        }

        return new(step, s => s) { Where = where, Stated = where };
    }
}
