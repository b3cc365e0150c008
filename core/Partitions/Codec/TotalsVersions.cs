using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>The versions of something that is stored with totals, by the form of those.</summary>
/// <param name="Without">There are no totals.</param>
/// <param name="Counted">From the third feature level on.</param>
/// <param name="WithDropped">Where dead letters were dropped, from the fourth feature level on.</param>
internal readonly record struct TotalsVersions(byte Without, byte Counted, byte WithDropped)
{
    public bool Has(byte version) => version == Without || version == Counted || version == WithDropped;

    public byte Of(TotalsForm form) => form switch
    {
        TotalsForm.None => Without,
        TotalsForm.Counted => Counted,
        _ => WithDropped,
    };

    /// <summary>Reads the version, and gives the form of the totals behind it.</summary>
    public TotalsForm Read(ref WireReader reader)
    {
        byte version = reader.EitherVersion(Without, Counted, WithDropped);
        return version == Without ? TotalsForm.None
            : version == Counted ? TotalsForm.Counted
            : TotalsForm.WithDropped;
    }
}
