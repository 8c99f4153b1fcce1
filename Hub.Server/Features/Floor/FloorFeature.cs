namespace Hub.Features.Floor;

/// <summary>Who is where, and how full it is.</summary>
public static class FloorFeature
{
    public static readonly Feature Feature = new("Floor")
    {
        Slice = FloorSlice.Kind,
        Endpoints = [RecordVisit.Map, TakeBackVisit.Map, SetCapacity.Map, SetPlan.Map, PlaceBooth.Map],
        Boards = [FloorBoards.Floor, FloorBoards.Totals, FloorBoards.Booth, TrafficBoards.Fair, TrafficBoards.Booth],
    };
}
