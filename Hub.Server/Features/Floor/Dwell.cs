namespace Hub.Features.Floor;

/// <summary>How long stays last: a hazard of ending, per second, that is constant within each class of
/// <see cref="Ages"/>.</summary>
internal sealed class Dwell
{
    private readonly double[] _cumulated = new double[Ages.Classes];

    public Dwell(double[] hazard)
    {
        Hazard = hazard;
        for (var i = 1; i < Ages.Classes; i++)
            _cumulated[i] = _cumulated[i - 1] + hazard[i - 1] * Ages.Width(i - 1);
    }

    public double[] Hazard { get; }

    /// <summary>The hazard that a stay has gone through until an age in seconds.</summary>
    public double Until(double age) => Until(age, Ages.Of((long)(age * 1000)));

    /// <param name="i">The class that the age is of.</param>
    public double Until(double age, int i) => _cumulated[i] + Hazard[i] * (age - Ages.From(i));

    /// <summary>The share of stays that last longer than so many seconds.</summary>
    public double Longer(double age) => Math.Exp(-Until(age));

    /// <param name="i">The class that the age is of.</param>
    public double Longer(double age, int i) => Math.Exp(-Until(age, i));
}
