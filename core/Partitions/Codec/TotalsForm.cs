namespace QueueService.Partitions.Codec;

/// <summary>What is stored of totals, as the version of what holds them says.</summary>
internal enum TotalsForm
{
    None = 1,

    /// <summary>From the third feature level on.</summary>
    Counted,

    /// <summary>With those that were dropped, where some were, from the fourth feature level on.</summary>
    WithDropped,
}
