using System.Diagnostics.Metrics;

namespace Hub.Ledger;

/// <summary>What can be measured of a running hub.</summary>
public static class Meters
{
    public static readonly Meter Hub = new("Hub");

    public static readonly Counter<long> StateMismatches =
        Hub.CreateCounter<long>("hub.state.mismatches", "{comparison}", "Comparisons with another node that held another state of a fair at the same offset");
}
