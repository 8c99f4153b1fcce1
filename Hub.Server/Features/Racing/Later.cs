namespace Hub.Features.Racing;

/// <summary>What else does not count, when something that was said of a heat changes.</summary>
internal static class Later
{
    /// <summary>The heats that were flown by others than those who are in them now, in their order; what follows from
    /// them, too.</summary>
    public static IReadOnlyList<string> Of(StageState stage)
    {
        var unfit = stage.Bracket.Unfit;
        return unfit.Count == 0 ? [] : [.. unfit, .. Of(unfit.Aggregate(stage, (s, heat) => s.Void(heat)))];
    }
}
