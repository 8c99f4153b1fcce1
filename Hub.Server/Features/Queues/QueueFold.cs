using System.Collections.Immutable;

namespace Hub.Features.Queues;

/// <summary>What one more fact makes of the queues.</summary>
internal sealed class QueueFold(QueueSlice queues, DateTimeOffset at)
{
    /// <summary>Nobody takes so long to call the next one who waits: what is longer was a break that nobody
    /// entered.</summary>
    private static readonly TimeSpan Turnover = TimeSpan.FromMinutes(5);

    public QueueSlice Then(Fact fact) =>
        fact switch
        {
            QueueSet f => Put(f.Booth, queues.Of(f.Booth) with { Capacity = f.Capacity, Grace = f.Grace }),
            DeskOpened f => Put(
                f.Booth,
                queues.Of(f.Booth) is var q && q.Desks.TryGetValue(f.Desk, out var desk)
                    ? q.With(desk with { Label = f.Label, At = at })
                    : q.With(new Desk(f.Desk, f.Label, At: at))
            ),
            DeskClosed f => Closed(f),
            DeskPaused f => Learned(f.Booth, f.Desk, d => d with { Paused = true, Until = f.Until, At = at }),
            DeskResumed f => Put(
                f.Booth,
                queues.Of(f.Booth) is var q ? q.With(q.Desks[f.Desk] with { Paused = false, Until = null, At = at }) : q
            ),
            TicketTaken f => Taken(f),
            TicketCalled f => Called(f),
            TicketShown f => Put(
                f.Booth,
                queues.Of(f.Booth) is var q ? q.With(q.Numbered(f.Number)! with { Shown = at }) : q
            ),
            TicketPostponed f => Put(f.Booth, Postponed(queues.Of(f.Booth), f)),
            TicketTransferred f => Put(
                f.Booth,
                queues.Of(f.Booth) is var q && q.Numbered(f.Number)! is var t
                    ? q.Freed(t).With(t with { Wish = f.Desk, Desk = null, Called = null, Calls = 0, Shown = null })
                    : q
            ),
            TicketEnded f => Ended(f),
            QueueClosed f => Closed(f),
            QueuesMoved f => Moved(f),
            TicketsHandedOver f => HandedOver(f),
            DayEnded f => Ended(f),
            ClockConfirmed f => f.Was > at ? PutRight(f) : queues,
            _ => throw new UnknownFactException(fact),
        };

    /// <summary>The clock was ahead: who was called then was called before now. What was learned stays.</summary>
    private QueueSlice PutRight(ClockConfirmed f)
    {
        DateTimeOffset? Right(DateTimeOffset? moment) => moment is { } m ? f.Right(m, at) : null;
        Ticket Ticket(Ticket t) =>
            t with
            {
                Joined = f.Right(t.Joined, at),
                Called = Right(t.Called),
                Shown = Right(t.Shown),
            };
        Rhythm Rhythm(Rhythm r) => r with { At = f.Right(r.At, at) };
        return queues with
        {
            Booths = queues.Booths.SetItems(
                queues.Booths.Select(b =>
                    KeyValuePair.Create(
                        b.Key,
                        b.Value with
                        {
                            Line = b.Value.Line.ConvertAll(Ticket),
                            Missed = b.Value.Missed.SetItems(
                                b.Value.Missed.Select(m => KeyValuePair.Create(m.Key, Ticket(m.Value)))
                            ),
                            Desks = b.Value.Desks.SetItems(
                                b.Value.Desks.Select(d =>
                                    KeyValuePair.Create(
                                        d.Key,
                                        d.Value with
                                        {
                                            Since = Right(d.Value.Since),
                                            Done = Right(d.Value.Done),
                                            At = f.Right(d.Value.At, at),
                                        }
                                    )
                                )
                            ),
                            Rhythm = Rhythm(b.Value.Rhythm),
                        }
                    )
                )
            ),
            Passes = queues.Passes.SetItems(
                queues.Passes.Select(p =>
                    KeyValuePair.Create(
                        p.Key,
                        p.Value.SetItems(
                            p.Value.Select(s =>
                                KeyValuePair.Create(s.Key, s.Value with { At = f.Right(s.Value.At, at) })
                            )
                        )
                    )
                )
            ),
            Rhythm = Rhythm(queues.Rhythm),
            Told = Rhythm(queues.Told),
        };
    }

    private QueueSlice Put(BoothId booth, BoothQueue queue) =>
        queues with
        {
            Booths = queues.Booths.SetItem(booth, queue),
        };

    private static ImmutableDictionary<PassId, ImmutableSortedDictionary<BoothId, Stub>> Note(
        ImmutableDictionary<PassId, ImmutableSortedDictionary<BoothId, Stub>> passes,
        PassId pass,
        BoothId booth,
        Stub stub
    ) =>
        passes.SetItem(
            pass,
            passes.GetValueOrDefault(pass, ImmutableSortedDictionary<BoothId, Stub>.Empty).SetItem(booth, stub)
        );

