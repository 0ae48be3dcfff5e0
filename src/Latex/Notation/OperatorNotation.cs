using System.Globalization;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Latex;

/// <summary>How each operator is written: a row for each type, <see cref="Called"/> where it is name and brackets.</summary>
internal static class OperatorNotation
{
    /// <summary>The T above.</summary>
    public static readonly Box Transposed = new Letter("T", Face.Sans);

    private static readonly Dictionary<Type, Func<Notation, Apply, Piece>> Table = new()
    {
        [typeof(Transpose)] = OfTranspose,
        [typeof(MatrixPower)] = (n, a) => n.Above(a.Argument, Names.Inline(((MatrixPower)a.Operator).Exponent)),
        [typeof(PseudoInverse)] = (n, a) => n.Above(a.Argument, new Sign("+", isPrefix: true)),
        [typeof(SpectralFunction)] = (n, a) => a.Operator == SpectralFunction.Exponential
            ? new(new Scripts(new Letter("e", Face.Upright), null, n.Plain.Visit(a.Argument).Box), Tightness.Scripted)
            : Called(n, a),
        [typeof(Frechet)] = (n, a) => n.Call(
            new Scripts(new Letter("L"), new Word(((Frechet)a.Operator).Function == SpectralFunction.Exponential ? "exp" : "log"), null), [.. a.Arguments]),
        [typeof(LogDeterminant)] = (n, a) => new(
            Row.Unit(new Word("log"), new Fenced(Symbols.Bars, n.Call(new Word("det"), a.Argument).Box)), Tightness.Scripted),
        [typeof(Determinant)] = Called,
        [typeof(Adjugate)] = Called,
        [typeof(ElementwisePower)] = (n, a) => Powers.Of(n, a, ((ElementwisePower)a.Operator).Exponent),
        [typeof(GeneralPower)] = (n, a) => n.Above(a.Arguments[0], Powers.Exponent(n.Plain.Visit(a.Arguments[1]).Box, a.IsScalar)),
        [typeof(SymbolicPower)] = (n, a) => n.Above(a.Arguments[0], n.Plain.Visit(a.Arguments[1]).Box),
        [typeof(Hadamard)] = Powers.OfHadamard,
        [typeof(Kronecker)] = (n, a) => new(Joined(a.Arguments.Select(x => n.Operand(x, Tightness.Product)), "⊗"), Tightness.Spread),
        [typeof(ElementwiseOperator)] = (n, a) => Functions.Of(n, a, (ElementwiseOperator)a.Operator),
        [typeof(DefinedReduction)] = (n, a) => Functions.OfReduction(n, a),
        [typeof(VectorFunction)] = Called,
        [typeof(UserOperator)] = Called,
        [typeof(Maximum)] = Called,
        [typeof(Trace)] = Called,
        [typeof(Total)] = Called,
        [typeof(Mean)] = Called,
        [typeof(Vec)] = Called,
        [typeof(Vech)] = Called,
        [typeof(Unvec)] = (n, a) => n.Call(new Scripts(new Word("unvec"), Names.Of(((Unvec)a.Operator).Result), null), a.Argument),
        [typeof(DiagonalMatrix)] = Called,
        [typeof(DiagonalPart)] = Called,
        [typeof(Tril)] = Called,
        [typeof(Triu)] = Called,
        [typeof(CumulativeSum)] = Called,
        [typeof(IndexedSum)] = OfIndexed,
        [typeof(IndexedProduct)] = OfIndexed,
        [typeof(Hcat)] = (n, a) => Block([[.. a.Arguments.Select(x => n.Operand(x, Tightness.Sum))]]),
        [typeof(Vcat)] = (n, a) => Block([.. a.Arguments.Select(x => new[] { n.Operand(x, Tightness.Sum) })]),
        [typeof(PendingDifferential)] = (n, a) => a.Argument is Symbol { Derivative: null } s ? n.Visit(Differential.For(s)) : new(
            Row.Unit(new Letter("d", Face.Upright), new Fenced(n.Options.Sizes ? n.Operand(a.Argument, Tightness.Sum) : n.Visit(a.Argument).Box)), Tightness.Scripted),
        [typeof(Nabla)] = (n, a) => OfNabla(n, a, (Nabla)a.Operator),
    };

