namespace Hub.Features.Roster.Changes;

/// <summary>Employers that a sheet does not name; each is taken for a new row once at most.</summary>
internal sealed class Unnamed
{
    /// <summary>A pair of characters that more names have tells nothing.</summary>
    private const int Telling = 60;

    private readonly Dictionary<EmployerId, Employer> _left;
    private readonly Dictionary<EmployerId, string> _cores;
    private readonly ILookup<(char, char), EmployerId> _having;

    public Unnamed(IEnumerable<Employer> employers)
    {
        _left = employers.ToDictionary(e => e.Id);
        _cores = _left.Values.ToDictionary(e => e.Id, e => Likeness.Core(e.Name));
        _having = _cores
            .OrderBy(c => c.Key)
            .SelectMany(c => Likeness.Pairs(c.Value).Distinct().Select(p => (Pair: p, Id: c.Key)))
            .ToLookup(p => p.Pair, p => p.Id);
    }

    public Employer? Take(EmployerId id) => _left.Remove(id, out var e) ? e : null;

    /// <summary>The one whose name is most like this.</summary>
    public Employer? Take(string name)
    {
        var core = Likeness.Core(name);
        var best = Likeness
            .Pairs(core)
            .Select(p => _having[p])
            .Where(ids => ids.Count() <= Telling)
            .SelectMany(ids => ids)
            .Distinct()
            .Where(_left.ContainsKey)
            .Select(id => (Id: id, Like: Likeness.Of(core, _cores[id])))
            .Where(c => c.Like > 0)
            .OrderByDescending(c => c.Like)
            .ThenBy(c => c.Id)
            .FirstOrDefault();
        return best.Like > 0 ? Take(best.Id) : null;
    }
}