    private QueueSlice Taken(TicketTaken f)
    {
        var q = queues.Of(f.Booth);
        q = q with
        {
            Last = f.Number,
            Line = q.Line.Add(new Ticket(f.Number, f.Pass, f.Desk, at, By: f.By)),
            Missed = q.Missed.RemoveRange(q.Missed.Where(m => m.Value.Pass == f.Pass).Select(m => m.Key)),
        };
        return Put(f.Booth, q) with
        {
            Passes = Note(queues.Passes, f.Pass, f.Booth, new Stub(f.Number, null, at, f.By)),
        };
    }

    private QueueSlice Called(TicketCalled f)
    {
        var learned = Learned(
            f.Booth,
            f.Desk,
            d => d with { Serving = f.Number, Since = at, At = at },
            again: f.Number
        );
        var q = learned.Of(f.Booth);
        // who had missed the turn is called before those who wait
        var ticket = q.Numbered(f.Number) ?? q.Missed[f.Number];
        if (q.Missed.ContainsKey(f.Number))
            q = q with
            {
                Missed = q.Missed.Remove(f.Number),
                Line = q.Line.Insert(q.Line.FindLastIndex(t => !t.Waits) + 1, ticket),
            };
        q = q.With(ticket with { Desk = f.Desk, Called = at, Calls = ticket.Calls + 1, Shown = null });
        return learned with
        {
            Booths = learned.Booths.SetItem(f.Booth, q),
            Passes = Note(learned.Passes, ticket.Pass, f.Booth, new Stub(f.Number, null, at, ticket.By)),
        };
    }

    private static BoothQueue Postponed(BoothQueue q, TicketPostponed f)
    {
        var ticket = q.Numbered(f.Number)!;
        q = q.Freed(ticket).Without(f.Number);
        return q with
        {
            Line = q.Line.Insert(
                q.Line.FindIndex(t => t.Number == f.Behind) + 1,
                ticket with
                {
                    Desk = null,
                    Called = null,
                    Calls = 0,
                    Shown = null,
                }
            ),
        };
    }

    private QueueSlice Ended(TicketEnded f)
    {
        var q = queues.Of(f.Booth);
        var ticket = q.Numbered(f.Number) ?? q.Missed[f.Number];
        QueueSlice next;
        if (f.Outcome is Outcome.Served && ticket.Desk is { } id)
        {
            var desk = q.Desks[id];
            q = q.Without(f.Number).With(desk with { Serving = null, Done = at, At = at });
            next = Put(f.Booth, q);
            // where nobody waits there is no turnover to wait for
            if (q.Next(id) is null)
                next = new QueueFold(next, at).Learned(f.Booth, id, d => d);
        }
        else
        {
            q = q.Freed(ticket).Without(f.Number) with
            {
                Missed =
                    f.Outcome is Outcome.Missed
                        ? q.Missed.SetItem(f.Number, ticket with { Desk = null })
                        : q.Missed.Remove(f.Number),
            };
            q = q with { Rhythm = Taught(q.Rhythm, f.Outcome, ticket, at) };
            next = Put(f.Booth, q).Learned(Taught(queues.Rhythm, f.Outcome, ticket, at));
        }
        return next with
        {
            Passes = Note(queues.Passes, ticket.Pass, f.Booth, new Stub(f.Number, f.Outcome, at, f.By)),
        };
    }

    private static Rhythm Taught(Rhythm rhythm, Outcome outcome, Ticket ticket, DateTimeOffset at) =>
        outcome switch
        {
            Outcome.Missed => rhythm.DidNotCome(at),
            Outcome.Left when ticket.Waits => rhythm.GaveUp(at),
            _ => rhythm,
        };

    /// <summary>Takes what a desk's last interview took into account, and changes the desk.</summary>
    /// <param name="again">A number that is called again: its interview has not begun anew.</param>
    private QueueSlice Learned(BoothId booth, string id, Func<Desk, Desk> change, int? again = null)
    {
        var q = queues.Of(booth);
        var desk = q.Desks[id];
        if (again is not null && desk.Serving == again)
            return Put(booth, q.With(desk with { At = at }));
        if (desk is not { Since: { } since, Done: { } done })
            return Put(booth, q.With(change(desk)));
        var turnover = q.Next(id) is null
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(Math.Min((at - done).Ticks, Turnover.Ticks));
        var took = done - since + turnover;
        q = q.With(change(desk with { Since = null, Done = null })) with { Rhythm = q.Rhythm.Took(took, at) };
        return Put(booth, q).Learned(queues.Rhythm.Took(took, at));
    }

    private QueueSlice Closed(DeskClosed f)
    {
        var learned = Learned(f.Booth, f.Desk, d => d);
        var q = learned.Of(f.Booth);
        return learned with
        {
            Booths = learned.Booths.SetItem(
                f.Booth,
                q with
                {
                    Desks = q.Desks.Remove(f.Desk),
                    Line = [.. q.Line.Select(t => t.Wish == f.Desk ? t with { Wish = null } : t)],
                }
            ),
        };
    }

