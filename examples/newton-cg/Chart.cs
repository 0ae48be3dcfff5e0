using System.Globalization;
using System.Text;

namespace MatrixDiff.Examples.NewtonCg;

/// <summary>Losses over evaluations as SVG, both axes logarithmic.</summary>
internal static class Chart
{
    private const int Width = 720, Height = 420, Left = 70, Right = 20, Top = 20, Bottom = 50;

    /// <summary>The chart of courses.</summary>
    public static string Svg(IReadOnlyList<(string Name, Course Course)> courses)
    {
        double most = courses.Max(c => c.Course.Evaluations[^1]), low = courses.Min(c => c.Course.Losses.Min()) * 0.9, high = courses.Max(c => c.Course.Losses.Max()) * 1.1;
        double X(double evaluations) => Left + (Math.Log(evaluations) / Math.Log(most) * (Width - Left - Right));
        double Y(double loss) => Top + (Math.Log(high / loss) / Math.Log(high / low) * (Height - Top - Bottom));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        for (double tick = 1; tick <= most; tick *= 10)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(tick):f1} {Top}V{Height - Bottom}\" stroke=\"#ddd\"/><text x=\"{X(tick):f1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{tick}</text>\n");
        }

        for (int k = 0; k <= 4; k++)
        {
            double loss = low * Math.Pow(high / low, k / 4.0);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(loss):f1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(loss) + 4:f1}\" text-anchor=\"end\">{loss:g2}</text>\n");
        }

        string[] colours = ["#0b62a4", "#c2571a", "#3a7d44"];
        for (int i = 0; i < courses.Count; i++)
        {
            var (name, course) = courses[i];
            var points = course.Evaluations.Zip(course.Losses, (e, l) => string.Create(CultureInfo.InvariantCulture, $"{X(e):f1},{Y(l):f1}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colours[i % colours.Length]}\" stroke-width=\"2\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right - 8}\" y=\"{Top + 20 + (18 * i)}\" text-anchor=\"end\" fill=\"{colours[i % colours.Length]}\">{name}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">evaluations of a gradient or of a product with the Hessian</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"16\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 16 {(Top + Height - Bottom) / 2})\">loss</text>\n</svg>\n");
        return svg.ToString();
    }
}
