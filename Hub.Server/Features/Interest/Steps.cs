namespace Hub.Features.Interest;

/// <summary>So many people, each once, as far as they ever came.</summary>
/// <param name="Declared">Said themselves that they are interested.</param>
/// <param name="Interviewed">Have talked.</param>
/// <param name="Agreed">Have a preliminary agreement that stands.</param>
public readonly record struct Count(int Declared, int Interviewed, int Agreed)
{
    /// <summary>What is counted.</summary>
    public static readonly Deed[] Deeds = [Deed.Declared, Deed.Interviewed, Deed.Agreed];

    /// <summary>One person and one employer.</summary>
    public static Count Of(Intention? i) =>
        i is null
            ? default
            : new(
                i.IsDeclared ? 1 : 0,
                i.History.Any(p => p.Deed is Deed.Interviewed) ? 1 : 0,
                i.Stage is Stage.Agreed ? 1 : 0
            );

    /// <summary>One person with several employers: still one person.</summary>
    public static Count OfPerson(IEnumerable<Count> counts) =>
        counts.Aggregate(
            default(Count),
            (a, b) =>
                new(
                    Math.Max(a.Declared, b.Declared),
                    Math.Max(a.Interviewed, b.Interviewed),
                    Math.Max(a.Agreed, b.Agreed)
                )
        );

    public static Count operator +(Count a, Count b) =>
        new(a.Declared + b.Declared, a.Interviewed + b.Interviewed, a.Agreed + b.Agreed);

    public static Count operator -(Count a, Count b) =>
        new(a.Declared - b.Declared, a.Interviewed - b.Interviewed, a.Agreed - b.Agreed);

    public int Of(Deed deed) =>
        deed switch
        {
            Deed.Declared => Declared,
            Deed.Interviewed => Interviewed,
            Deed.Agreed => Agreed,
            _ => 0,
        };
}

/// <summary>Public numbers of people go in steps of five, and what is below the first step is not shown. Whoever
/// watches, at whatever times, sees nothing of a single person unless a number comes to a step; that none, one and four
/// look the same leaves nothing to be worked out from a sum either, because each sum is rounded by itself.</summary>
/// <remarks>Rounding of frequency tables: Hundepool et al., Statistical Disclosure Control, 2012, section
/// 5.4.</remarks>
public static class Steps
{
    public const int Step = 5;

    /// <returns>Rounded down; null: fewer than a step, which none is too.</returns>
    public static int? Shown(int people) => people < Step ? null : people - people % Step;
}
