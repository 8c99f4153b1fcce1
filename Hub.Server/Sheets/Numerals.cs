using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Sheets;

/// <summary>Numbers as people and spreadsheets write them. The pages read what is typed in the same way, in
/// <c>lib/ui/numbers.ts</c>.</summary>
internal static partial class Numerals
{
    /// <summary>Reads <c>8.5</c>, <c>8,5</c>, <c>8。5</c> and <c>８．５</c> alike.</summary>
    /// <param name="grouped">Whether three digits after a comma are thousands, as a spreadsheet shows them. Otherwise
    /// <c>8,500</c> may mean either and is no number.</param>
    /// <returns>Null: not one number.</returns>
    public static decimal? Read(string text, bool grouped = false)
    {
        var said = Cell.Narrow(text).Replace('。', '.').Replace('−', '-');
        if (Thousands().IsMatch(said))
            said = grouped || !EitherWay().IsMatch(said) ? said.Replace(",", "") : "";
        return
            Plain().IsMatch(said)
            && decimal.TryParse(
                said.Replace(',', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? number
            : null;
    }

    /// <summary>Reads digits with a point at most: what nearly every cell is, without making anything.</summary>
    public static bool Plain(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return text is [>= '0' and <= '9', ..]
            && !text.ContainsAnyExcept("0123456789.")
            && text[^1] != '.'
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a mark or a number of a scheme, where a comma is a decimal comma and never thousands.</summary>
    /// <returns>A number, or why it is none.</returns>
    public static (decimal? Number, (string Zh, string En)? Why) Decimal(string text)
    {
        var said = Cell.Narrow(text).Replace('−', '-');
        if (Thousands().IsMatch(said))
            return (
                null,
                (
                    $"逗号只能作小数点：写成 {said.Replace(",", "")}，或用小数点",
                    $"a comma is a decimal comma: write {said.Replace(",", "")}, or a decimal point"
                )
            );
        return Read(text) is { } number ? (number, null) : (null, ("不是数", "is no number"));
    }

    [GeneratedRegex(@"^[+-]?([0-9]+([.,][0-9]+)?|\.[0-9]+)$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[^,]+,[0-9]{3}$")]
    private static partial Regex EitherWay();
}
