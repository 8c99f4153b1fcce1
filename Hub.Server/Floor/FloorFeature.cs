using Hub.Live;

namespace Hub.Floor;

/// <summary>Who offers what where, and who is where.</summary>
public static class FloorFeature
{
    public static readonly Feature Feature = new("Floor", FloorSlice.Kind, [FloorBoards.Floor, FloorBoards.Totals, FloorBoards.Booth, TrafficBoards.Fair, TrafficBoards.Booth], fair =>
    {
        RecordVisit.Map(fair);
        SetFloorRules.Map(fair);
        SetCapacity.Map(fair);
        CloseBooth.Map(fair);
        Search.Map(fair);
        Import.Map(fair);
    });
}
