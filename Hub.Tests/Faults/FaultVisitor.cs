using System.Globalization;
using Hub.Features.Access;
using Hub.Features.Interest;
using Hub.Features.People;
using Hub.Features.Queues;

namespace Hub.Tests.Faults;

/// <summary>Makes a pass, types their name, joins and leaves queues, declares and withdraws intentions, is erased, and
/// begins anew. Knows what has to be true of them, unless an answer was lost for good.</summary>
internal sealed class FaultVisitor(FaultLoad load, Random random)
{
    /// <summary>Where nobody else touches their number.</summary>
    public static readonly string[] Booths = ["A1", "A2"];

    /// <summary>Where there are queues.</summary>
    public static readonly string[] Queues = [.. Booths, FaultDesk.Booth];

    /// <summary>Whoever sits at those booths.</summary>
    private static readonly string[] Employers = ["e1", "e2"];

    private readonly HashSet<string> _queues = [],
        _intentions = [];

    public PassId Pass { get; private set; }
    public string? Code { get; private set; }

    /// <summary>What they typed, which is nobody else's.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Whether every answer came.</summary>
    public bool IsKnown { get; set; }

    public async Task LiveAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Code is null || !IsKnown)
                await BeginAsync();
            else if (random.Next(25) == 0)
                await EraseAsync(stop);
            else
                await DoAsync(stop);
            await Task.Delay(40, CancellationToken.None);
        }
    }

    /// <summary>What is not so, of all that has to be.</summary>
    public IEnumerable<(string Check, string What)> Wrong(Fair fair)
    {
        if (Code is null || !IsKnown)
            yield break;
        if (!fair.Access.Passes.ContainsKey(Pass))
            yield return ("passes", $"pass {Pass} was made, and is lost");
        if (Typed.Length > 0 && fair.Person(new PersonKey.Profile(Pass))?.Name != Typed)
            yield return ("profiles", $"what pass {Pass} typed is lost");
        foreach (var (booth, employer) in Booths.Zip(Employers))
        {
            if (fair.Queues.Of(new(booth)).Line.Count(t => t.Pass == Pass) != (_queues.Contains(booth) ? 1 : 0))
                yield return ("queues", $"pass {Pass} is not where it was told to be in the queue of {booth}");
            if (fair.Intentions.Of(Pass, new(employer)).Intention is { IsOpen: true } != _intentions.Contains(employer))
                yield return ("intentions", $"pass {Pass} has not the intention to {employer} that it was told");
        }
    }

    private async Task BeginAsync()
    {
        (Code, Typed, IsKnown) = (null, "", false);
        _queues.Clear();
        _intentions.Clear();
        if (await load.MakePassAsync(random) is not var (pass, code))
            return;
        (Pass, Code, IsKnown) = (pass, code, true);
    }

    private async Task DoAsync(CancellationToken stop)
    {
        var i = random.Next(Booths.Length);
        var (booth, employer, pass) = (Booths[i], Employers[i], Pass.Text);
        switch (random.Next(7))
        {
            case 0:
                var typed = string.Create(CultureInfo.InvariantCulture, $"Typed{random.NextInt64():x16}");
                await DoAsync(
                    "my/profile",
                    new { pass, fields = new Dictionary<string, string> { ["name"] = typed } },
                    () => Typed = typed,
                    stop
                );
                break;
            case 1:
                await DoAsync(
                    $"queues/{booth}/join",
                    new { pass },
                    () =>
                    {
                        // whoever is there already changes nothing by it
                        if (_queues.Add(booth))
                            _intentions.Add(employer);
                    },
                    stop
                );
                break;
            case 2:
                await DoAsync($"queues/{booth}/leave", new { pass }, () => _queues.Remove(booth), stop);
                break;
            case 3:
                await DoAsync("intentions", new { pass, employer }, () => _intentions.Add(employer), stop);
                break;
            case 4:
                await DoAsync("intentions/withdraw", new { pass, employer }, () => _intentions.Remove(employer), stop);
                break;
            // whoever is called and interviewed there is out of the queue, whenever that is
            case 5:
                await DoAsync($"queues/{FaultDesk.Booth}/join", new { pass }, () => { }, stop, "already-queued");
                break;
            case 6:
                await DoAsync($"queues/{FaultDesk.Booth}/leave", new { pass }, () => { }, stop, "not-in-queue");
                break;
        }
    }

    private async Task DoAsync(string path, object body, Action then, CancellationToken stop, params string[] fine)
    {
        switch (await load.UntilAnsweredAsync(new(Code, path, body, ["queue-full", .. fine]), random, stop))
        {
            case Outcome.Answered:
                then();
                break;
            case Outcome.Nothing:
                IsKnown = false;
                break;
        }
    }

    /// <summary>The answer may be lost and the pass gone: whoever asks again is then unknown.</summary>
    private async Task EraseAsync(CancellationToken stop)
    {
        var ask = new FaultAsk(Code, $"people/pass/{Pass}", null, "badge-unknown") { Method = HttpMethod.Delete };
        if (await load.UntilAnsweredAsync(ask, random, stop) is Outcome.Answered && Typed.Length > 0)
            load.Erased[Pass] = Gone();
        IsKnown = false;
    }

    private FaultVisitor Gone() =>
        new(load, random)
        {
            Pass = Pass,
            Code = Code,
            Typed = Typed,
        };
}
