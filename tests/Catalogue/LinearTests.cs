using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>Linear operators are linear, and what moves an argument out of them is right; defined ones are what they are defined to be.</summary>
public sealed class LinearTests
{
    public static TheoryData<string> Linear => Samples.Texts(Samples.Linear);

    public static TheoryData<string> Defined => Samples.Texts(Samples.Defined);

    [Theory]
    [MemberData(nameof(Linear))]
    public void TheyAreLinearInEachArgument(string text)
    {
        foreach (var (op, node, i, scope) in Places(text))
        {
            var u = node.Arguments[i];
            var v = Free("V", u.Shape, scope);
            var left = Put(node, i, Sum.Of(Product.Of(2, u), Product.Of(new Rational(-1, 3), v)));
            var right = Sum.Of(Product.Of(2, node), Product.Of(new Rational(-1, 3), Put(node, i, v)));
            Equal(left, right, scope);
        }
    }

    [Theory]
    [MemberData(nameof(Linear))]
    public void ThePullbackIsTheAdjoint(string text)
    {
        foreach (var (op, node, i, scope) in Places(text))
        {
            var g = Free("G", node.Shape, scope);
            var h = op.Pullback(node, i, g);
            Assert.Equal(node.Arguments[i].Shape, h.Shape);
            Equal(Make.Total(Apply(g, node)), Make.Total(Apply(h, node.Arguments[i])), scope);
        }

        static Expr Apply(Expr a, Expr b) => Make.Hadamard(a, b);
    }

    [Theory]
    [MemberData(nameof(Linear))]
    public void TheJacobianIsTheMatrixOfTheOperatorUnderVec(string text)
    {
        foreach (var (op, node, i, scope) in Places(text))
        {
            var m = op.Jacobian(node, i);
            Assert.Equal(new Shape(node.Shape.Count, node.Arguments[i].Shape.Count), m.Shape);
            Equal(Make.Vec(node), Product.Of(m, Make.Vec(node.Arguments[i])), scope);
        }
    }

    [Theory]
    [MemberData(nameof(Defined))]
    public void TheDefinitionHasTheValue(string text)
    {
        var scope = Sample.Scope();
        var node = (Apply)ExpressionReader.Read(text, scope);
        var definition = Assert.IsAssignableFrom<DefinedOperator>(node.Operator).Definition(node);

        Assert.Equal(node.Shape, definition.Shape);
        Assert.DoesNotContain(Rewrite.Nodes(definition), n => n is Apply a && a.Operator.Equals(node.Operator));
        Equal(node, definition, scope);
    }

    [Fact]
    public void EveryLinearAndDefinedOperatorIsHere()
    {
        foreach (var sample in Samples.All)
        {
            var expected = sample.Node.Operator switch { LinearOperator => Samples.Linear, DefinedOperator => Samples.Defined, _ => null };
            Assert.True(expected is null || expected.Contains(sample), sample.Text);
        }
    }

    private static IEnumerable<(LinearOperator Operator, Apply Node, int Argument, Scope Scope)> Places(string text)
    {
        var scope = Sample.Scope();
        var node = Samples.Of(text).Read(scope);
        var op = Assert.IsAssignableFrom<LinearOperator>(node.Operator);

        // A directional derivative is linear in the direction alone.
        int first = op is Frechet ? 1 : 0;

        // hcat and vcat are linear in all arguments together: in one, the others are 0.
        return node.Arguments.Select((a, i) => (op, op is Hcat or Vcat ? (Apply)op.Of([.. node.Arguments.Select((b, k) => k == i ? a : Make.Zero(b.Shape))]) : node, i, scope)).Skip(first);
    }

    private static Expr Put(Apply node, int i, Expr argument) => node.Operator.Of([.. node.Arguments.Select((a, k) => k == i ? argument : a)]);

    private static Symbol Free(string name, Shape shape, Scope scope)
    {
        var symbol = Symbol.Of(new Name(name), shape);
        scope.Declare(symbol);
        return symbol;
    }

    private static void Equal(Expr left, Expr right, Scope scope)
    {
        var report = WitnessCheck.Equal(left, right, [], scope, samples: 3);
        Assert.True(report.Passed, $"{left} = {right}: {report.Failure}");
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
    }
}
