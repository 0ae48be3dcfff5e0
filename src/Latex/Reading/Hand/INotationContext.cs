using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>What a name is, as far as it changes how a formula is read.</summary>
internal enum ShapeKind
{
    /// <summary>1×1.</summary>
    Scalar,

    /// <summary>n×1.</summary>
    Vector,

    /// <summary>1×n.</summary>
    Row,

    /// <summary>m×n.</summary>
    Matrix,
}

/// <summary>
/// What is known about names where a formula stands. Names are spelled as in <see cref="NameSyntax.Text"/>: <c>σ</c>,
/// <c>x_hat</c>, <c>W_xh</c>, without layer indices.
/// </summary>
internal interface INotationContext
{
    /// <summary>Is the name declared or defined, with or without an index?</summary>
    bool IsDeclared(string name);

    /// <summary>Does the name have a layer index (<c>W[l]</c>), so that <c>W^{l}</c> and <c>h_t</c> are indices?</summary>
    bool IsIndexed(string name);

    /// <summary>Does the name also mean something without an index, so that a number above it is a power?</summary>
    bool IsWhole(string name) => false;

    /// <summary>Is it called as <c>name(…)</c>: a function of the language that is not declared otherwise, or an operator of the document?</summary>
    bool IsFunction(string name);

    /// <summary>Is it declared as an elementwise function, so that <c>f'(x)</c> is its derivative?</summary>
    bool IsElementwise(string name);

    /// <summary>Scalar, vector, row or matrix, where it is known.</summary>
    ShapeKind? Kind(string name);

    /// <summary>Is it a size?</summary>
    bool IsSize(string name);

    /// <summary>Is it written with arguments where it is defined, <c>f(x) = …</c>, so that <c>f(x)</c> is its value and no product?</summary>
    bool HasArguments(string name);

    /// <summary>Is the name declared as a formula in which the variable occurs, so that <c>f(x)</c> is its value and no product?</summary>
    bool IsMadeOf(string name, string variable) => false;

    /// <summary>Is it a Greek letter that is defined for a number, γ(t) = …, and never stands without an argument, so that γ(0) is no product?</summary>
    bool IsCalled(string name) => false;

    /// <summary>Do sums of the document run over the letter?</summary>
    bool IsIndex(string letter);

    /// <summary>Does the calligraphic letter mean something else than the plain one, so that 𝓛 is <c>L_cal</c>?</summary>
    bool IsApart(string letter);

    /// <summary>Is what stands above, t or ∗, the document's sign of transposition; or does it have a sign ⊤ that no letter T is taken for?</summary>
    bool IsTranspose(string mark);

    /// <summary>Is the letter only a mark before names, δh or ΔW, so that <c>δ h</c> is the name <c>δ_h</c> and no product?</summary>
    bool IsMark(string letter);

    /// <summary>Is the letter the d of variations, δJ = gᵀδu?</summary>
    bool IsVariation(string letter) => false;

    /// <summary>Does the document speak of expectations, so that the upright E of E(x) is one?</summary>
    bool HasExpectations => true;

    /// <summary>Is it a function of a vector, f(x) = xᵀAx, that the text also applies to other things than its variable?</summary>
    bool IsApplied(string name) => false;

    /// <summary>The variable that <c>∇E</c> without one means, for E the name given (null for other expressions); null where it is not clear.</summary>
    NameSyntax? VariableOf(NameSyntax? function);

    /// <summary>The only variable by which formulas of the document differentiate; null where there are none or several.</summary>
    NameSyntax? OnlyVariable => null;
}
