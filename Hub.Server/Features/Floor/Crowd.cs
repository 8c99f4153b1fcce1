namespace Hub.Features.Floor;

/// <summary>A booth's people on one day. Not changed once it is part of a state.</summary>
public sealed class Crowd
{
    /// <summary>Visits: a pass that comes twice counts twice.</summary>
    public int Visits { get; private set; }

    /// <summary>Stays that ended by checking out, and by entering elsewhere.</summary>
    public int Outs { get; private set; }

    public int Elsewheres { get; private set; }

    /// <summary>When each pass that is not known to have left was last scanned in, in order; Unix
    /// milliseconds.</summary>
    internal List<long> Open { get; private init; } = [];

    /// <summary>How long the stays lasted that are known to have ended.</summary>
    internal Ages Ended { get; private init; } = new();

    /// <summary>Visits begun, and stays ended, by the minute.</summary>
    internal Minutes Came { get; private init; } = new();

    internal Minutes Went { get; private init; } = new();

    /// <summary>Passes that are not known to have left.</summary>
    public int Here => Open.Count;

    internal Crowd Copy() =>
        new()
        {
            Visits = Visits,
            Outs = Outs,
            Elsewheres = Elsewheres,
            Open = [.. Open],
            Ended = Ended.Copy(),
            Came = Came.Copy(),
            Went = Went.Copy(),
        };

    internal void Visit(long at, int sign)
    {
        Visits += sign;
        Came.Add(Minutes.Of(at), sign);
    }

    internal void End(long from, long at, End how, int sign)
    {
        Went.Add(Minutes.Of(at), sign);
        if (how is Hub.Features.Floor.End.Unknown)
            return;
        if (how is Hub.Features.Floor.End.Out)
            Outs += sign;
        else
            Elsewheres += sign;
        Ended.Add(at - from, sign);
    }

    internal void Stay(long seen)
    {
        // who comes last is mostly the last
        if (Open.Count == 0 || Open[^1] <= seen)
            Open.Add(seen);
        else
            Open.Insert(Open.BinarySearch(seen) is var i && i < 0 ? ~i : i, seen);
    }

    internal void Leave(long seen) => Open.RemoveAt(Open.BinarySearch(seen));
}
