using MatrixDiff.Symbolic.Canonical;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.CatalogueFacts;
using MatrixDiff.Tests.Mutation;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

/// <summary>The engine proves its own laws, and the differentials of its operators from their definitions.</summary>
public sealed class LawProofTests
{
    /// <summary>The laws that no proof reaches, with the reason; they hold by numbers.</summary>
    private static readonly Dictionary<string, string> ByNumbers = new()
    {
        ["frechet-vec"] = "expm of a block matrix against expm of another one, of another size",
    };

    /// <summary>The laws about places in a range, 1 ≤ j ≤ n, which are no statement about all j and n; LawTests has their values.</summary>
    private static readonly HashSet<string> OfPlaces = ["selection"];

    public static TheoryData<string> Laws => [.. Catalogue.All.Select(l => l.Id).Except(OfPlaces)];

    public static TheoryData<string> Theorems => [.. Theorem.Table.Select(t => t.Id)];

    public static TheoryData<string> Defined => Samples.Texts(Samples.Defined);

    [Theory]
    [MemberData(nameof(Laws))]
    public void ALawIsProved(string id)
    {
        var law = Catalogue.All.First(l => l.Id == id);
        var verdict = Equality.Decide(law.Left, law.Right, [law.Where]);

        Assert.Equal(VerdictKind.Holds, verdict.Kind);
        Assert.Equal(ByNumbers.ContainsKey(id), verdict.Certificate == Certificate.Numeric);
    }

    [Theory]
    [MemberData(nameof(Theorems))]
    public void ATheoremIsProved(string id)
    {
        var theorem = Theorem.Table.First(t => t.Id == id);
        var verdict = Equality.Decide(theorem.Left, theorem.Right, [theorem.Where]);

        Assert.Equal(VerdictKind.Holds, verdict.Kind);
        Assert.NotEqual(Certificate.Numeric, verdict.Certificate);
    }

    [Theory]
    [MemberData(nameof(Defined))]
    public void ADifferentialFollowsFromTheDefinition(string text)
    {
        var scope = Sample.Scope();
        var node = Samples.Of(text).Read(scope);
        var definition = ((DefinedOperator)node.Operator).Definition(node);
        Symbol[] moving = [.. Rewrite.Nodes([node]).OfType<Symbol>()];
        var claim = new Claim(Differentiator.Differential(definition, moving, scope), Differentiator.Differential(node, moving, scope), scope);
        var judgement = new Judge(CanonicalForm.Equal, seed: 1).Decide(claim);

        Assert.True(judgement.True, $"{claim.Left} = {claim.Right}: {judgement.Reason}");
        Assert.NotEqual(Certificate.Numeric, judgement.Certificate);
    }

    [Fact]
    public void WhatHoldsByNumbersIsInTheCatalogue() =>
        Assert.All(ByNumbers.Keys.Concat(OfPlaces), id => Assert.Contains(id, Catalogue.All.Select(l => l.Id)));
}
