namespace Hub.Features.Roster;

/// <summary>Who offers what where.</summary>
public static class RosterFeature
{
    public static readonly Feature Feature = new("Roster")
    {
        Slice = RosterSlice.Kind,
        Endpoints =
        [
            CloseBooth.Map,
            Search.Map,
            Import.Map,
            Export.Map,
            EditableRow.Map,
            EditEmployer.Map,
            EditPosition.Map,
            WithdrawRows.Map,
        ],
    };
}
