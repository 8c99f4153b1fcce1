namespace Hub.Features.Racing;

/// <summary>Rounds, heats and brackets of races, and the laps flown in them.</summary>
public static class RacingFeature
{
    public static readonly Feature Feature = new("Racing")
    {
        Slice = RaceSlice.Kind,
        Endpoints =
        [
            SetRace.Map,
            OpenStage.Map,
            FillSeat.Map,
            PlanHeats.Map,
            CallFlight.Map,
            ReportHeat.Map,
            ReRunHeat.Map,
            RecordLaps.Map,
            CorrectLaps.Map,
            ExportRace.Map,
        ],
        Boards = [RaceBoard.Board],
    };
}
