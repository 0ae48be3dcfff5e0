namespace MatrixDiff.Symbolic.Derivations;

/// <summary>The layouts of written derivatives.</summary>
internal enum WrittenLayout
{
    /// <summary>∇_X of a scalar in the shape of X; of anything else, and ∂F/∂X, dim(X)×dim(F).</summary>
    Gradient,

    /// <summary>The same, and also of a scalar the vector dim(X)×1.</summary>
    Vector,

    /// <summary>∇_X of a scalar in the shape of X; ∂F/∂X of anything else the Jacobian, dim(F)×dim(X).</summary>
    Jacobian,

    /// <summary>As <see cref="Jacobian"/>, and ∂F/∂x of a scalar by a vector is the row 1×dim(x).</summary>
    Rows,
}
