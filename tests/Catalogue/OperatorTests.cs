using System.Reflection;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>Every operator × what holds for all of them: it has samples, a shape rule, a text, a kernel and code.</summary>
public sealed class OperatorTests
{
    /// <summary>Those that stand for a derivative that is not worked out, and those of documents, have no facts of their own.</summary>
    private static readonly Type[] Pending = [typeof(PendingDifferential), typeof(Nabla), typeof(Frechet), typeof(UserOperator)];

    public static TheoryData<string> Texts => Samples.Texts(Samples.All);

    public static TheoryData<string> AllTexts => Samples.Texts(Samples.All.Concat(Samples.Indexed));

    [Fact]
    public void EveryOperatorHasASample()
    {
        var met = Samples.All.Concat(Samples.Indexed).Select(s => s.Node.Operator).ToList();
        var types = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && !Pending.Contains(t));
        Assert.Empty(types.Where(t => met.All(o => o.GetType() != t)).Select(t => t.Name));

        // Types with several members: each of them.
        var members = new[] { typeof(DefinedReduction), typeof(VectorFunction), typeof(SpectralFunction) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (Operator)f.GetValue(null)!)
            .Concat(ElementwiseCatalogue.All.Values.Select(f => new ElementwiseOperator(f, 0)));
        Assert.Empty(members.Where(o => !met.Contains(o)).Select(o => o.Name));
    }

    [Fact]
    public void EveryFunctionOfTheLanguageHasASample()
    {
        // Constants and the calculus are no operators; the others are other spellings.
        string[] others = ["I", "ones", "zeros", "e", "K", "D", "L", "δ", "d", "grad", "jacobian", "hessian", "directional", "dot", "solve", "kron", "hadamard", "trace", "transpose", "sqrt", "square", "σ"];
        var missing = FunctionTable.Names.Where(n => !others.Contains(n) && Samples.All.All(s => !s.Text.StartsWith(n + "(", StringComparison.Ordinal)));
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void TheShapeRuleIsThatOfTheValue(string text)
    {
        var node = Samples.Of(text).Node;
        var model = Witness.Point.Of(Sample.Scope(), node);
        var value = new Evaluator<Real>(model).Value(node);

        Assert.Equal(model.Count(node.Shape), (value.Rows, value.Columns));
        Assert.Equal(node.Shape, node.Operator.ShapeOf([.. node.Arguments.Select(a => a.Shape)], Unifier.Strict));
    }

    [Theory]
    [MemberData(nameof(AllTexts))]
    public void ArgumentsThatDoNotConformAreReportedByName(string text)
    {
        var sample = Samples.Of(text);
        foreach (string bad in sample.Bad)
        {
            var d = Assert.Throws<DiagnosticException>(() => ExpressionReader.Read(bad, Sample.Scope())).Diagnostic;
            Assert.Contains(d.Code, new[] { "MD0101", "MD0102" });
            string name = bad.Split('(', '_')[0] is { Length: > 1 } called && called.All(char.IsLetter) ? called : sample.Node.Operator.Name;
            Assert.StartsWith(name is "inv" ? "^" : name, d.Message);
            Assert.Contains("×", d.Message);
            Assert.Contains("does not conform|do not conform".Split('|'), d.Message.Contains);
        }
    }

    [Theory]
    [MemberData(nameof(AllTexts))]
    public void TheTextReadsBackAsTheSameNode(string text)
    {
        var (sample, scope) = (Samples.Of(text), Sample.Scope());
        if (sample.Build is null)
        {
            var node = sample.Read(scope);
            Assert.Same(node, ExpressionReader.Read(node.ToString(), scope));
        }
    }

    [Theory]
    [MemberData(nameof(AllTexts))]
    public void TheNodeIsInterned(string text)
    {
        var node = Samples.Of(text).Node;
        Assert.Same(node, Samples.Of(text).Node);
        Assert.Same(node, node.WithChildren(node.Children));
        Assert.Equal(node.Operator, Samples.Of(text).Node.Operator);
        Assert.Equal(node.Operator.GetHashCode(), Samples.Of(text).Node.Operator.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void TheKernelComputesTheValue(string text)
    {
        var scope = Sample.Scope();
        var node = Samples.Of(text).Read(scope);
        bool writtenOut = node.Operator is Frechet || (node.Operator is ElementwiseOperator { Function.IsUnknown: false } f && (f.Order > 0 || f.Function.Slope is not null));
        Assert.True(writtenOut || KernelTable.Has(node.Operator), $"{node.Operator.GetType().Name} has no kernel");
        if (node.Operator is SymbolicPower)
        {
            WholePowers(node);
            return;
        }

        var function = CompiledFunction.Compile(node);
        var report = WitnessCheck.Check(DerivationKind.Simplification, Layout.Gradient, node, [], node, scope, evaluate: (_, model) => Compiled.At(function, node, scope, model));
        Assert.True(report.Passed, report.Failure);
    }

    [Theory]
    [MemberData(nameof(AllTexts))]
    public void ThereIsCodeForIt(string text)
    {
        var node = Samples.Of(text).Node;
        string code = NumPyExporter.Export(node, Rewrite.Symbols(node), Sample.Scope());

        Assert.StartsWith("import numpy as np\n", code);
        Assert.Contains("def compute(", code);
        Assert.Contains("return ", code);
    }

    // A matrix has powers with whole exponents in numbers, and with others only in the witness.
    private static void WholePowers(Apply node)
    {
        var m = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(new[,] { { 2.0, 1 }, { -1, 3 } });
        var function = CompiledFunction.Compile(node);
        foreach (int k in new[] { -2, 0, 1, 5 })
        {
            var value = function.Evaluate(new Dictionary<string, NumericValue> { ["M"] = m, ["k"] = k }).Matrix;
            var expected = k < 0 ? m.Inverse().Power(-k) : m.Power(k);
            Assert.True((expected - value).L2Norm() < 1e-12 * expected.L2Norm(), $"M^{k}");
        }

        Assert.Throws<ArithmeticException>(() => function.Evaluate(new Dictionary<string, NumericValue> { ["M"] = m, ["k"] = 0.5 }));
    }
}
