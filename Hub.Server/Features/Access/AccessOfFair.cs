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

        /// <summary>A pass that counts here: one that the fair made, or any, where it takes those.</summary>
        /// <exception cref="Refusal"><c>malformed</c>, <c>pass-revoked</c>, <c>unknown-pass</c></exception>
        public PassId PassOf(PassId pass)
        {
            if (pass.Text is not { Length: > 0 and <= 32 } text || text.AsSpan().ContainsAnyExcept(PassLetters))
                throw AccessRefusals.BadPass();
            return fair.Access.Passes.GetValueOrDefault(pass) switch
            {
                { Revoked: true } => throw AccessRefusals.PassRevoked(pass),
                null when fair.Access.KnownPassesOnly => throw AccessRefusals.UnknownScannedPass(pass),
                _ => pass,
            };
        }
    }
}
