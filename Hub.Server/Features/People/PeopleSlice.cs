using System.Collections.Immutable;

namespace Hub.Features.People;

/// <summary>Who was erased, and how long personal data is kept.</summary>
/// <param name="Erased">Passes of which nothing is known any more.</param>
/// <param name="Ends">See <see cref="RetentionSet"/>.</param>
/// <param name="Days">See <see cref="RetentionSet"/>.</param>
public sealed record PeopleSlice(ImmutableHashSet<PassId> Erased, DateOnly? Ends, int Days) : Slice
{
    /// <summary>Days that personal data is kept where nobody said otherwise.</summary>
    public const int UsualDays = 30;

    public static readonly SliceKind Kind = new(
        new PeopleSlice([], null, UsualDays),
        PeopleFacts.All,
        typeof(ClockConfirmed)
    );

    /// <summary>When somebody last said that the hub's clock is right.</summary>
    public DateTimeOffset? Confirmed { get; init; }

    public override Slice Then(Fact fact, DateTimeOffset at) =>
        fact switch
        {
            PassErased f => this with { Erased = Erased.Add(f.Pass) },
            RetentionSet f => this with { Ends = f.Ends, Days = f.Days },
            ClockConfirmed => this with { Confirmed = at },
            PersonErased or ProfileTyped or PeopleExpired => this,
            _ => throw new UnknownFactException(fact),
        };
}
