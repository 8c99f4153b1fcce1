using Hub.Live;

namespace Hub.Contest;

/// <summary>Contests, marks, ranks.</summary>
public static class ContestFeature
{
    public static readonly Feature Feature = new("Contest", ContestSlice.Kind, [ContestBoards.Leaderboard, ContestBoards.Marks, ExplainBoard.Board], fair =>
    {
        Contests.Map(fair);
        DefineContest.Map(fair);
        EnterMark.Map(fair);
        SetStatus.Map(fair);
    });
}
