using System.Collections.Concurrent;

namespace Hub.Kernel;

/// <summary>What fails on this node beside the requests, and goes on trying.</summary>
public sealed class Failures
{
    private readonly ConcurrentDictionary<string, string> _words = [];

    /// <summary>Names of what failed when it last tried, in order.</summary>
    public IReadOnlyList<string> Names => [.. _words.Keys.Order(StringComparer.Ordinal)];

    /// <returns>Whether this was not known yet: a log that says the same every second is full within a day.</returns>
    public bool Add(string name, string words)
    {
        var had = _words.GetValueOrDefault(name);
        _words[name] = words;
        return had != words;
    }

    /// <summary>It works.</summary>
    public void Remove(string name) => _words.TryRemove(name, out _);
}
