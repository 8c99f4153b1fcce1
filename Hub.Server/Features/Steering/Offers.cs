using System.Runtime.CompilerServices;
using Hub.Features.Roster;

namespace Hub.Features.Steering;

/// <summary>Who offers what, and how much that tells: a title that everybody offers says little of what somebody looks
/// for, one that few offer says much (inverse document frequency; K. Spärck Jones, Journal of Documentation 28, 1972,
/// 11–21).</summary>
internal sealed class Offers
{
    private static readonly ConditionalWeakTable<RosterDirectory, Offers> Known = [];

    private readonly Dictionary<EmployerId, HashSet<string>> _words = [];
    private readonly Dictionary<EmployerId, HashSet<string>> _degrees = [];
    private readonly Dictionary<string, double> _telling = [];

    private Offers(RosterDirectory directory)
    {
        foreach (var positions in directory.Positions.Values.GroupBy(p => p.Employer))
        {
            _words[positions.Key] =
            [
                .. positions.Select(p => p.Title),
                .. positions.Select(p => p.Major).OfType<string>(),
            ];
            _degrees[positions.Key] =
            [
                .. positions.Select(p => p.Degree is { Length: > 0 } and not "不限" ? p.Degree : ""),
            ];
        }
        foreach (var (word, offer) in _words.Values.SelectMany(w => w).CountBy(w => w))
            _telling[word] = Math.Log((_words.Count + 1.0) / offer);
    }

    public static Offers Of(RosterDirectory directory) => Known.GetValue(directory, d => new Offers(d));

    /// <summary>In nats; more than 0.</summary>
    public double Telling(string word) => _telling.GetValueOrDefault(word);

    /// <param name="word">A title or a major.</param>
    public bool Has(EmployerId employer, string word) =>
        _words.TryGetValue(employer, out var words) && words.Contains(word);

    /// <summary>Whether it has something for one of these degrees, or whether that is not known; none sought: for
    /// all.</summary>
    public bool Takes(EmployerId employer, IReadOnlySet<string> degrees) =>
        degrees.Count == 0 || !_degrees.TryGetValue(employer, out var its) || its.Contains("") || its.Overlaps(degrees);
}
