namespace Hub.Sheets;

/// <summary>The file, the named sheet or the mapping cannot be used at all. The person's fault, not ours: trying the
/// same again does not help.</summary>
/// <param name="zh">The sentence for the person, in Chinese.</param>
/// <param name="en">The same in English; also the exception's message.</param>
public sealed class UnreadableRosterException(string zh, string en, Exception? cause = null) : Exception(en, cause)
{
    public string Zh { get; } = zh;

    public string En { get; } = en;
}
