namespace Hub.Features.My;

/// <summary>What is one person's own, of all features.</summary>
public static class MyFeature
{
    public static readonly Feature Feature = new("My") { Boards = [My.Board], Endpoints = [My.Map] };
}
