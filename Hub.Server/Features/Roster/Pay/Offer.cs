using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Features.Roster.Pay;

/// <summary>Of what an offer is.</summary>
internal enum Says
{
    /// <summary>It is not said.</summary>
    Pay,

    /// <summary>Everything together: 综合, 到手, 转正.</summary>
    All,

    /// <summary>More comes to it: 底薪.</summary>
    Base,

    /// <summary>While somebody is tried or taught: 试用, 实习.</summary>
    Trial,

    /// <summary>No more than this: 最高.</summary>
    Most,
}

/// <summary>What the sum of an offer is for.</summary>
internal enum Per
{
    Month,
    Year,
    Week,
    Day,
    Hour,
}

/// <summary>A sum, or one to another, that stands in a salary as it is written.</summary>
/// <param name="Low">Yuan a month.</param>
/// <param name="High">The same.</param>
/// <param name="Per">Null: it is not said.</param>
/// <param name="IsNamed">It is said whose: 硕士8000.</param>
internal sealed record Offer(double Low, double High, Per? Per, Says Says, bool IsNamed)
{
    /// <summary>Working days of a month: 21.75, as the Chinese Ministry of Labour reckons (劳社部发〔2008〕3号), each
    /// of eight hours.</summary>
    private const double Days = 21.75;

    /// <summary>A sum below this says nothing by itself: it may count anything. Nor does a year.</summary>
    private const double Bare = 500;

    /// <summary>Most yuan of a day that is paid at its end.</summary>
    private const double OfDay = 1_000;

    /// <param name="plain">See <see cref="PayText.Plain"/>.</param>
    /// <returns>Null: nothing that is sure.</returns>
    public static List<Offer>? In(string plain)
    {
        if (OfferWords.Foreign().IsMatch(plain))
            return null;
        var (offers, sums) = (new List<Offer>(), OfferWords.Sum().Matches(plain));
        for (var (i, last) = (0, 0); i < sums.Count; i++)
        {
            var (one, other, between) = (sums[i], sums[i], Between(i));
            if (between is not null)
                other = sums[++i];
            // a day, a telephone number, a size: what goes on is none
            if (Between(i) is not null)
                return null;
            var (before, after) = (plain[last..one.Index], plain[End(other)..]);
            last = End(other);
            var isMoney = HasMoney(one) || HasMoney(other);
            if (!isMoney && OfferWords.Counts().IsMatch(after) || OfferWords.Number().IsMatch(before))
                continue;
            if (OfferWords.Piece().IsMatch(after) || Pair(one, other) is not var (low, high))
                return null;
            var (label, said) = (OfferWords.Clause().Match(before).Value, OfferWords.After().Match(after));
            // a plus begins what comes next
            last += said.Value.TrimEnd('+').Length;
            if (IsExtra(label, said.Value, after[said.Length..]))
                continue;
            var per =
                Of(between?.Groups["per"].Value)
                ?? Of(said.Groups["per"].Value)
                ?? Of(OfferWords.Before().Match(label).Groups["per"].Value)
                ?? Unsaid(plain, high);
            if (per is null && !isMoney && (high < Bare || one == other && low is > 2010 and < 2040))
                continue;
            var isMost = one == other && (OfferWords.UpTo().IsMatch(label) || said.Groups["below"].Success);
            var months = Months(per);
            offers.Add(
                new Offer(
                    low * months,
                    high * months,
                    per,
                    isMost ? Says.Most : SaidBy(label),
                    OfferWords.Name().IsMatch(label)
                )
            );
        }
        return offers is [] ? null : offers;

        // what makes one of this sum and the next; null: nothing does
        Match? Between(int i) =>
            i + 1 < sums.Count
            && OfferWords.Between().Match(plain[End(sums[i])..sums[i + 1].Index]) is { Success: true } found
                ? found
                : null;
    }

    private static int End(Match sum) => sum.Index + sum.Length;

    private static bool HasMoney(Match sum) => sum.Groups["money"].Success || sum.Groups["unit"].Success;

    /// <summary>Whether it comes to the pay, or has nothing to do with it. 底薪+提成6000-8000 is all of it, 含绩效
    /// too.</summary>
    private static bool IsExtra(string label, string said, string after) =>
        OfferWords.Extra().IsMatch(label) && !OfferWords.Composed().IsMatch(label)
        || said is not ([.., '+'] or [.., '(']) && OfferWords.ExtraAfter().IsMatch(after);

    /// <summary>Both ends in yuan. A unit stands for both of 8-12k, not of 6000-1万; 6-8000 is 6000-8000.</summary>
    /// <returns>Null: one does not go with the other.</returns>
    private static (double Low, double High)? Pair(Match one, Match other)
    {
        var ((low, unit), (high, otherUnit)) = (Value(one), Value(other));
        if (one == other)
            return (low * Math.Max(1, unit), high * Math.Max(1, otherUnit));
        high *= Math.Max(1, otherUnit);
        if (unit == 0 && otherUnit > 0 && low < 1000)
            unit = low * otherUnit <= high ? otherUnit : 1000;
        else if (unit == 0 && otherUnit == 0 && low < 100 && high >= 1000)
            unit = 1000;
        else if (unit > 0 && otherUnit == 0 && high < 1000)
            high *= unit;
        low *= Math.Max(1, unit);
        return low <= high ? (low, high) : null;
    }

    private static (double Number, double Unit) Value(Match sum) =>
        (
            double.Parse(sum.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture),
            sum.Groups["unit"].Value switch
            {
                "百" => 100,
                "k" or "千" => 1_000,
                "w" or "万" => 10_000,
                _ => 0,
            }
        );

    private static Says SaidBy(string label) =>
        OfferWords.Tried().IsMatch(label) ? Says.Trial
        : OfferWords.Based().IsMatch(label) ? Says.Base
        : OfferWords.Together().IsMatch(label) ? Says.All
        : Says.Pay;

    private static Per? Of(string? said) =>
        said switch
        {
            null or "" => null,
            _ when OfferWords.Years().IsMatch(said) => Pay.Per.Year,
            _ when OfferWords.Weeks().IsMatch(said) => Pay.Per.Week,
            _ when OfferWords.Days().IsMatch(said) => Pay.Per.Day,
            _ when OfferWords.Hours().IsMatch(said) => Pay.Per.Hour,
            _ => Pay.Per.Month,
        };

    /// <summary>What other words of the text say of what a sum is for.</summary>
    private static Per? Unsaid(string plain, double high)
    {
        if (high < OfDay && plain.Contains("日结", StringComparison.Ordinal))
            return Pay.Per.Day;
        return OfferWords.Salaries().IsMatch(plain) ? Pay.Per.Month : null;
    }

    private static double Months(Per? per) =>
        per switch
        {
            Pay.Per.Year => 1 / 12.0,
            Pay.Per.Week => 52 / 12.0,
            Pay.Per.Day => Days,
            Pay.Per.Hour => Days * 8,
            _ => 1,
        };
}
