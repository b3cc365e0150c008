using QueueService.Queues.Catalog;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.DeadLetters;

/// <summary>Tells how many dead letters queues hold until an exchange leads them somewhere.</summary>
internal sealed class HeldByExchange(QueueListing queues)
{
    public async Task<ExchangeInfo> AddAsync(ExchangeInfo exchange, CancellationToken cancellationToken) =>
        With(exchange, await queues.CountHeldAsync(cancellationToken));

    public async Task<Page<ExchangeInfo>> AddAsync(Page<ExchangeInfo> page, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ExchangeName, long> held = await queues.CountHeldAsync(cancellationToken);
        return new Page<ExchangeInfo>([.. page.Items.Select(exchange => With(exchange, held))], page.Cursor);
    }

    private static ExchangeInfo With(ExchangeInfo exchange, IReadOnlyDictionary<ExchangeName, long> held) =>
        exchange with { Held = held.GetValueOrDefault(exchange.Name) };
}
