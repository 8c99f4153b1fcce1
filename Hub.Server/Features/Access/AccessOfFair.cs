using System.Buffers;

namespace Hub.Features.Access;

public static class AccessOfFair
{
    private static readonly SearchValues<char> PassLetters = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    extension(Fair fair)
    {
        public AccessSlice Access => fair.Slice<AccessSlice>();

        /// <summary>The pass as it was made, however it was typed; as it is, where the fair takes passes that it did
        /// not make.</summary>
        /// <exception cref="Refusal"><c>malformed</c>, <c>pass-revoked</c>, <c>unknown-pass</c></exception>
        public PassId PassOf(PassId typed)
        {
            if (typed.Text is not { Length: > 0 and <= 32 } text || text.AsSpan().ContainsAnyExcept(PassLetters))
                throw AccessRefusals.BadPass();
            var made = PassCode.Normal(typed);
            return fair.Access.Passes.GetValueOrDefault(made) switch
            {
                { Revoked: true } => throw AccessRefusals.PassRevoked(made),
                null when fair.Access.KnownPassesOnly => throw AccessRefusals.UnknownScannedPass(typed),
                null => typed,
                _ => made,
            };
        }
    }
}
