using System.Collections.Concurrent;
using MediatR;

namespace Hub.Features.Queues;

/// <summary>Notes when a call is first shown: by a wall that has said that it has got it on <c>calls</c>, or by the
/// person's own phone on <c>my/P</c>. Each node asks its own screens; the command's id is made of the call, so that the
/// first one counts.</summary>
internal sealed class CallsSeen : Supervised
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Ledgers _ledgers;
    private readonly Screens _screens;
    private readonly IMediator _mediator;

    /// <summary>Call → the offset from which on a board has it.</summary>
    private readonly ConcurrentDictionary<Call, long> _offsets = [];

    public CallsSeen(
        Ledgers ledgers,
        Screens screens,
        IMediator mediator,
        Failures failures,
        WallClock time,
        ILogger<CallsSeen> log
    )
        : base(failures, time, log)
    {
        (_ledgers, _screens, _mediator) = (ledgers, screens, mediator);
        ledgers.Told += Hear;
    }

    public override void Dispose()
    {
        _ledgers.Told -= Hear;
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await _ledgers.EachAsync(
            "calls could not be noted as shown",
            ledger => ledger.Damage is null && ledger.ClockDoubt is null ? LookAsync(ledger.Fair) : Task.CompletedTask
        );
        await Task.Delay(Beat, Time, stop);
    }

    private void Hear(News news)
    {
        foreach (var e in news.Facts)
            if (e.Fact is TicketCalled f)
                _offsets[new Call(news.Fair.Id, f.Booth, f.Number, e.At)] = e.Offset;
    }

    private async Task LookAsync(Fair fair)
    {
        var unseen = fair
            .Queues.Booths.SelectMany(q => q.Value.Line.Select(t => (Booth: q.Key, Ticket: t)))
            .Where(c => c.Ticket is { Called: not null, Shown: null })
            .ToDictionary(c => new Call(fair.Id, c.Booth, c.Ticket.Number, c.Ticket.Called!.Value), c => c.Ticket.Pass);
        foreach (var call in _offsets.Keys.Where(c => c.Fair == fair.Id && !unseen.ContainsKey(c)))
            if (_offsets.TryGetValue(call, out var offset) && offset <= fair.Offset)
                _offsets.TryRemove(call, out _);
        if (unseen.Count == 0)
            return;
        var confirmed = Confirmed(fair.Id, [.. unseen.Values.Select(pass => $"my/{pass}")]);
        foreach (var (call, pass) in unseen)
        {
            // one of before this node's start: whoever has come since has got it
            var offset = _offsets.GetOrAdd(call, fair.Offset);
            if (Has(QueueBoards.Calls.Pattern) || Has($"my/{pass}"))
                await _mediator.Send(
                    new Asked(
                        fair.Id,
                        Asked.IdOf($"shown {fair.Epoch} {call}"),
                        Asker.System,
                        new ShowCall(call.Booth, call.Number, call.Called)
                    )
                );

            bool Has(string board) => confirmed.GetValueOrDefault(board) >= offset;
        }
    }

    /// <summary>Board → the newest offset of it that a screen has said it shows.</summary>
    private Dictionary<string, long> Confirmed(string fair, HashSet<string> own)
    {
        var confirmed = new Dictionary<string, long>();
        foreach (var screen in _screens.All.Where(s => s.Fair == fair))
        foreach (var (board, watch) in screen.Watches)
            if (own.Contains(board) || screen.Kind is ScreenKind.Wall && board == QueueBoards.Calls.Pattern)
                confirmed[board] = Math.Max(confirmed.GetValueOrDefault(board), watch.Confirmed.Offset);
        return confirmed;
    }

    private readonly record struct Call(string Fair, BoothId Booth, int Number, DateTimeOffset Called);
}
