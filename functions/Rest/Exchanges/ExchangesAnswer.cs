namespace QueueService.Functions.Rest.Exchanges;

/// <summary>One page of exchanges.</summary>
/// <param name="Cursor">Where the next page begins; absent on the last page.</param>
internal sealed record ExchangesAnswer(IReadOnlyList<ExchangeAnswer> Exchanges, string? Cursor = null);
