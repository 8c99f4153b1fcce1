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

    [GeneratedRegex(@"^[+-]?([0-9]+([.,][0-9]+)?|\.[0-9]+)$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[^,]+,[0-9]{3}$")]
    private static partial Regex EitherWay();
}
