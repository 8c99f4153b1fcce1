namespace Hub.Features.People;

/// <summary>What a fact has erased: whoever was erased from a ledger stays erased when an older one is put in its
/// place.</summary>
public static class Erasing
{
    /// <summary>Of these personal data, what the fact erases; null: the fact erases nothing.</summary>
    public static Func<string, Person, bool>? Of(Fact fact) =>
        fact switch
        {
            PersonErased f => (key, _) => key == f.Key,
            PassErased f => (key, person) => PersonKey.Read(key, person)?.Visitor == f.Pass,
            PeopleExpired => (key, person) => PersonKey.Read(key, person)?.Visitor is not null,
            _ => null,
        };
}
