namespace NerWorkshop;

/// <summary>Fits a <see cref="ProbabilityScale"/> to entities of which it is known whether they are right.</summary>
internal sealed class ProbabilityFit
{
    /// <summary>Fewer entities than these tell too little.</summary>
    private const int Fewest = 50;

    private const int Steps = 30;

    /// <summary>Draws the weights towards none at all, so that a rare label keeps close to the others.</summary>
    private const double Ridge = 5;

    /// <summary>Log odds, one, two words or more, three words or more.</summary>
    private const int Common = 4;

    private readonly int _labels;
    private readonly List<(double LogOdds, int Label, int Words, bool IsRight, double Weight)> _entities = [];

    public ProbabilityFit(int labels) => _labels = labels;

    /// <summary>Adds an entity with the probability that the model itself gives it.</summary>
    /// <param name="probability">That probability.</param>
    /// <param name="label">Number of its label.</param>
    /// <param name="words">How many words it has.</param>
    /// <param name="isRight">Whether it is right.</param>
    /// <param name="weight">How much it counts.</param>
    public void Add(float probability, int label, int words, bool isRight, double weight = 1) =>
        _entities.Add((ProbabilityScale.LogOdds(probability), label, words, isRight, weight));

    /// <summary>Logistic regression by Newton's method; no scale where there are too few entities.</summary>
    public ProbabilityScale Fit()
    {
        if (_entities.Count < Fewest)
        {
            return ProbabilityScale.None;
        }

        int count = Common + _labels;

        // From zero, where no entity weighs little, Newton's steps do not overshoot.
        double[] weights = new double[count];
        for (int step = 0; step < Steps; step++)
        {
            double[] change = Solve(weights);
            for (int i = 0; i < count; i++)
            {
                weights[i] += change[i];
            }
        }

        // A slope of 0 or below says that sure and unsure are alike: there is nothing to scale.
        return weights[0] <= 0.05 ? ProbabilityScale.None : new ProbabilityScale(
            (float)weights[0], (float)weights[1], (float)weights[2], (float)weights[3],
            [.. weights[Common..].Select(weight => (float)weight)]);
    }

    /// <summary>The step from these weights to the maximum of the likelihood's quadratic approximation.</summary>
    private double[] Solve(double[] weights)
    {
        int count = weights.Length;
        double[,] system = new double[count, count + 1];
        for (int i = 0; i < count; i++)
        {
            bool isCommon = i < 2;
            system[i, i] = isCommon ? 1e-6 : Ridge;
            system[i, count] = isCommon ? 0 : -Ridge * weights[i];
        }

        Span<int> active = stackalloc int[Common + 1];
        Span<double> values = stackalloc double[Common + 1];
        foreach ((double logOdds, int label, int words, bool isRight, double weight) in _entities)
        {
            int used = 0;
            Use(0, logOdds, active, values);
            Use(1, 1, active, values);
            if (words >= 2)
            {
                Use(2, 1, active, values);
            }

            if (words >= 3)
            {
                Use(3, 1, active, values);
            }

            Use(Common + label, 1, active, values);
            double sum = 0;
            for (int i = 0; i < used; i++)
            {
                sum += weights[active[i]] * values[i];
            }

            double probability = 1 / (1 + Math.Exp(-sum));
            double variance = probability * (1 - probability);
            for (int i = 0; i < used; i++)
            {
                system[active[i], count] += weight * values[i] * ((isRight ? 1 : 0) - probability);
                for (int j = 0; j < used; j++)
                {
                    system[active[i], active[j]] += weight * variance * values[i] * values[j];
                }
            }

            void Use(int index, double value, Span<int> indices, Span<double> amounts)
            {
                indices[used] = index;
                amounts[used++] = value;
            }
        }

        return Eliminate(system, count);
    }

    /// <summary>Gauss–Jordan elimination; the system is positive definite, so that no pivot need be sought.</summary>
    private static double[] Eliminate(double[,] system, int count)
    {
        for (int pivot = 0; pivot < count; pivot++)
        {
            double scale = 1 / system[pivot, pivot];
            for (int column = pivot; column <= count; column++)
            {
                system[pivot, column] *= scale;
            }

            for (int row = 0; row < count; row++)
            {
                double factor = system[row, pivot];
                for (int column = pivot; row != pivot && factor != 0 && column <= count; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }

        double[] solution = new double[count];
        for (int i = 0; i < count; i++)
        {
            solution[i] = system[i, count];
        }

        return solution;
    }
}
