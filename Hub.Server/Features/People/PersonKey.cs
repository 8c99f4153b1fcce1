namespace Hub.Features.People;

/// <summary>Whose personal data it is. The one place that makes and reads the keys of the table beside the ledger; the
/// texts are in old databases and backups.</summary>
public abstract record PersonKey
{
    private PersonKey() { }

    /// <summary>A contestant's name.</summary>
    public sealed record Contestant(ContestId Contest, ContestantId Number) : PersonKey
    {
        /// <summary>The first hubs took the contests called <c>pass</c> and <c>note</c> for visitors: theirs were
        /// written like the others'.</summary>
        public string FirstText => $"{Contest}/{Number}";

        public override string ToString() =>
            Contest.Text is "pass" or "note" or "contestant" ? $"contestant/{FirstText}" : FirstText;
    }

    /// <summary>What a visitor typed.</summary>
    public sealed record Profile(PassId Pass) : PersonKey
    {
        public override string ToString() => $"pass/{Pass}";
    }

    /// <summary>What an employer wrote about a visitor.</summary>
    public sealed record Note(EmployerId Employer, PassId Pass) : PersonKey
    {
        public override string ToString() => $"note/{Employer}/{Pass}";
    }

    /// <summary>The pass of the visitor whom it is about: then its time runs out. Null: it is about no
    /// visitor.</summary>
    public PassId? Visitor =>
        this switch
        {
            Profile p => p.Pass,
            Note n => n.Pass,
            _ => null,
        };

    /// <param name="person">What lies under the key: of two readings of an old key it tells which is meant. What a
    /// visitor typed has fields, a contestant's name has none.</param>
    /// <returns>Null: none of ours.</returns>
    public static PersonKey? Read(string key, Person person) =>
        key.Split('/') switch
        {
            ["contestant", var contest, var number] => new Contestant(new(contest), new(number)),
            ["note", var employer, var pass] => new Note(new(employer), new(pass)),
            ["pass", var pass] when person.Fields is not null => new Profile(new(pass)),
            [var contest, var number] => new Contestant(new(contest), new(number)),
            _ => null,
        };
}
