using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// A tensor over axes, to a power entry by entry. A slot holds a list of axes, the first the slowest: the slot of a vector of
/// length m·n may hold one axis of that size or two of the sizes m and n.
/// </summary>
internal sealed class Factor(Head head, Axis[][] slots, Size exponent)
{
    /// <summary>A tensor to the power 1.</summary>
    public Factor(Head head, params Axis[][] slots)
        : this(head, slots, Exponents.One)
    {
    }

    /// <summary>Which tensor.</summary>
    public Head Head { get; } = head;

    /// <summary>Its axes.</summary>
    public Axis[][] Slots { get; } = slots;

    /// <summary>The power.</summary>
    public Size Exponent { get; } = exponent;

    /// <summary>The axes of all slots, as often as they stand.</summary>
    public IEnumerable<Axis> Axes => Slots.SelectMany(s => s);

    /// <summary>The whole power, where it is a number that fits.</summary>
    public int? Power => Exponents.IsNumber(Exponent, out int p) ? p : null;

    /// <summary>Another power of the same tensor.</summary>
    public Factor To(Size power) => ReferenceEquals(power, Exponent) ? this : new(Head, Slots, power);

    /// <summary>How often an axis stands in it.</summary>
    public int Count(Axis axis)
    {
        int count = 0;
        foreach (var slot in Slots)
        {
            foreach (var a in slot)
            {
                count += ReferenceEquals(a, axis) ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>Are all its axes among these?</summary>
    public bool IsOver(Axis[] axes)
    {
        foreach (var slot in Slots)
        {
            foreach (var a in slot)
            {
                if (Array.IndexOf(axes, a) < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The same tensor over the same axes?</summary>
    public bool SameTensor(Factor other)
    {
        if (!Head.Is(other.Head))
        {
            return false;
        }

        for (int s = 0; s < Slots.Length; s++)
        {
            if (!Slots[s].AsSpan().SequenceEqual(other.Slots[s]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Other axes in the place of some; the same object where nothing changes.</summary>
    public Factor Put(Func<Axis, Axis[]?> put)
    {
        Axis[][]? changed = null;
        for (int s = 0; s < Slots.Length; s++)
        {
            var slot = Slots[s];
            if (!slot.Any(a => put(a) is not null))
            {
                continue;
            }

            changed ??= [.. Slots];
            changed[s] = [.. slot.SelectMany(a => put(a) ?? [a])];
        }

        return changed is null ? this : new(Head, changed, Exponent);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Head}[{string.Join("|", Slots.Select(s => string.Join(",", s.AsEnumerable())))}]{(Exponent.IsOne ? "" : "^" + Exponent)}";
}
