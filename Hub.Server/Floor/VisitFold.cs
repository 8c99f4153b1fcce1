using System.Collections.Immutable;

namespace Hub.Floor;

/// <summary>Folds visits, one or a million, copying of the state only what they touch.</summary>
internal sealed class VisitFold(FloorSlice floor)
{
    private readonly ImmutableDictionary<string, Whereabouts>.Builder _passes = floor.Passes.ToBuilder();
    private readonly ImmutableDictionary<string, Crowd>.Builder _crowds = floor.Crowds.ToBuilder();
    private int _here = floor.Here, _people = floor.People, _visits = floor.Visits;
    private DateOnly _day = floor.Day;

    public FloorSlice Floor => floor with
    {
        Passes = _passes.ToImmutable(),
        Crowds = _crowds.ToImmutable(),
        Here = _here,
        Day = _day,
        People = _people,
        Visits = _visits,
    };

    public VisitFold Then(VisitRecorded f, DateTimeOffset at)
    {
        var was = _passes.GetValueOrDefault(f.Pass);
        if (was?.Booth is { } left && (f.In || left == f.Booth))
        {
            _crowds[left] = _crowds[left] with { Here = _crowds[left].Here - 1 };
            _here--;
        }
        if (f.Day != _day) (_day, _people, _visits) = (f.Day, 0, 0);
        if (was?.Day != f.Day) _people++;
        if (f.In)
        {
            var crowd = _crowds.GetValueOrDefault(f.Booth, new Crowd(0, 0, f.Day));
            _crowds[f.Booth] = new Crowd(crowd.Here + 1, crowd.Day == f.Day ? crowd.Visits + 1 : 1, f.Day);
            _here++;
            _visits++;
        }
        _passes[f.Pass] = new Whereabouts(f.In ? f.Booth : null, at, f.Day);
        return this;
    }
}
