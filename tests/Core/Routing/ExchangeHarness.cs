using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Routing.Publishing;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Routing;

/// <summary>Processes of the service with exchanges, on one disk in memory.</summary>
internal sealed class ExchangeHarness : IAsyncDisposable
{
    private readonly BrokerCluster _cluster = new();
    private readonly List<ExchangeBroker> _exchanges = [];

    public static CancellationToken None => CancellationToken.None;

    public async Task<(Broker Queues, ExchangeBroker Exchanges)> StartAsync(
        StorageFaults? faults = null, TimeProvider? time = null)
    {
        (Broker queues, _) = await _cluster.StartAsync(faults, time);
        ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(queues, None);
        _exchanges.Add(exchanges);
        return (queues, exchanges);
    }

    public static async Task<ExchangeName> MakeAsync(
        ExchangeBroker exchanges,
        string name,
        ExchangeType type = ExchangeType.Fanout,
        string? alternate = null,
        bool isInternal = false)
    {
        ExchangeName exchange = ExchangeName.Parse(name);
        await exchanges.CreateAsync(
            exchange,
            new ExchangeSettings
            {
                Type = type,
                Alternate = alternate is null ? null : ExchangeName.Parse(alternate),
                IsInternal = isInternal,
            },
            None);
        return exchange;
    }

    /// <summary>Binds a queue that is made if it is not there.</summary>
    public static async Task<QueueName> BindAsync(
        Broker queues, ExchangeBroker exchanges, ExchangeName exchange, string queue, string? key = null)
    {
        QueueName name = await BrokerCluster.CreateAsync(queues, queue);
        await BindAsync(exchanges, exchange, Destination.Of(name), key);
        return name;
    }

    public static async Task<Binding> BindAsync(
        ExchangeBroker exchanges, ExchangeName exchange, Destination destination, string? key = null)
    {
        (ExchangeType type, TopicSyntax syntax) = await exchanges.GetTypeAsync(exchange, None);
        Binding binding = BindingRules.Make(type, syntax, destination, key, null);
        await exchanges.BindAsync(exchange, binding, None);
        return binding;
    }

    public static async Task<PublishResult> PublishAsync(
        ExchangeBroker exchanges, ExchangeName exchange, string body, string key = "", bool isMandatory = true) =>
        (await exchanges.PublishAsync(exchange, [Publish(body, key, isMandatory)], None))[0];

    public static NewPublish Publish(string body, string key = "", bool isMandatory = true) =>
        new(new NewMessage { Body = Encoding.UTF8.GetBytes(body), IsText = true })
        {
            RoutingKeys = [key],
            IsMandatory = isMandatory,
        };

    public async Task StopAsync(Broker queues, ExchangeBroker exchanges)
    {
        _exchanges.Remove(exchanges);
        await exchanges.DisposeAsync();
        await _cluster.StopAsync(queues);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ExchangeBroker exchanges in _exchanges)
            await exchanges.DisposeAsync();
        await _cluster.DisposeAsync();
    }
}
