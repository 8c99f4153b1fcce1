namespace Hub.RotorHazard;

/// <summary>Says what the bridge does, a line for each thing, in one of two languages. Never a badge; of pilots their
/// callsigns, which are what the timer shows.</summary>
internal sealed class Say(TextWriter to, bool chinese)
{
    private readonly Lock _one = new();
    private readonly HashSet<string> _said = [];

    public void Line(string zh, string en)
    {
        lock (_one)
            to.WriteLine(chinese ? zh : en);
    }

    /// <summary>Says it unless it was said before.</summary>
    public void Once(string zh, string en)
    {
        lock (_one)
            if (_said.Add(en))
                to.WriteLine(chinese ? zh : en);
    }
}
