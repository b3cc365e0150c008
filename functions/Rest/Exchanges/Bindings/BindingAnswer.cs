namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>A binding; the id follows from what it says.</summary>
/// <param name="Exchange">From which it leads.</param>
/// <param name="Queue">To which it leads, or else the exchange.</param>
/// <param name="RoutingKey">Absent if it is empty, or the exchange knows none.</param>
internal sealed record BindingAnswer(
    string BindingId,
    string Exchange,
    string? Queue = null,
    string? ToExchange = null,
    string? RoutingKey = null,
    MatchBody? Match = null);
