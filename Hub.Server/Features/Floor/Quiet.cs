namespace Hub.Features.Floor;

/// <summary>Whether the floor has closed: nobody is seen any more, though many would be if they were here.</summary>
/// <param name="Open">The probability that it has not.</param>
/// <param name="Seconds">For how long it is quiet.</param>
/// <remarks>A test of two hypotheses by their likelihood ratio (J. Neyman, E. Pearson, Phil. Trans. A 231, 1933,
/// 289–337). For each booth the scans are counted that told of coming or going in the last minutes, and those that
/// would have if whoever was here then had stayed. On an open floor the count is negative binomial about that with a
/// shape of 1, because people move in groups and a talk keeps them all: one great hall that sits still says little,
/// every booth at once says much. On a closed one it is so about a fiftieth of that, since somebody always sweeps. One
/// look in a thousand is thought to be at a closed floor, before anything is counted. It may have been quiet for 5
/// minutes or for any longer class of <see cref="Ages"/>: the most telling one speaks. The next scans open the floor
/// again.</remarks>
internal readonly record struct Quiet(double Open, double Seconds)
{
    private const double Swept = 0.02,
        Rare = 1000;

    private static readonly int Shortest = Ages.Of(5 * 60_000);

    /// <param name="booths">What is learned of each, null where people check out; how long ago people were seen to go
    /// and to come.</param>
    public static Quiet Of(IReadOnlyList<(Departures.Booth? Model, Ages Went, Ages Came)> booths)
    {
        var quiet = new Quiet(1, 0);
        for (var end = Shortest; end < Ages.Classes; end++)
        {
            var evidence = 0.0;
            foreach (var (model, went, came) in booths)
            {
                var seen = 0;
                for (var j = 0; j < end; j++)
                    seen += went.Count(j) + came.Count(j);
                var due = seen + (model?.Missed(Ages.From(end)) ?? 0);
                evidence += seen * Math.Log(Swept) + (seen + 1) * Math.Log((1 + due) / (1 + Swept * due));
            }
            // it was busy then, and so it was in any longer time
            if (evidence < 0)
                break;
            if (1 / (1 + Math.Exp(evidence) / Rare) is var open && open < quiet.Open)
                quiet = new Quiet(open, Ages.From(end));
        }
        return quiet;
    }
}
