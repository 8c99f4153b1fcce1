using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Features.Contest.Scoring;

namespace Hub.Features.Contest.Export;

/// <summary>A piece of HTML, written as an interpolated string: what stands in its holes is text and gets escaped,
/// unless it is HTML itself.</summary>
[InterpolatedStringHandler]
public sealed class Html(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

    public static Html Nothing { get; } = new(0, 0);

    public void AppendLiteral(string html) => _text.Append(html);

    public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int? number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>Of what is long after the point, three decimals: the page is read, the files are reckoned
    /// with.</summary>
    public void AppendFormatted(Value value) =>
        _text.Append(value.Number is { } n ? n.ToString("0.###", CultureInfo.InvariantCulture) : value.ToString());

    public void AppendFormatted(Html html) => _text.Append(html._text);

    public void AppendFormatted(IEnumerable<Html> all)
    {
        foreach (var html in all)
            _text.Append(html._text);
    }

    public override string ToString() => _text.ToString();
}
