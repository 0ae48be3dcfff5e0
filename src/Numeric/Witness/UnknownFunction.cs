using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// A random smooth function of one number in the place of an unknown f. Where the derivatives of an order are assumed to
/// vanish it is a polynomial of a lower degree on each cell of a grid, another one from cell to cell, as ReLU is.
/// </summary>
internal sealed class UnknownFunction
{
    private const double Cell = 0.7;

    private readonly ulong key;
    private readonly int? vanishing;
    private readonly double[] coefficients = new double[9];

    /// <summary>The function of a name at a point with a seed.</summary>
    public UnknownFunction(Name name, int? vanishing, ulong seed)
    {
        key = Noise.Key(name, seed ^ 0xF00D);
        this.vanishing = vanishing;
        var noise = new Noise(key);
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = noise.Spread();
        }
    }

    /// <summary>f^(order)(x); levels are calls by themselves, as those of <see cref="Functions"/> are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T At<T>(int order, T x, Watch watch)
        where T : struct, IScalar<T> =>
        order == 0 ? At(x, watch) : At(order - 1, Functions.Moved(x), watch).Slope;

    private T At<T>(T x, Watch watch)
        where T : struct, IScalar<T>
    {
        if (vanishing is { } order)
        {
            return Piece(x, order, watch);
        }

        var c = coefficients;
        return (T.Of(c[0]) * T.Sin((T.Of(c[1]) * x) + T.Of(c[2])))
            + (T.Of(c[3]) * T.Tanh((T.Of(c[4]) * x) + T.Of(c[5])))
            + (T.Of(c[6]) * T.Exp(T.Of(-0.5) * x * x)) + (T.Of(c[7]) * x) + T.Of(c[8]);
    }

    private T Piece<T>(T x, int terms, Watch watch)
        where T : struct, IScalar<T>
    {
        double place = (x.Primal / Cell) + (0.5 * coefficients[0]);
        double cell = Math.Floor(place);
        if (terms > 0 && double.IsFinite(place))
        {
            watch.Kink(Math.Max(Cell * Math.Min(place - cell, cell + 1 - place), 1e-300));
        }

        var noise = new Noise(key ^ (ulong)(long)(double.IsFinite(cell) ? cell : 0));
        T sum = default;
        var power = T.Of(1);
        for (int i = 0; i < terms; i++)
        {
            sum += T.Of(noise.Spread()) * power;
            power *= x;
        }

        return sum;
    }
}

/// <summary>
/// A random smooth function of vectors in the place of an unknown <c>J: scalar function of z</c>, or of one with a vector
/// or matrix value: C g(W v + b), with v the entries of all arguments and more rows in W than entries in v.
/// </summary>
internal sealed class UnknownMap
{
    private readonly int inputs;
    private readonly int hidden;
    private readonly double[] weights;
    private readonly double[] shifts;
    private readonly double[] outer;

    /// <summary>The function of a name at a point with a seed, from so many numbers to so many.</summary>
    public UnknownMap(Name name, ulong seed, int inputs, int outputs)
    {
        var noise = new Noise(Noise.Key(name, seed ^ 0xBEEF));
        (this.inputs, hidden) = (inputs, inputs + 2);
        double scale = 1 / Math.Sqrt(Math.Max(inputs, 1));
        weights = Fill(hidden * inputs, scale);
        shifts = Fill(hidden, 1);
        outer = Fill(outputs * hidden, 1);

        double[] Fill(int count, double size)
        {
            var numbers = new double[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = size * noise.Spread();
            }

            return numbers;
        }
    }

    /// <summary>The values, one for each output.</summary>
    public T[] At<T>(IReadOnlyList<T> v)
        where T : struct, IScalar<T>
    {
        var result = new T[outer.Length / hidden];
        for (int h = 0; h < hidden; h++)
        {
            var u = T.Of(shifts[h]);
            for (int i = 0; i < inputs; i++)
            {
                u += T.Of(weights[(h * inputs) + i]) * v[i];
            }

            var g = h % 2 == 0 ? T.Sin(u) : T.Tanh(u);
            for (int o = 0; o < result.Length; o++)
            {
                result[o] += T.Of(outer[(o * hidden) + h]) * g;
            }
        }

        return result;
    }
}
