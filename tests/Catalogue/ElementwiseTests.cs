using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>Every function of one number × every fact stated about it.</summary>
public sealed class ElementwiseTests
{
    /// <summary>Points on both sides of every kink and of the ends of every domain.</summary>
    private static readonly double[] Grid = [-3.1, -1.7, -1.2, -0.8, -0.3, 0.2, 0.6, 0.9, 1.3, 1.8, 2.9];

    private static readonly IReadOnlyDictionary<string, ElementwiseFunction> All = ElementwiseCatalogue.All;

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesWithoutPrimesAreThoseOfDualNumbers(string name)
    {
        foreach (int order in new[] { 1, 2, 3 })
        {
            foreach (var shape in new[] { Shape.Scalar, Shape.Column(Size.Of(new Name("n"))) })
            {
                var x = Symbol.Of(new Name("x"), shape);
                var written = new ElementwiseOperator(All[name], order).WithoutPrimes(x)!;
                Assert.DoesNotContain(Rewrite.Nodes(written), n => n is Apply { Operator: ElementwiseOperator { Order: > 0 } });
                foreach (double at in Grid.Where(at => double.IsFinite(Exact(name, order, at))))
                {
                    Near(Exact(name, order, at), At(written, x, at), $"{name}, order {order}, at {at}: {written}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesAsTheEngineWritesThemToo(string name)
    {
        // order by order: the derivative of what is written for the order before.
        var x = Symbol.Of(new Name("x"), Shape.Column(Size.Of(new Name("n"))));
        for (int order = 0; order <= 2; order++)
        {
            var node = new ElementwiseOperator(All[name], order).Of(x);
            var next = node is Apply { Operator: ElementwiseOperator o } ? o.Derivative(x, node) : Make.Zero(x.Shape);
            foreach (double at in Grid.Where(at => double.IsFinite(Exact(name, order + 1, at))))
            {
                Near(Exact(name, order + 1, at), At(next, x, at), $"{name}, order {order + 1}, at {at}: {next}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheFirstDerivativeMayBeWrittenByTheValue(string name)
    {
        var (x, v) = (Symbol.Of(new Name("x"), Shape.Scalar), Symbol.Of(new Name("v"), Shape.Scalar));
        var derivative = All[name].First!(x, v);
        foreach (double at in Grid.Where(at => double.IsFinite(Exact(name, 1, at))))
        {
            var put = Rewrite.Substitute(derivative, v, All[name].At(x));
            Near(Exact(name, 1, at), At(put, x, at), $"{name} at {at}: {derivative}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsDomainIsStatedWhereItHasOne(string name)
    {
        bool everywhere = Grid.All(at => double.IsFinite(Exact(name, 0, at)) && double.IsFinite(Exact(name, 1, at)));
        bool smooth = Math.Abs(Exact(name, 0, 1e-9) - Exact(name, 0, -1e-9)) < 1e-6 && Math.Abs(Exact(name, 1, 1e-9) - Exact(name, 1, -1e-9)) < 1e-6;
        bool poles = name == "tan";

        Assert.Equal(everywhere && smooth && !poles, All[name].Domain is null);
        Assert.True(All[name].Domain is null || All[name].Domain!.Contains('x'));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsValueAtZeroAndTheOrderAtWhichItVanishesAreRight(string name)
    {
        var f = All[name];
        if (f.AtZero is { } value)
        {
            Near(value.ToDouble(), Exact(name, 0, 0), name + "(0)");
            Assert.Equal(value.IsZero ? Make.Zero(Shape.Scalar) : Number.Of(value), f.At(Number.Zero));
        }

        if (f.VanishingOrder is { } order)
        {
            Assert.All(Grid, at => Assert.Equal(0, Exact(name, order, at)));
            Assert.True(f.At(Symbol.Of(new Name("x"), Shape.Scalar), order).IsZero);
        }
        else
        {
            Assert.Contains(Grid, at => Exact(name, 3, at) != 0);
        }
    }

    [Fact]
    public void EveryNameIsItsOwnKeyAndIsReadAsAFunction()
    {
        foreach (var (name, f) in All)
        {
            Assert.Equal(name, f.Name.Text);
            var read = ExpressionReader.Read($"{name}''(x)", ExpressionReader.Declare("x: n"));
            Assert.True(f.VanishingOrder is not null ? read.IsZero : read is Apply { Operator: ElementwiseOperator { Order: 2 } }, name);
        }
    }

    [Theory]
    [InlineData(0, -2, -0.5)]
    [InlineData(0, 3, 3)]
    [InlineData(1, -2, 0.25)]
    [InlineData(1, 3, 1)]
    [InlineData(2, -2, 0)]
    [InlineData(2, 3, 0)]
    public void TheLeakyRelu(int order, double at, double expected)
    {
        var x = Symbol.Of(new Name("x"), Shape.Scalar);
        var f = ElementwiseCatalogue.LeakyRelu(Number.Of(new Rational(1, 4)));
        Assert.Equal(expected, At(f.At(x, order), x, at), 1e-15);
        if (order > 0)
        {
            Assert.Equal(expected, At(new ElementwiseOperator(f, order).WithoutPrimes(x)!, x, at), 1e-15);
        }
    }

    private static double Exact(string name, int order, double x) => Functions.At(name, order, new Real(x)).Value;

    private static double At(Expr e, Symbol x, double at)
    {
        var size = new Dictionary<Name, int> { [new("n")] = 1 };
        var model = new Model(new(), size, 1);
        var offset = Matrix<Real>.Scalar(new Real(at - model.Base(x).Entries[0].Value));
        return new Evaluator<Real>(model, new() { [x] = offset }).Value(e).Entries[0].Value;
    }

    private static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-11 * Math.Max(1, Math.Abs(expected)), $"{what}: {expected} and {actual}");
}
