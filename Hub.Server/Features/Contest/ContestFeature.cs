using Hub.Features.Contest.Export;

namespace Hub.Features.Contest;

/// <summary>Contests, marks, ranks.</summary>
public static class ContestFeature
{
    public static readonly Feature Feature = new("Contest")
    {
        Slice = ContestSlice.Kind,
        Endpoints =
        [
            Contests.Map,
            SchemeExamples.Map,
            DefineContest.Map,
            CheckScheme.Map,
            SetScheme.Map,
            SetContestants.Map,
            EnterMark.Map,
            SetStatus.Map,
            DrawOrder.Map,
            ReleaseNames.Map,
            CallHeat.Map,
            CallContestant.Map,
            SignSheet.Map,
            ReturnSheet.Map,
            CorrectMark.Map,
            PostResults.Map,
            FileAppeal.Map,
            DecideAppeal.Map,
            LockContest.Map,
            UnlockContest.Map,
            Freeze.Map,
            PlanFreeze.Map,
            RevealRank.Map,
            ExportContest.Map,
        ],
        Boards =
        [
            ContestBoard.Board,
            ContestBoards.Leaderboard,
            ContestBoards.Marks,
            ContestBoards.Signed,
            ExplainBoard.Board,
            PanelBoards.Panel,
            PanelBoards.Judges,
            PanelBoards.Sheet,
            PanelBoards.Reckoning,
            PanelBoards.Corrections,
            PanelBoards.Appeals,
        ],
        Consequences = [Carrying.Locked, Carrying.Set, LateDraw.Set, LateDraw.Returned],
    };
}
