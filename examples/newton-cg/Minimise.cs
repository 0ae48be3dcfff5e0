namespace MatrixDiff.Examples.NewtonCg;

/// <summary>The course of a minimisation: the loss after each step and the evaluations (of a gradient or a product H v) so far.</summary>
internal sealed record Course(List<double> Losses, List<int> Evaluations, double[] Point, double GradientNorm);

/// <summary>Two minimisers.</summary>
internal static class Minimise
{
    /// <summary>Newton's method: conjugate gradients solve H p = −g until the residual is small or a direction of negative curvature is met.</summary>
    public static Course NewtonCg(FlatObjective f, double[] start, int steps)
    {
        int n = f.Count, evaluations = 1;
        double[] x = [.. start], g = new double[n], h = new double[n], trial = new double[n];
        double loss = f.ValueAndGradient(x, g);
        var course = new Course([loss], [1], x, 0);
        for (int step = 0; step < steps && Norm(g) > 1e-9; step++)
        {
            double[] p = new double[n], r = [.. g.Select(v => -v)], d = [.. r];
            double rr = Dot(r, r), enough = Math.Min(0.25, Math.Sqrt(Norm(g))) * Norm(g);
            for (int k = 0; k < 2 * n && Math.Sqrt(rr) > enough; k++)
            {
                f.HessianProduct(x, d, h);
                evaluations++;
                double curvature = Dot(d, h);
                if (curvature <= 1e-12 * Dot(d, d))
                {
                    p = k == 0 ? d : p;
                    break;
                }

                double alpha = rr / curvature;
                Add(p, alpha, d);
                Add(r, -alpha, h);
                double next = Dot(r, r);
                for (int i = 0; i < n; i++)
                {
                    d[i] = r[i] + (next / rr * d[i]);
                }

                rr = next;
            }

            loss = Search(f, x, p, g, trial, loss, 1, ref evaluations);
            course.Losses.Add(loss);
            course.Evaluations.Add(evaluations);
        }

        return course with { GradientNorm = Norm(g) };
    }

    /// <summary>Steps down the gradient, each as long as the last good one allows.</summary>
    public static Course Descent(FlatObjective f, double[] start, int steps)
    {
        int evaluations = 1;
        double[] x = [.. start], g = new double[f.Count], trial = new double[f.Count];
        double loss = f.ValueAndGradient(x, g);
        var course = new Course([loss], [1], x, 0);
        for (int step = 0; step < steps; step++)
        {
            loss = Search(f, x, [.. g.Select(v => -v)], g, trial, loss, 8, ref evaluations);
            course.Losses.Add(loss);
            course.Evaluations.Add(evaluations);
        }

        return course with { GradientNorm = Norm(g) };
    }

    // Halves the step until the loss falls as the slope promises (Armijo); point and gradient are moved.
    private static double Search(FlatObjective f, double[] x, double[] p, double[] g, double[] trial, double loss, double length, ref int evaluations)
    {
        double slope = Dot(g, p);
        for (double t = length; t > 1e-12; t /= 2)
        {
            x.CopyTo(trial, 0);
            Add(trial, t, p);
            double next = f.ValueAndGradient(trial, g);
            evaluations++;
            if (next <= loss + (1e-4 * t * slope))
            {
                trial.CopyTo(x, 0);
                return next;
            }
        }

        return f.ValueAndGradient(x, g);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static void Add(double[] a, double factor, double[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] += factor * b[i];
        }
    }
}
