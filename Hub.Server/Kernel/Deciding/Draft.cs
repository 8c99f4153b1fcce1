using System.Collections.Immutable;
using System.Diagnostics;

namespace Hub.Kernel.Deciding;

/// <summary>Commands decided one after the other, with all that follows from them, whose facts are not yet durable.
/// Nobody is answered before they are.</summary>
/// <param name="start">The state that the first command is decided on.</param>
/// <param name="clock">What the hub's clock shows.</param>
/// <param name="doubt">What speaks against it: then nothing is decided but what time it is.</param>
/// <param name="known">Commands that are known to be in the ledger.</param>
internal sealed class Draft(
    Fair start,
    DateTimeOffset clock,
    ClockDoubt? doubt,
    SliceKinds kinds,
    Consequences consequences,
    IReadOnlyDictionary<Guid, Answered> known
)
{
    private readonly Dictionary<Guid, Answered> _answered = new(known);
    private readonly List<Action> _answers = [];
    private readonly List<(Waiter Waiter, Exception Why)> _refused = [];
    private readonly List<Row> _rows = [];
    private readonly List<Entry> _entries = [];
    private readonly List<PersonChange> _people = [];
    private DateTimeOffset _now;

    /// <summary>The state after all of it.</summary>
    public Fair Fair { get; private set; } = start;

    public IReadOnlyList<Row> Rows => _rows;
    public IReadOnlyList<Entry> Entries => _entries;
    public IReadOnlyList<PersonChange> People => _people;

    /// <summary>Decides one more command. This is the one place where it is asked whether somebody may.</summary>
    /// <returns>What went wrong when its rule failed otherwise than by a refusal; null when all is well.</returns>
    public Exception? Try(Waiter waiter)
    {
        // whoever may not ask does not learn either whether the id is taken
        if (!waiter.Command.Allows(waiter.Asker))
        {
            _answers.Add(() => waiter.Answer.TrySetException(Refusal.Forbidden()));
            return null;
        }
        if (_answered.TryGetValue(waiter.Id, out var first))
        {
            _answers.Add(() => waiter.Repeats(first));
            return null;
        }
        var (before, people) = (Fair, _people.Count);
        try
        {
            foreach (var slice in Fair.Slices)
                slice.Admit(waiter.Asker);
            _now = TimeOf(waiter.Command);
            Grant(waiter, waiter.Command.Decide(Fair, waiter.Asker, _now), depth: 0);
            var receipt = new Receipt(Fair.Offset, (int)(Fair.Offset - before.Offset), Repeated: false);
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
            _people.RemoveRange(people, _people.Count - people);
            Fair = before;
            _refused.Add((waiter, e));
            return e is Refusal ? null : e;
        }
    }

    /// <summary>Answers everybody: the facts are durable.</summary>
    /// <param name="find">Which of a fair's commands are in its ledger: what is refused now may have been granted
    /// before. A repeat of what is granted now is met when its facts are appended.</param>
    public void Answer(Func<string, IReadOnlyCollection<Guid>, IReadOnlyDictionary<Guid, Answered>> find)
    {
        foreach (var answer in _answers)
            answer();
        if (_refused.Count == 0)
            return;
        var granted = find(Fair.Id, [.. _refused.Select(r => r.Waiter.Id)]);
        foreach (var (waiter, why) in _refused)
            if (granted.TryGetValue(waiter.Id, out var first))
                waiter.Repeats(first);
            else
                waiter.Answer.TrySetException(why);
    }

    /// <summary>Whole milliseconds. Facts' times do not go back by themselves.</summary>
    /// <exception cref="Refusal"><c>clock-in-doubt</c></exception>
    private DateTimeOffset TimeOf(Command command)
    {
        if (doubt is not null && !command.SaysTheTime())
            throw doubt.Refusal(Fair.Slice<About>().Moment);
        var at = clock.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(
            command.SaysTheTime() ? at : Math.Max(at, Fair.At.ToUnixTimeMilliseconds())
        );
    }

    /// <param name="depth">Steps from the command's own facts.</param>
    private void Grant(Waiter waiter, Decision decision, int depth)
    {
        foreach (var fact in decision.Facts)
        {
            var before = Fair;
            Add(waiter, depth == 0 ? waiter.Asker : Asker.System, fact);
            foreach (var consequence in consequences.Of(fact))
                Follow(waiter, consequence, before, fact, depth + 1);
        }
        if (decision.People.Count == 0)
            return;
        Fair = Fair with { People = Apply(Fair.People, decision.People) };
        _people.AddRange(decision.People);
    }

    private void Follow(Waiter waiter, Consequence consequence, Fair before, Fact fact, int depth)
    {
        var follows = consequence.Follows(before, Fair, fact);
        if (follows.Facts.FirstOrDefault(f => !consequence.Gives.Contains(f.GetType())) is { } undeclared)
            throw new InvalidOperationException(
                $"From {fact.GetType().Name} follows a {undeclared.GetType().Name}, which is not declared."
            );
        Grant(waiter, follows, depth);
    }

    /// <param name="actor">Who asked for this fact: what follows, the hub asks for itself, under the same command's
    /// id.</param>
    private void Add(Waiter waiter, Asker actor, Fact fact)
    {
        var (kind, part) = (kinds.Of(fact), _rows.Count > 0 && _rows[^1].Command == waiter.Id ? _rows[^1].Part + 1 : 0);
        var entry = new Entry(Fair.Offset + 1, _now, actor.Id, waiter.Id, part, kind.Slice, fact);
        var (body, at) = (kinds.Write(fact), _now.ToUnixTimeMilliseconds());
        var hash = Chain.Next(Fair.Hash, entry.Offset, at, entry.Actor, entry.Command, part, kind.Slice, body);
        Fair = Fair.Then(entry, hash, kinds);
        _rows.Add(new Row(entry.Offset, at, entry.Actor, entry.Command, part, kind.Slice, body, hash, waiter.Digest));
        _entries.Add(entry);
    }

    private static ImmutableDictionary<string, Person> Apply(
        ImmutableDictionary<string, Person> people,
        IReadOnlyList<PersonChange> changes
    )
    {
        foreach (var (key, person) in changes)
            people = person is null ? people.Remove(key) : people.SetItem(key, person);
        return people;
    }
}
