using Hub.Contest.Export;
using Hub.Live;

namespace Hub.Contest;

/// <summary>Contests, marks, ranks.</summary>
public static class ContestFeature
{
    public static readonly Feature Feature = new("Contest", ContestSlice.Kind,
    [
        ContestBoard.Board, ContestBoards.Leaderboard, ContestBoards.Marks, ContestBoards.Signed, ExplainBoard.Board,
        PanelBoards.Panel, PanelBoards.Judges, PanelBoards.Sheet, PanelBoards.Reckoning, PanelBoards.Corrections, PanelBoards.Appeals,
    ], fair =>
    {
        Contests.Map(fair);
        SchemeExamples.Map(fair);
        DefineContest.Map(fair);
        CheckScheme.Map(fair);
        SetScheme.Map(fair);
        SetContestants.Map(fair);
        EnterMark.Map(fair);
        SetStatus.Map(fair);
        DrawOrder.Map(fair);
        ReleaseNames.Map(fair);
        CallHeat.Map(fair);
        CallContestant.Map(fair);
        SignSheet.Map(fair);
        ReturnSheet.Map(fair);
        CorrectMark.Map(fair);
        PostResults.Map(fair);
        FileAppeal.Map(fair);
        DecideAppeal.Map(fair);
        LockContest.Map(fair);
        UnlockContest.Map(fair);
        Freeze.Map(fair);
        PlanFreeze.Map(fair);
        RevealRank.Map(fair);
        ExportContest.Map(fair);
    });
}
