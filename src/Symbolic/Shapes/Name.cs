using System.Globalization;

namespace MatrixDiff.Symbolic.Shapes;

/// <summary>One layer index: <c>l+1</c> (variable l, offset 1) or <c>2</c> (no variable, offset 2).</summary>
internal readonly record struct LayerIndex(string? Variable, int Offset)
{
    /// <summary>The index further along by so much.</summary>
    public LayerIndex Shift(int by) => this with { Offset = Offset + by };

    /// <inheritdoc/>
    public override string ToString() => Variable is null
        ? Offset.ToString(CultureInfo.InvariantCulture)
        : Offset == 0 ? Variable : Variable + (Offset > 0 ? "+" : "-") + Math.Abs(Offset).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A name with its layer indices: <c>x</c>, <c>W[l+1]</c>. Equal names are written the same.</summary>
internal sealed class Name : IEquatable<Name>, IComparable<Name>
{
    /// <summary>A name with indices.</summary>
    public Name(string @base, params LayerIndex[] indices)
    {
        Base = @base;
        Indices = indices;
        Text = indices.Length == 0 ? @base : $"{@base}[{string.Join(",", indices)}]";
    }

    /// <summary>The name without its indices.</summary>
    public string Base { get; }

    /// <summary>The layer indices, often none.</summary>
    public IReadOnlyList<LayerIndex> Indices { get; }

    /// <summary>The name as it is written.</summary>
    public string Text { get; }

    /// <summary>Does this stand for a size that is still to be inferred?</summary>
    public bool IsUnknown => Base[0] == '?';

    /// <summary>Is it the unknown length of something taken for a vector, and so not 1?</summary>
    public bool IsVectorSize => Base.StartsWith("?v", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Equals(Name? other) => other is not null && (ReferenceEquals(this, other) || Text == other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Name);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Name? other) => string.CompareOrdinal(Text, other?.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
