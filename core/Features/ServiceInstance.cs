namespace QueueService.Features;

/// <summary>An instance of the service, as it has announced itself.</summary>
/// <param name="Id">Random; another one after each start.</param>
/// <param name="Name">For people: where it runs.</param>
/// <param name="Newest">The highest level that it can read.</param>
/// <param name="SeenAt">When it announced itself last, by its own clock.</param>
internal sealed record ServiceInstance(string Id, string Name, FeatureLevel Newest, Timestamp SeenAt)
{
    /// <summary>
    /// An instance announces itself once a minute while it is used; what was silent for longer is gone, or will see
    /// the level of the store before long after it is used again.
    /// </summary>
    private static readonly TimeSpan SeenFor = TimeSpan.FromMinutes(5);

    /// <summary>After this long nobody wants to know of it any more.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>Clocks differ, so one that is ahead counts as seen now.</summary>
    public bool IsSeen(Timestamp now) => now < SeenAt + SeenFor;

    public bool IsForgotten(Timestamp now) => now >= SeenAt + KeptFor;
}
