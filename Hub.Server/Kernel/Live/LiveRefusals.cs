namespace Hub.Kernel.Live;

/// <summary>What live connections refuse.</summary>
public static class LiveRefusals
{
    public static Refusal UnknownBoard(string name) =>
        Refusal.Unknown("board", $"没有看板 {name}。", $"There is no board {name}.");

    public static Refusal TooManyBoards(int most) =>
        new("too-many-boards", $"一个连接最多看 {most} 个看板。", $"A connection watches {most} boards at most.");

    public static Refusal WebSocketExpected() =>
        new(
            "websocket-expected",
            "这里只接受 WebSocket 连接。",
            "Connect with a WebSocket.",
            StatusCodes.Status426UpgradeRequired
        );

    public static Refusal NodeDraining() =>
        new(
            "node-draining",
            "本节点即将停止，请立即重新连接。",
            "This node ends: connect again, to another.",
            503,
            retry: true
        );
}
