namespace Hub.Features.Custom;

/// <summary>What is refused of an integration's own boards.</summary>
public static class CustomRefusals
{
    public static Refusal BoardFull(int most) =>
        new("board-full", $"一个看板最多 {most} 行。", $"A board has {most} rows at most.", 409);

    public static Refusal RowNameTooLong() =>
        Refusal.Malformed("行名最多 64 个字。", "A row's name has 64 characters at most.");

    public static Refusal NotUtf8() => Refusal.Malformed("请用 UTF-8 编码。", "Send UTF-8.");

    public static Refusal NoObject(string why) =>
        Refusal.Malformed("请发送一个 JSON 对象。", $"Send one JSON object: {why}");
}
