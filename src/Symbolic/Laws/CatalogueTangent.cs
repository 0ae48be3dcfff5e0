namespace MatrixDiff.Symbolic.Laws;

/// <summary>The projections on the tangent spaces of structured matrices; each statement says that it takes nothing from the structure.</summary>
internal static partial class Catalogue
{
    private const string Boumal = "Boumal, An Introduction to Optimization on Smooth Manifolds";

    /// <summary>Symmetric matrices.</summary>
    public static readonly Law TangentSymmetric = new("tangent-symmetric", "projection on the symmetric matrices: (G + Gᵀ)/2", "tr(G'*S)", "tr((1/2*(G + G'))'*S)", "G: n×n; S: n×n symmetric", $"{Boumal}, 3.6");

    /// <summary>Diagonal matrices.</summary>
    public static readonly Law TangentDiagonal = new("tangent-diagonal", "projection on the diagonal matrices", "tr(G'*S)", "tr(diag(diag(G))'*S)", "G: n×n; S: n×n diagonal", $"{Boumal}, 3.6");

    /// <summary>Skew-symmetric matrices.</summary>
    public static readonly Law TangentSkew = new("tangent-skew", "projection on the skew-symmetric matrices: (G − Gᵀ)/2", "tr(G'*S)", "tr((1/2*(G - G'))'*S)", "G: n×n; S: n×n skew", $"{Boumal}, 3.6");

    /// <summary>Lower triangular matrices.</summary>
    public static readonly Law TangentLower = new("tangent-lower", "projection on the lower triangular matrices", "tr(G'*S)", "tr(tril(G)'*S)", "G: n×n; S: n×n lower", $"{Boumal}, 3.6");

    /// <summary>Upper triangular matrices.</summary>
    public static readonly Law TangentUpper = new("tangent-upper", "projection on the upper triangular matrices", "tr(G'*S)", "tr(triu(G)'*S)", "G: n×n; S: n×n upper", $"{Boumal}, 3.6");

    /// <summary>Orthogonal matrices, whose tangent vectors are X times a skew-symmetric matrix.</summary>
    public static readonly Law TangentOrthogonal = new(
        "tangent-orthogonal", "projection on the tangent space of the orthogonal matrices: G − X(XᵀG + GᵀX)/2",
        "tr(G'*X*S)", "tr((G - 1/2*X*(X'*G + G'*X))'*X*S)", "G: n×n; X: n×n orthogonal; S: n×n skew", $"{Boumal}, 7.4");
}
