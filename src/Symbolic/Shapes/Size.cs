using System.Text;

namespace MatrixDiff.Symbolic.Shapes;

/// <summary>
/// A size: a polynomial with rational coefficients in named sizes (<c>m*n</c>, <c>n + 1</c>). Two sizes agree only if they
/// agree as formulas.
/// </summary>
internal sealed class Size : IEquatable<Size>
{
    private readonly Monomial[] terms;
    private Name[]? names;

    private Size(Monomial[] terms)
    {
        this.terms = terms;
        Text = Print();
    }

    /// <summary>The size 1, of scalars and of vectors' short side.</summary>
    public static Size One { get; } = Of(1);

    /// <summary>The size 0.</summary>
    public static Size Zero { get; } = new([]);

    /// <summary>The formula as written, the same for equal sizes.</summary>
    public string Text { get; }

    /// <summary>Is it 1?</summary>
    public bool IsOne => terms.Length == 1 && terms[0].Powers.Length == 0 && terms[0].Coefficient.IsOne;

    /// <summary>The number, where the size is one.</summary>
    public Rational? Value => terms.Length == 0 ? Rational.Zero : terms.Length == 1 && terms[0].Powers.Length == 0 ? terms[0].Coefficient : null;

    /// <summary>The names in it.</summary>
    public IReadOnlyList<Name> Names => names ??= terms switch
    {
        [] or [{ Powers.Length: 0 }] => [],
        [{ Powers: [var power] }] => [power.Name],
        _ => [.. terms.SelectMany(t => t.Powers).Select(p => p.Name).Distinct()],
    };

    /// <summary>The single name this size is, if it is one.</summary>
    public Name? AsName => terms.Length == 1 && terms[0].Coefficient.IsOne && terms[0].Powers is [(var name, 1)] ? name : null;

    /// <summary>The terms, for printers.</summary>
    public IReadOnlyList<Monomial> Terms => terms;

    /// <summary>A size that is a number.</summary>
    public static Size Of(Rational value) => value.IsZero ? Zero : new([new(value, [])]);

    /// <summary>A size that is a name.</summary>
    public static Size Of(Name name) => new([new(Rational.One, [(name, 1)])]);

    /// <summary>Sum.</summary>
    public static Size operator +(Size a, Size b) => Collect(a.terms.Concat(b.terms));

    /// <summary>Difference.</summary>
    public static Size operator -(Size a, Size b) => a + (Of(-1) * b);

    /// <summary>Product.</summary>
    public static Size operator *(Size a, Size b) => a.IsOne ? b : b.IsOne ? a
        : Collect(from s in a.terms from t in b.terms select s.Times(t));

    /// <summary>The power with a small whole exponent.</summary>
    public static Size Pow(Size size, int exponent)
    {
        var result = One;
        for (int i = 0; i < exponent; i++)
        {
            result *= size;
        }

        return result;
    }

