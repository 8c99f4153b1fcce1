using Hub.Features.Access;
using Hub.Features.Roster;
using Hub.Host;

namespace Hub.Bench;

/// <summary>Writes a fair's facts straight into a store, chained as the ledger itself would.</summary>
internal sealed class MadeFair(IStore store, string fair, DateTimeOffset from)
{
    public const int Booths = 118;

    private readonly List<Row> _rows = [];
    private byte[] _hash = Chain.Start;
    private long _offset;

    public long Offset => _offset;
    public DateTimeOffset At { get; set; } = from;

    public static string Booth(int i) => $"{(char)('A' + i / 20)}{i % 20 + 1:00}";

    /// <summary>The fair with its 118 employers, each in its booth.</summary>
    public void Open()
    {
        Add("system", new FairOpened(fair, null, "Asia/Shanghai"));
        Add(
            "system",
            new RosterImported(
                [
                    .. Enumerable
                        .Range(0, Booths)
                        .Select(i => new Employer(
                            new($"e{i + 1}"),
                            $"朝阳第{i + 1}家企业有限公司",
                            null,
                            $"产业集群{i % 14 + 1}",
                            null,
                            null,
                            null,
                            new(Booth(i))
                        )),
                ],
                []
            )
        );
    }

    /// <returns>The badge's id.</returns>
    public string Badge(
        Role role,
        string secret,
        string? booth = null,
        string? board = null,
        string? contest = null,
        string? seat = null
    )
    {
        var id = "b" + Secret.New()[..10];
        Add(
            "system",
            new BadgeIssued(
                id,
                role,
                "bench",
                Secret.Hash(secret),
                AnyId.Maybe<BoothId>(booth),
                AnyId.Maybe<ContestId>(contest),
                AnyId.Maybe<SeatId>(seat),
                board
            )
        );
        return id;
    }

    public void Add(string actor, Fact fact)
    {
        var (slice, body) = (HubApp.Slices.Of(fact).Slice, HubApp.Slices.Write(fact));
        _rows.Add(
            Chain.Link(
                _hash,
                new Row(++_offset, At.ToUnixTimeMilliseconds(), actor, Guid.NewGuid(), 0, slice, body, [], 1)
            )
        );
        _hash = _rows[^1].Hash;
        if (_rows.Count == 20_000)
            Commit();
    }

    public void Commit()
    {
        if (_rows.Count == 0)
            return;
        using var turn = store.Turn(fair, new Head(_rows[0].Offset - 1, [], 1));
        if (turn.Head.Offset != _rows[0].Offset - 1 || !turn.Append(_rows, []))
            throw new InvalidOperationException($"Somebody else writes to {fair}.");
        _rows.Clear();
    }
}
