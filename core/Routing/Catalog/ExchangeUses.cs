using QueueService.Exchanges.Matching;
using QueueService.Queues.Catalog;
using QueueService.Routing.Bindings;

namespace QueueService.Routing.Catalog;

/// <summary>What an exchange is used for.</summary>
internal sealed class ExchangeUses(LinkKeeper links, RoutingCycles cycles, QueueListing queues)
{
    /// <summary>More names than this would not be read.</summary>
    private const int MostNames = 20;

    /// <summary>
    /// Refuses with <c>ExchangeInUse</c> one that bindings lead from or to, that is an alternate, or that dead letters
    /// go to.
    /// </summary>
    public async Task CheckUnusedAsync(ExchangeRecord exchange, CancellationToken cancellationToken)
    {
        string[] from = Names((await links.ListFromAsync(exchange)).Select(binding => binding.Destination.Name));
        string[] to = Names((await links.ListToAsync(Destination.Of(exchange.Name), cancellationToken))
            .Select(bound => bound.Exchange.Value));
        string[] alternates = Names((await cycles.ListAlternatesToAsync(exchange.Name, cancellationToken))
            .Select(name => name.Value));
        List<string> sources = [];
        await foreach (QueueName queue in queues.ListDeadLetterSourcesAsync(
            setting => setting.Exchange == exchange.Name, null, cancellationToken))
            sources.Add(queue.Value);
        string[] uses =
        [
            .. Use("bindings lead from it to", from),
            .. Use("bindings lead to it from", to),
            .. Use("it is the alternate of", alternates),
            .. Use("it takes the dead letters of", Names(sources)),
        ];
        if (uses.Length > 0)
        {
            throw new BrokerException(
                BrokerErrorCode.ExchangeInUse, $"Exchange '{exchange.Name}' is in use: {string.Join("; ", uses)}.");
        }
    }

    private static string[] Use(string how, string[] names)
    {
        if (names.Length == 0)
            return [];
        string more = names.Length > MostNames ? $" and {names.Length - MostNames} more" : "";
        return [$"{how} {string.Join(", ", names.Take(MostNames).Select(name => $"'{name}'"))}{more}"];
    }

    private static string[] Names(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
