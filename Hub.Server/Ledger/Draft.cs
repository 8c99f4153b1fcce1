using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Ledger;

/// <summary>A command that waits to be decided, and its asker for the answer.</summary>
internal sealed record Waiter(Guid Id, Asker Asker, Command Command)
{
    /// <summary>See <see cref="Row"/>. Of the asker, the role and what it is for counts: a new badge may repeat what an old one began.</summary>
    public long Digest { get; } = DigestOf(Asker, Command);

    /// <summary>Null when nobody traces it.</summary>
    public Activity? Span { get; init; }

    public TaskCompletionSource<Receipt> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The command's id is in the ledger already.</summary>
    public void Repeats(Answered first)
    {
        if (first.Digest == Digest || first.Digest == 0) Answer.TrySetResult(new Receipt(first.Offset, first.Facts, Repeated: true));
        else Answer.TrySetException(new Refusal("command-id-taken", "这个命令编号已用于另一个请求。", "This command id was used for something else.", 422));
    }

    private static long DigestOf(Asker asker, Command command)
    {
        object?[] asked = [asker.Role, asker.Booth, asker.Contest, asker.Seat, asker.Board, command.GetType().Name, command];
        if (asker.Pass is not null) asked = [.. asked, asker.Pass];
        return BitConverter.ToInt64(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked)));
    }
}

/// <summary>Commands decided one after the other, whose facts are not yet durable. Nobody is answered before they are.</summary>
/// <param name="start">The state that the first command is decided on.</param>
/// <param name="known">Commands that are known to be in the ledger.</param>
internal sealed class Draft(Fair start, DateTimeOffset now, SliceKinds kinds, IReadOnlyDictionary<Guid, Answered> known)
{
    private readonly Dictionary<Guid, Answered> _answered = new(known);
    private readonly List<Action> _answers = [];
    private readonly List<(Waiter Waiter, Exception Why)> _refused = [];
    private readonly List<Row> _rows = [];
    private readonly List<Entry> _entries = [];
    private readonly List<PersonChange> _people = [];

    /// <summary>The state after all of it.</summary>
    public Fair Fair { get; private set; } = start;

    public IReadOnlyList<Row> Rows => _rows;
    public IReadOnlyList<Entry> Entries => _entries;
    public IReadOnlyList<PersonChange> People => _people;

    /// <summary>Decides one more command.</summary>
    /// <returns>What went wrong when its rule failed otherwise than by a refusal; null when all is well.</returns>
    public Exception? Decide(Waiter waiter)
    {
        if (_answered.TryGetValue(waiter.Id, out var first))
        {
            _answers.Add(() => waiter.Repeats(first));
            return null;
        }
        var before = Fair;
        try
        {
            foreach (var slice in Fair.Slices) slice.Admit(waiter.Asker);
            var decision = waiter.Command.Decide(Fair, waiter.Asker, now);
            for (var part = 0; part < decision.Facts.Count; part++) Add(waiter, part, decision.Facts[part]);
            if (decision.People.Count > 0) Fair = Fair with { People = Apply(Fair.People, decision.People) };
            _people.AddRange(decision.People);
            var receipt = new Receipt(Fair.Offset, decision.Facts.Count, Repeated: false);
            _answered[waiter.Id] = new Answered(receipt.Offset, receipt.Facts, waiter.Digest);
            _answers.Add(() => waiter.Answer.TrySetResult(receipt));
            waiter.Span?.AddEvent(new ActivityEvent("decided"));
            return null;
        }
        catch (Exception e)
        {
            // a rule that fails, by refusal or by mistake, takes back only its own command
            var parts = (int)(Fair.Offset - before.Offset);
            _rows.RemoveRange(_rows.Count - parts, parts);
            _entries.RemoveRange(_entries.Count - parts, parts);
            Fair = before;
            _refused.Add((waiter, e));
            return e is Refusal ? null : e;
        }
    }

    /// <summary>Answers everybody: the facts are durable.</summary>
    /// <param name="find">Which of a fair's commands are in its ledger: what is refused now may have been granted before. A repeat of what is granted now is
    /// met when its facts are appended.</param>
    public void Answer(Func<string, IReadOnlyCollection<Guid>, IReadOnlyDictionary<Guid, Answered>> find)
    {
        foreach (var answer in _answers) answer();
        if (_refused.Count == 0) return;
        var granted = find(Fair.Id, [.. _refused.Select(r => r.Waiter.Id)]);
        foreach (var (waiter, why) in _refused)
            if (granted.TryGetValue(waiter.Id, out var first)) waiter.Repeats(first);
            else waiter.Answer.TrySetException(why);
    }

    private void Add(Waiter waiter, int part, Fact fact)
    {
        var (kind, index) = kinds.Of(fact);
        var entry = new Entry(Fair.Offset + 1, now, waiter.Asker.Id, waiter.Id, part, kind.Name, fact);
        var body = JsonSerializer.SerializeToUtf8Bytes(fact, kind.Json);
        var at = now.ToUnixTimeMilliseconds();
        var hash = Chain.Next(Fair.Hash, entry.Offset, at, entry.Actor, entry.Command, part, kind.Name, body);
        Fair = Fair.Then(entry, index, hash);
        _rows.Add(new Row(entry.Offset, at, entry.Actor, entry.Command, part, kind.Name, body, hash, waiter.Digest));
        _entries.Add(entry);
    }

    private static ImmutableDictionary<string, Person> Apply(ImmutableDictionary<string, Person> people, IReadOnlyList<PersonChange> changes)
    {
        foreach (var (key, person) in changes)
            people = person is null ? people.Remove(key) : people.SetItem(key, person);
        return people;
    }
}
