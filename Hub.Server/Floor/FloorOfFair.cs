using System.Diagnostics.CodeAnalysis;
using Hub.Access;
using Hub.Ledger;

namespace Hub.Floor;

/// <summary>The floor of a fair, and what several of its rules ask first.</summary>
public static class FloorOfFair
{
    extension(Fair fair)
    {
        public FloorSlice Floor => fair.Slice<FloorSlice>();

        /// <summary>The employer in a booth.</summary>
        /// <exception cref="Refusal"><c>unknown-booth</c></exception>
        public string EmployerAt([NotNull] string? booth) => booth is not null && fair.Floor.Directory.Booths.TryGetValue(booth, out var employer)
            ? employer : throw Refusal.Unknown("booth", $"没有展位 {booth}。", $"There is no booth {booth}.");

        /// <exception cref="Refusal"><c>unknown-employer</c></exception>
        public Employer Employer([NotNull] string? id) => id is not null && fair.Floor.Directory.Employers.TryGetValue(id, out var employer)
            ? employer : throw Refusal.Unknown("employer", "没有这家单位。", "There is no such employer.");

        /// <summary>The pass as it was made, however it was typed; as it is, where the fair takes passes that it did not make.</summary>
        /// <exception cref="Refusal"><c>malformed</c>, <c>pass-revoked</c>, <c>unknown-pass</c></exception>
        public string PassOf([NotNull] string? typed)
        {
            if (typed is not { Length: > 0 and <= 32 } || typed.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) throw Refusal.Malformed("通行证号只能是 1–32 个字母、数字或“-”。", "A pass is 1 to 32 letters, digits and '-'.");
            var made = PassCode.Normal(typed);
            return fair.Access.Passes.GetValueOrDefault(made) switch
            {
                { Revoked: true } => throw new Refusal("pass-revoked", $"通行证 {made} 已作废，请出示新的通行证。", $"Pass {made} was revoked; show the new one."),
                null when fair.Floor.KnownPassesOnly => throw Refusal.Unknown("pass", $"没有通行证 {typed}：请在手机上打开“我的通行证”。", $"There is no pass {typed}: open \"My pass\" on the phone."),
                null => typed,
                _ => made,
            };
        }
    }
}
