using Hub.Ledger;

namespace Hub.Live;

/// <summary>What a feature plugs into the hub.</summary>
/// <param name="Slice">Its part of a fair's state; null when it keeps nothing.</param>
/// <param name="Map">Maps its endpoints, under <c>/api/fairs/{fair}</c>.</param>
public sealed record Feature(string Name, SliceKind? Slice, IReadOnlyList<Board> Boards, Action<IEndpointRouteBuilder> Map);