    /// <summary>The size with other sizes put in for names.</summary>
    public Size Substitute(Func<Name, Size?> put)
    {
        if (!Any(Names, put))
        {
            return this;
        }

        if (AsName is { } alone)
        {
            return put(alone)!;
        }

        var sum = Zero;
        foreach (var term in terms)
        {
            var product = Of(term.Coefficient);
            foreach (var (name, power) in term.Powers)
            {
                product *= Pow(put(name) ?? Of(name), power);
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>The number that the size is when every name has a value.</summary>
    public Rational Evaluate(Func<Name, int> value)
    {
        var sum = Rational.Zero;
        foreach (var term in terms)
        {
            var product = term.Coefficient;
            foreach (var (name, power) in term.Powers)
            {
                product *= Rational.Pow(value(name), power);
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>
    /// The name x and the size s with x = s, if a − b is linear in an unknown name that occurs once, with coefficient ±1
    /// (or ±c·(monomial) that divides the rest).
    /// </summary>
    public static (Name Unknown, Size Solution)? Solve(Size a, Size b)
    {
        var difference = a - b;
        var unknown = difference.Names.Where(n => n.IsUnknown).OrderBy(n => n.IsVectorSize ? 1 : 0).ThenByDescending(n => n).ToList();
        foreach (var name in unknown)
        {
            var holders = difference.terms.Where(t => t.Powers.Any(p => p.Name.Equals(name))).ToList();
            if (holders is not [var term] || term.Powers.First(p => p.Name.Equals(name)).Power != 1)
            {
                continue;
            }

            var factor = new Monomial(-term.Coefficient, [.. term.Powers.Where(p => !p.Name.Equals(name))]);
            var rest = difference.terms.Where(t => !ReferenceEquals(t, term)).Select(t => t.DividedBy(factor)).ToArray();
            if (rest.Length > 0 && rest.All(t => t is not null))
            {
                return (name, Collect(rest!));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(Size? other) => ReferenceEquals(this, other) || (other is not null && Text == other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Size);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool Any(IReadOnlyList<Name> names, Func<Name, Size?> put)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (put(names[i]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static Size Collect(IEnumerable<Monomial> all)
    {
        var sums = new SortedDictionary<string, Monomial>(StringComparer.Ordinal);
        foreach (var term in all)
        {
            sums[term.Key] = sums.TryGetValue(term.Key, out var other) ? new(other.Coefficient + term.Coefficient, term.Powers) : term;
        }

        // Higher degrees first, numbers last: n^2 + n + 1.
        return new([.. sums.Values.Where(t => !t.Coefficient.IsZero).OrderByDescending(t => t.Degree).ThenBy(t => t.Key, StringComparer.Ordinal)]);
    }

    private string Print()
    {
        if (terms.Length == 0)
        {
            return "0";
        }

        var text = new StringBuilder();
        foreach (var term in terms)
        {
            text.Append(text.Length == 0 ? (term.Coefficient.Sign < 0 ? "-" : "") : term.Coefficient.Sign < 0 ? "-" : "+");
            var coefficient = term.Coefficient.Abs();
            text.Append(term.Powers.Length == 0 ? coefficient.ToString() : coefficient.IsOne ? term.Key : $"{coefficient}*{term.Key}");
        }

        return text.ToString();
    }
}

/// <summary>A coefficient times powers of names.</summary>
internal sealed class Monomial
{
    /// <summary>A term; the powers are put in order of names.</summary>
    public Monomial(Rational coefficient, (Name Name, int Power)[] powers)
    {
        Coefficient = coefficient;
        Powers = powers is [] or [(_, not 0)] ? powers : [.. powers.GroupBy(p => p.Name).Select(g => (g.Key, g.Sum(p => p.Power))).Where(p => p.Item2 != 0).OrderBy(p => p.Key)];
        Key = Powers is [(var name, 1)] ? name.Text : string.Join("*", Powers.Select(p => p.Power == 1 ? p.Name.Text : $"{p.Name.Text}^{p.Power}"));
    }

    /// <summary>The coefficient.</summary>
    public Rational Coefficient { get; }

    /// <summary>The names and their powers, in order.</summary>
    public (Name Name, int Power)[] Powers { get; }

    /// <summary>The powers as written; terms of one key can be added.</summary>
    public string Key { get; }

    /// <summary>The sum of the powers.</summary>
    public int Degree => Powers.Sum(p => p.Power);

    /// <summary>Product of two terms.</summary>
    public Monomial Times(Monomial other) => new(Coefficient * other.Coefficient, [.. Powers, .. other.Powers]);

    /// <summary>The quotient, where no name is left below.</summary>
    public Monomial? DividedBy(Monomial other)
    {
        var quotient = new Monomial(Coefficient / other.Coefficient, [.. Powers, .. other.Powers.Select(p => (p.Name, -p.Power))]);
        return quotient.Powers.Any(p => p.Power < 0) ? null : quotient;
    }
}
