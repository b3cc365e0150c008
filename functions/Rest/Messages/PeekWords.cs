using QueueService.Partitions.Messages;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Messages;

/// <summary>What states and orders of messages are called.</summary>
internal static class PeekWords
{
    public static readonly IReadOnlyList<(string Word, PeekState Value)> States =
    [
        ("visible", PeekState.Visible), ("inFlight", PeekState.InFlight), ("delayed", PeekState.Delayed),
        ("all", PeekState.All), ("held", PeekState.Held),
    ];

    public static readonly IReadOnlyList<(string Word, PeekOrder Value)> Orders =
        [("oldest", PeekOrder.Oldest), ("newest", PeekOrder.Newest), ("due", PeekOrder.Due)];

    public static readonly IReadOnlyList<(string Word, GroupBy Value)> Groups =
    [
        ("reason", GroupBy.Reason), ("detail", GroupBy.Detail), ("sourceQueue", GroupBy.SourceQueue),
        ("groupId", GroupBy.GroupId),
    ];

    public static readonly string[] OfStates = [.. States.Select(state => state.Word)];

    public static readonly string[] OfOrders = [.. Orders.Select(order => order.Word)];

    public static string Of(PeekState state) => States.First(known => known.Value == state).Word;
}