    /// <summary>Is there a row for the type of operator?</summary>
    public static bool Knows(Type @operator) => Table.ContainsKey(@operator);

    /// <summary>The piece of an application.</summary>
    public static Piece Of(Notation n, Apply a) => Table.TryGetValue(a.Operator.GetType(), out var write) ? write(n, a) : Called(n, a);

    /// <summary>Boxes with a sign between.</summary>
    public static Row Joined(IEnumerable<Box> boxes, string sign) => Row.Of([.. boxes.SelectMany((b, i) => i == 0 ? new[] { b } : [new Sign(sign), b])]);

    /// <summary>The upright name of a function of the language.</summary>
    public static Word Named(string name) => new(Symbols.Function(name)?.Word ?? name);

    private static Piece Called(Notation n, Apply a) => Notation.Call(
        Named(a.Operator.Name),
        [.. a.Written.Select(x => n.Options.Sizes && a.Operator is Vec or Trace ? n.Operand(x, Tightness.Sum) : n.Plain.Visit(x).Box)]);

    private static Piece OfTranspose(Notation n, Apply a) => a.Argument is Apply { Operator: MatrixPower { Exponent: -1 } } inverse
        ? n.Above(inverse.Argument, Row.Unit(new Sign("−", isPrefix: true), Transposed))
        : n.Above(a.Argument, Transposed);

    // Σ_{i=1}^{N}, and ∏_{k=L}^{1} where the index goes down.
    private static Piece OfIndexed(Notation n, Apply a)
    {
        var range = (IIndexed)a.Operator;
        var (first, last) = range is IndexedProduct { Descending: true } ? (range.To, range.From) : (range.From, range.To);
        return n.WithLetter(a, letter => new Piece(
            Row.Unit(
                new Scripts(new Sign(a.Operator is IndexedSum ? "∑" : "∏"), Row.Unit(new Letter(letter), new Sign("="), Names.Of(first)), Names.Of(last)),
                n.At(IndexedTerm.At(a, Size.Of(new Name(letter))), Tightness.Spread)),
            Tightness.Spread));
    }

    private static Piece Block(IReadOnlyList<IReadOnlyList<Box>> cells) => new(new Table(cells, Symbols.Brackets), Tightness.Atom);

    private static Piece OfNabla(Notation n, Apply a, Nabla nabla) => nabla.Kind switch
    {
        NablaKind.Jacobian => new(OfJacobian(n, a.Argument, nabla.Variables[0]), Tightness.Scripted),
        NablaKind.Hessian when nabla.Variables.Count == 1 || ReferenceEquals(nabla.Variables[0], nabla.Variables[1]) =>
            n.OfNabla(a.Argument, new Numeral("2"), nabla.Variables[0]),
        NablaKind.Tangent => n.OfNabla(a.Argument, new Word("tan"), [.. nabla.Variables]),
        _ => n.OfNabla(a.Argument, null, [.. nabla.Variables]),
    };

    private static Fraction OfJacobian(Notation n, Expr f, Symbol x)
    {
        n = n.Plain;
        var above = f.Shape.Columns.IsOne ? n.At(f, Tightness.Scripted)
            : f is Symbol ? Row.Unit(new Word("vec"), n.Visit(f).Box)
            : n.Call(new Word("vec"), f).Box;
        var below = x.Shape.Columns.IsOne
            ? n.Above(x, Transposed).Box
            : new Scripts(new Fenced(Row.Unit(new Word("vec"), n.Visit(x).Box)), null, Transposed);
        return new(Row.Unit(new Sign("∂"), above), Row.Unit(new Sign("∂"), below));
    }
}

