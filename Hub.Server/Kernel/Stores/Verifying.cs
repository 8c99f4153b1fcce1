namespace Hub.Kernel.Stores;

public static class Verifying
{
    /// <summary>Walks a fair's whole chain, and looks whether all is there that was answered.</summary>
    /// <returns>How many facts hold together from the first on, and what is wrong with the one after them; null when
    /// all hold.</returns>
    public static (long Good, string? Broken) Verify(this IStore store, string fair)
    {
        // before the ledger is looked at: it may grow meanwhile
        var answered = store.Witness?.Of(fair);
        var good = 0L;
        try
        {
            var (ends, before) = (store.Ends(fair), Chain.Start);
            foreach (var r in store.Read(fair, 0))
            {
                if (Chain.Wrong(good, before, r) is { } wrong)
                    return (good, wrong.En);
                (good, before) = (r.Offset, r.Hash);
            }
            // what was appended since it was looked up is no damage
            var damage =
                good < ends.Head.Offset ? Damage.Short(good, ends.Head.Offset)
                : good == ends.Head.Offset ? new Ends(ends.Head, good, before).Damage
                : ends.Damage;
            return (good, (damage ?? store.Lost(fair, answered, ends.Head))?.En);
        }
        catch (DamagedException e)
        {
            return (good, e.Damage.En);
        }
    }

    /// <summary>What was answered, and is not in the ledger any more. A later epoch was begun by somebody who knew: see
    /// <see cref="IStore.NewEpoch"/>.</summary>
    /// <param name="answered">What the witness said before the head was looked up.</param>
    public static Damage? Lost(this IStore store, string fair, Head? answered, Head head) =>
        answered is null || answered.Epoch < head.Epoch ? null
        : answered.Epoch > head.Epoch ? Damage.Older(head.Offset, head.Epoch, answered.Epoch)
        : answered.Offset > head.Offset ? Damage.Lost(head.Offset, answered.Offset)
        : answered.Offset == 0
        || store.Read(fair, answered.Offset - 1).FirstOrDefault() is { } last
            && last.Hash.AsSpan().SequenceEqual(answered.Hash)
            ? null
        : Damage.Another(answered.Offset);
}
