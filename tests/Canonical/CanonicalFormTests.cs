using MatrixDiff.Symbolic.Canonical;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Canonical;

/// <summary>The four properties of a normal form, at random expressions: idempotent, blind to order and to schedule, sound.</summary>
public sealed class CanonicalFormTests
{
    private const int Each = 60;
    private const double Exact = 1e-6;

    private static readonly Scope Nothing = new();

    /// <summary>Seeds, and whether the expressions are made of multilinear operators and unknown functions alone.</summary>
    public static TheoryData<int, bool> Seeds => new() { { 1, true }, { 2, true }, { 3, false }, { 4, false } };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_normal_form_is_its_own(int seed, bool linear)
    {
        int compared = 0;
        foreach (var e in Drawn(seed, linear))
        {
            try
            {
                var work = new Workspace();
                var g = new Translator(work, Nothing).Translate(e);
                var once = Normaliser.Normalise(g.Body, g.Free, work);
                string text = Collector.Collect(once, g.Free, work).Text();

                Assert.Equal(text, Collector.Collect(Normaliser.Normalise(once, g.Free, work), g.Free, work).Text());
                compared++;
            }
            catch (UndecidedException)
            {
            }
        }

        Assert.InRange(compared, Each * 3 / 4, Each);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_terms_and_factors_does_not_matter(int seed, bool linear) =>
        AllHaveOneForm(seed, linear, (rewriting, e) => rewriting.Shuffle(e), Each * 3 / 4);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void The_laws_applied_and_their_order_do_not_matter(int seed) =>
        AllHaveOneForm(seed, linear: true, (rewriting, e) => rewriting.Shuffle(rewriting.Rewritten(e, 12)), Each * 3 / 4);

    /// <summary>What has one form has one value.</summary>
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void What_has_one_form_is_equal(int seed)
    {
        var random = new RandomMatrices(seed);
        int pairs = 0;
        foreach (var shape in RandomMatrices.Shapes)
        {
            var drawn = Enumerable.Range(0, 300).Select(i => random.Of(shape, 1 + (i % 3))).Distinct().ToList();
            var forms = drawn.Select(e => (e, Form: CanonicalForm.Of(e, Nothing))).Where(p => p.Form is not null).GroupBy(p => p.Form!.Text);
            foreach (var group in forms.Where(g => g.Count() > 1))
            {
                pairs += group.Skip(1).Count(p => IsEqualAtPoints(group.First().e, p.e));
            }
        }

        Assert.InRange(pairs, 20, int.MaxValue);
    }

    /// <summary>What is proved equal has one value, also where forms differ.</summary>
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void What_is_proved_equal_is_equal(int seed)
    {
        var rewriting = new Rewriting(seed);
        int proved = 0;
        foreach (var e in Drawn(seed, linear: false))
        {
            var other = rewriting.Rewritten(e, 6);
            if (!ReferenceEquals(e, other) && CanonicalForm.Equal(e, other, Nothing) == true && IsEqualAtPoints(e, other))
            {
                proved++;
            }
        }

        Assert.InRange(proved, 10, Each);
    }

    // A value at a point at which only one of them has one says nothing.
    private static bool IsEqualAtPoints(Expr a, Expr b)
    {
        bool compared = false;
        for (int k = 0; k < 3; k++)
        {
            if (new Point(100 + k, ("m", 2 + (k % 2)), ("n", 3 - (k % 2))).Distance(a, b) is { } distance)
            {
                Assert.True(distance < Exact, $"{a} and {b} have one form, and differ by {distance}");
                compared = true;
            }
        }

        return compared;
    }

    private static void AllHaveOneForm(int seed, bool linear, Func<Rewriting, Expr, Expr> rewrite, int least)
    {
        var rewriting = new Rewriting(seed);
        int compared = 0;
        foreach (var e in Drawn(seed, linear))
        {
            var other = rewrite(rewriting, e);
            if (CanonicalForm.Of(e, Nothing) is { } form && CanonicalForm.Of(other, Nothing) is { } second)
            {
                // What stands over two divisions of one list may be written over either; the comparison brings them together.
                Assert.True(form == second || CanonicalForm.Equal(e, other, Nothing) == true, $"{e}\n{other}\n{form.Text}\n{second.Text}");
                compared++;
            }
        }

        Assert.InRange(compared, least, Each);
    }

    private static IEnumerable<Expr> Drawn(int seed, bool linear)
    {
        var random = new RandomMatrices(seed, linear);
        return Enumerable.Range(0, Each).Select(i => random.Of(RandomMatrices.Shapes[i % RandomMatrices.Shapes.Count], 3));
    }
}
