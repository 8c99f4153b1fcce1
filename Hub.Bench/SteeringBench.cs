using System.Diagnostics;
using static Hub.Bench.Figures;

namespace Hub.Bench;

/// <summary>What suggestions do for a fair: the same days, with and without.</summary>
internal static class SteeringBench
{
    public static void Run(int days, int visitors)
    {
        var clock = Stopwatch.StartNew();
        (SteeredDay Plain, SteeredDay Steered, SteeredDay Slower)[] pairs =
        [
            .. Enumerable
                .Range(1, days)
                .AsParallel()
                .AsOrdered()
                .Select(day =>
                    (
                        SteeredFair.Run(day, visitors, false),
                        SteeredFair.Run(day, visitors, true),
                        SteeredFair.Run(day, visitors, false, longer: 1)
                    )
                ),
        ];
        Say(
            $"{days} days of {visitors:N0} visitors, {clock.Elapsed.TotalSeconds:N0} s; without suggestions, with them"
        );
        Say(
            $"most people at one booth   {Spread(pairs.Select(p => (double)p.Plain.Peak))}   "
                + $"{Spread(pairs.Select(p => (double)p.Steered.Peak))}"
        );
        Say(
            $"at the ten fullest         {Spread(pairs.Select(p => (double)p.Plain.Peaks))}   "
                + $"{Spread(pairs.Select(p => (double)p.Steered.Peaks))}"
        );
        Say(
            $"minutes waited, mean       {Spread(pairs.Select(p => p.Plain.Waits.Average()), "N1")}   "
                + $"{Spread(pairs.Select(p => p.Steered.Waits.Average()), "N1")}"
        );
        Say(
            $"interviews a visitor       {Spread(pairs.Select(p => p.Plain.Talks.Average()), "N2")}   "
                + $"{Spread(pairs.Select(p => p.Steered.Talks.Average()), "N2")}"
        );
        double[] before = [.. pairs.SelectMany(p => p.Plain.Waits)],
            after = [.. pairs.SelectMany(p => p.Steered.Waits)];
        Say(
            $"of the {before.Length:N0} waits, shortest to longest, those that are longer than the one of the same "
                + $"rank without suggestions: {before.Order().Zip(after.Order()).Count(r => r.Second > r.First)}"
        );
        int[] order = [.. Enumerable.Range(0, before.Length)];
        Array.Sort([.. before], order);
        foreach (var (i, part) in order.Chunk(order.Length / 10).Index().Take(10))
            Say(
                $"tenth {i + 1, 2} by wait          {part.Average(v => before[v]), 6:N1}   "
                    + $"{part.Average(v => after[v]), 6:N1}"
            );
        // who is a moment earlier in one queue is somewhere else in the next: each one's wait is chance, which only a
        // comparison shows
        Longer("with suggestions", before, after);
        Longer("without, but each interview a second longer", before, [.. pairs.SelectMany(p => p.Slower.Waits)]);
    }

    private static void Longer(string when, double[] before, double[] after)
    {
        double[] more = [.. before.Zip(after, (b, a) => a - b).Where(d => d > 0.5).Order()];
        Say(
            $"{when}: {100.0 * more.Length / before.Length:N1} % waited longer, half of them by at most "
                + $"{(more.Length > 0 ? more[more.Length / 2] : 0):N1} minutes; "
                + $"{100.0 * before.Zip(after).Count(w => w.Second < w.First - 0.5) / before.Length:N1} % shorter"
        );
    }
}