    private QueueSlice Closed(QueueClosed f)
    {
        var (q, passes, now) = (queues.Of(f.Booth), queues.Passes, at);
        foreach (var ticket in q.Line)
            passes = Note(passes, ticket.Pass, f.Booth, new Stub(ticket.Number, Outcome.Closed, now));
        return Put(f.Booth, q with { Desks = q.Desks.Clear(), Line = [], Missed = q.Missed.Clear() }) with
        {
            Passes = passes,
        };
    }

    /// <summary>What is of this day stays: a hub that was switched off at midnight notes the end of the day when it is
    /// switched on.</summary>
    private QueueSlice Ended(DayEnded f)
    {
        Rhythm Begun(Rhythm rhythm) => rhythm.At < f.Until ? Rhythm.Empty : rhythm;
        var (booths, passes) = (queues.Booths, queues.Passes);
        foreach (var (booth, q) in booths.Where(b => b.Value.IsOfBefore(f.Until)))
        {
            foreach (var ticket in q.Line.Where(t => t.At < f.Until))
                passes = Note(passes, ticket.Pass, booth, new Stub(ticket.Number, Outcome.Closed, at, AskedBy.Hub));
            booths = booths.SetItem(booth, Ended(q, f.Until) with { Rhythm = Begun(q.Rhythm) });
        }
        return queues with
        {
            Booths = booths,
            Passes = passes,
            Rhythm = Begun(queues.Rhythm),
            Told = Begun(queues.Told),
            Turned = at,
        };
    }

    private BoothQueue Ended(BoothQueue q, DateTimeOffset until)
    {
        var line = q.Line.RemoveAll(t => t.At < until);
        // who waits today does so for somebody: then one sits there still, and the break is over
        bool Stays(Desk desk) => desk.At >= until || !line.IsEmpty && q.Desks.Values.All(d => d.At < until);
        Desk Begun(Desk desk) =>
            (desk.At < until ? desk with { Paused = false, Until = null, At = at } : desk) is var d
            && line.Exists(t => t.Number == d.Serving)
                ? d
                : d with
                {
                    Serving = null,
                    Since = null,
                    Done = null,
                };
        var desks = q.Desks.RemoveRange(q.Desks.Values.Where(d => !Stays(d)).Select(d => d.Id));
        return q with
        {
            Desks = desks.SetItems(desks.Select(d => KeyValuePair.Create(d.Key, Begun(d.Value)))),
            Line = line.ConvertAll(t => t.Wish is { } wish && !desks.ContainsKey(wish) ? t with { Wish = null } : t),
            Missed = q.Missed.RemoveRange(q.Missed.Values.Where(t => t.At < until).Select(t => t.Number)),
        };
    }

    /// <summary>The new pass may have numbers of its own by then: one that is over gives way to one that is not, else
    /// the older one to the newer.</summary>
    private QueueSlice HandedOver(TicketsHandedOver f)
    {
        var next = queues with { Passes = queues.Passes.Remove(f.Pass) };
        foreach (var (booth, stub) in queues.Passes[f.Pass])
        {
            if (queues.Booths.TryGetValue(booth, out var q))
                next = next with { Booths = next.Booths.SetItem(booth, HandedOver(q, f)) };
            var has = next.Passes.GetValueOrDefault(f.To)?.GetValueOrDefault(booth);
            if (has is null || has.Outcome is not null && (stub.Outcome is null || stub.At > has.At))
                next = next with { Passes = Note(next.Passes, f.To, booth, stub) };
        }
        return next;
    }

    private static BoothQueue HandedOver(BoothQueue q, TicketsHandedOver f)
    {
        Ticket Over(Ticket t) => t.Pass == f.Pass ? t with { Pass = f.To } : t;
        var line = q.Line.ConvertAll(Over);
        var missed = q.Missed.Select(m => KeyValuePair.Create(m.Key, Over(m.Value))).ToArray();
        // who waits has missed nothing, and nobody has missed two turns
        var last = line.Exists(t => t.Pass == f.To) ? 0 : missed.LastOrDefault(m => m.Value.Pass == f.To).Key;
        return q with
        {
            Line = line,
            Missed = q.Missed.Clear().AddRange(missed.Where(m => m.Value.Pass != f.To || m.Key == last)),
        };
    }

    /// <summary>All at once: two employers may have changed places.</summary>
    private QueueSlice Moved(QueuesMoved f)
    {
        var moves = f.Moves.ToDictionary(m => m.Booth, m => m.To);
        var booths = queues.Booths.RemoveRange(moves.Keys);
        // a number is never used twice at a booth
        foreach (var (booth, to) in moves)
            booths = booths.SetItem(
                to,
                queues.Of(booth) is var q ? q with { Last = Math.Max(q.Last, queues.Of(to).Last) } : BoothQueue.Empty
            );
        return queues with
        {
            Booths = booths,
            Passes = queues.Passes.SetItems(
                queues
                    .Passes.Where(p => p.Value.Keys.Any(moves.ContainsKey))
                    .Select(p =>
                        KeyValuePair.Create(
                            p.Key,
                            p.Value.RemoveRange(moves.Keys)
                                .SetItems(
                                    p.Value.Where(s => moves.ContainsKey(s.Key))
                                        .Select(s => KeyValuePair.Create(moves[s.Key], s.Value))
                                )
                        )
                    )
            ),
        };
    }
}
