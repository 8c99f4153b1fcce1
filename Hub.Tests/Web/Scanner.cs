using Microsoft.Playwright;

namespace Hub.Tests.Web;

/// <summary>A handheld scanner: an American keyboard that types faster than anybody.</summary>
internal sealed class Scanner
{
    /// <summary>Seconds between two keys, as the browser is told them: a test is no faster or slower with the
    /// machine.</summary>
    private const double Gap = 0.008;

    private readonly ICDPSession _keys;

    private Scanner(ICDPSession keys) => _keys = keys;

    public static async Task<Scanner> OfAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    /// <param name="text">Line ends, Tab and other control characters as scanners send them: Ctrl and a letter, but for
    /// Enter and Tab.</param>
    /// <param name="composing">The tablet's input method is on in a field, and takes each key.</param>
    public async Task ScanAsync(string text, bool composing = false)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var sent = new List<Task>();
        for (var i = 0; i < text.Length; i++)
        {
            var (code, key, number, modifiers) = Key(text[i]);
            var press = new Dictionary<string, object>
            {
                ["type"] = composing ? "rawKeyDown" : "keyDown",
                ["code"] = code,
                ["key"] = composing ? "Process" : key,
                ["windowsVirtualKeyCode"] = composing ? 229 : number,
                ["modifiers"] = modifiers,
                ["timestamp"] = at + i * Gap,
            };
            if (!composing && modifiers != 2 && key != "Tab")
                press["text"] = key == "Enter" ? "\r" : key;
            sent.Add(_keys.SendAsync("Input.dispatchKeyEvent", press));
            if (composing)
                sent.Add(
                    _keys.SendAsync(
                        "Input.imeSetComposition",
                        new()
                        {
                            ["text"] = text[..(i + 1)].ToLowerInvariant(),
                            ["selectionStart"] = i + 1,
                            ["selectionEnd"] = i + 1,
                        }
                    )
                );
            var release = new Dictionary<string, object>(press) { ["type"] = "keyUp" };
            release.Remove("text");
            sent.Add(_keys.SendAsync("Input.dispatchKeyEvent", release));
        }
        await Task.WhenAll(sent);
    }

    /// <summary>Code, key, the number that Windows has for it, and 8 for Shift or 2 for Ctrl.</summary>
    private static (string Code, string Key, int Number, int Modifiers) Key(char c) =>
        c switch
        {
            '\r' => ("Enter", "Enter", 13, 0),
            '\t' => ("Tab", "Tab", 9, 0),
            < ' ' => ($"Key{(char)(c + 64)}", $"{(char)(c + 96)}", c + 64, 2),
            '-' => ("Minus", "-", 189, 0),
            ']' => ("BracketRight", "]", 221, 0),
            >= '0' and <= '9' => ($"Digit{c}", $"{c}", c, 0),
            >= 'A' and <= 'Z' => ($"Key{c}", $"{c}", c, 8),
            >= 'a' and <= 'z' => ($"Key{char.ToUpperInvariant(c)}", $"{c}", char.ToUpperInvariant(c), 0),
            _ => throw new ArgumentOutOfRangeException(nameof(c), c, "This keyboard has no such key."),
        };
}
