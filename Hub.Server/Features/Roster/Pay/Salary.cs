namespace Hub.Features.Roster.Pay;

/// <summary>What a position pays, in yuan a month.</summary>
internal readonly record struct Salary(int Low, int High)
{
    /// <summary>Yuan a month that somebody is paid. What is outside of it was not understood.</summary>
    private const double Least = 500,
        Most = 300_000;

    /// <summary>Less than this, of a year, is rather a month's.</summary>
    private const double OfYear = 1_000;

    /// <summary>More than this is rather a year's, where it is not said of what it is: 10万.</summary>
    private const double Ambiguous = 50_000;

    /// <summary>Positions of several levels are paid so many times as much as each other at most.</summary>
    private const double Apart = 5;

    /// <summary>Reads <c>8-12K·13薪</c>, <c>底薪3500元，综合6000-8000元</c>, <c>年薪10-15万</c>, <c>200元/天</c>,
    /// <c>五千到八千</c>, <c>1万2</c>.</summary>
    /// <returns>Null: it says no number, like 面议, or it is not understood, and is shown as it is written.</returns>
    public static Salary? Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || Offer.In(PayText.Plain(text)) is not { } offers)
            return null;
        offers = Chosen(offers);
        if (offers.TrueForAll(o => o.Says == Says.Most))
            return null;
        var (low, high) = (offers.Where(o => o.Says != Says.Most).Min(o => o.Low), offers.Max(o => o.High));
        return
            low < Least
            || high > Most
            || offers.Exists(o => o is { Per: null, High: > Ambiguous } or { Per: Per.Year, Low: < OfYear })
            || offers.Count(o => o.Says != Says.Most) > 1 && !(offers.TrueForAll(o => o.IsNamed) && high <= low * Apart)
            ? null
            : new Salary(Whole(low), Whole(Math.Max(low, high)));
    }

    private static int Whole(double yuan) => (int)Math.Round(yuan, MidpointRounding.AwayFromZero);

    /// <summary>Of several offers those that say what the position pays: not what is paid while somebody is tried, nor
    /// a base to which more comes, nor a year's sum beside a month's.</summary>
    private static List<Offer> Chosen(List<Offer> offers)
    {
        Prefer(o => o.Says != Says.Trial);
        Prefer(o => o.Says == Says.All);
        Prefer(o => o.Says != Says.Base);
        Prefer(o => o.Per != Per.Year);
        return offers;

        void Prefer(Predicate<Offer> better)
        {
            if (offers.Exists(o => o.Says != Says.Most && better(o)))
                offers = offers.FindAll(o => o.Says == Says.Most || better(o));
        }
    }
}