/// <summary>Powers entry by entry and the products that they stand in.</summary>
internal static class Powers
{
    /// <summary>Roots, reciprocals and powers.</summary>
    public static Piece Of(Notation n, Apply a, Rational exponent)
    {
        if (exponent == new Rational(1, 2) && (a.IsScalar || a.Shape.IsVector))
        {
            return new(new Root(n.Plain.Visit(a.Argument).Box), Tightness.Scripted);
        }

        if (a.IsScalar && exponent.Sign < 0)
        {
            return new(new Fraction(new Numeral("1"), n.Plain.Visit(ElementwisePower.Of(a.Argument, -exponent)).Box), Tightness.Scripted);
        }

        return n.Above(a.Argument, Exponent(Names.Inline(exponent), a.IsScalar));
    }

    /// <summary>What stands above, with ⊙ in front for entries of vectors and matrices.</summary>
    public static Box Exponent(Box exponent, bool ofScalar) => ofScalar ? exponent : Row.Unit(new Sign("⊙", isPrefix: true), exponent);

    /// <summary>a ⊙ b ⊘ c.</summary>
    public static Piece OfHadamard(Notation n, Apply a)
    {
        var above = a.Arguments.Where(x => ElementwisePower.Split(x).Exponent.Sign > 0).ToList();
        var below = a.Arguments.Where(x => ElementwisePower.Split(x).Exponent.Sign < 0).ToList();
        if (above.Count == 0)
        {
            above.Add(below[0]);
            below.RemoveAt(0);
        }

        Box box = OperatorNotation.Joined(above.Select(x => n.Operand(x, Tightness.Prefix)), "⊙");
        if (below.Count > 0)
        {
            var divisors = below.Select(x => n.Operand(ElementwisePower.Of(x, -1), Tightness.Prefix)).ToList();
            var divisor = divisors.Count == 1 ? divisors[0] : new Fenced(OperatorNotation.Joined(divisors, "⊙"));
            box = Row.Of([.. above.Count == 1 ? [n.Operand(above[0], Tightness.Prefix)] : ((Row)box).Items, new Sign("⊘"), divisor]);
        }

        return new(box, Tightness.Spread);
    }
}

/// <summary>Functions of numbers and norms.</summary>
internal static class Functions
{
    /// <summary>f(x), σ'(x), f with its layer below.</summary>
    public static Piece Of(Notation n, Apply a, ElementwiseOperator f)
    {
        if (f is { Order: 0, Function: { IsUnknown: false, Name.Text: "abs" } } && a.IsScalar)
        {
            return new(new Fenced(Symbols.Bars, n.Visit(a.Argument).Box), Tightness.Atom);
        }

        var name = f.Function.Name;
        Box head = f.Function.IsUnknown ? Names.Subscripted(name)
            : name.Text == "sigmoid" && n.Options.SigmaIsSigmoid ? new Letter("σ")
            : OperatorNotation.Named(f.Function.Slope is null ? name.Base : "leakyrelu");
        if (f.Order > 0)
        {
            Box primes = f.Order <= 3 ? new Primes(f.Order) : new Fenced(new Numeral(f.Order.ToString(CultureInfo.InvariantCulture)));
            head = head is Scripts s ? s with { Super = primes } : new Scripts(head, null, primes);
        }

        return f.Function.Slope is { } slope ? n.Call(head, a.Argument, slope) : n.Call(head, a.Argument);
    }

    /// <summary>Norms between bars, log-sum-exp by name.</summary>
    public static Piece OfReduction(Notation n, Apply a)
    {
        Box norm = new Fenced(Symbols.DoubleBars, n.Plain.Visit(a.Argument).Box);
        var euclidean = a.Argument.Shape.IsVector ? (Box)new Numeral("2") : new Letter("F");
        return a.Operator.Name switch
        {
            "norm1" => new(new Scripts(norm, new Numeral("1"), null), Tightness.Atom),
            "norm2" => new(new Scripts(norm, new Numeral("2"), null), Tightness.Atom),
            "normF" => new(new Scripts(norm, new Letter("F"), null), Tightness.Atom),
            "sumsq" => new(new Scripts(norm, euclidean, new Numeral("2")), Tightness.Scripted),
            _ => n.Call(new Word(a.Operator.Name), a.Argument),
        };
    }
}
