namespace Hub.Features.Roster;

/// <summary>How much schooling a position asks for.</summary>
internal static class Degrees
{
    /// <summary>From the least: what a jobseeker may have.</summary>
    public static readonly string[] Names = ["中专", "大专", "本科", "硕士", "博士"];

    /// <summary>What of <see cref="Names"/> has to be had, by its number; -1: nothing, or nothing that is
    /// known.</summary>
    public static int Asked(string? text)
    {
        if (text is null)
            return -1;
        // "大专及以上" and "本科/硕士" ask for the least of what they name
        for (var i = 0; i < Words.Length; i++)
            if (Words[i].Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))
                return i;
        return -1;
    }

    private static readonly string[][] Words =
    [
        ["中专", "中职", "高中", "技校", "中技", "high school"],
        ["大专", "专科", "高职", "associate", "college"],
        ["本科", "学士", "bachelor"],
        ["硕士", "研究生", "master"],
        ["博士", "phd", "ph.d", "doctor"],
    ];
}
