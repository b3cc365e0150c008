using QueueService.Access;
using QueueService.Functions.Access;
using QueueService.Functions.Hosting;
using QueueService.Functions.Mqtt.Connections;
using QueueService.Functions.Mqtt.Messages;
using QueueService.Functions.Service;
using QueueService.Routing;
using QueueService.Topics;

namespace QueueService.Functions.Mqtt;

/// <summary>MQTT as a part of the program: its clients, and what they have subscribed to.</summary>
internal sealed class MqttService(ExchangeBroker exchanges, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly TopicHub _hub = new(exchanges, time, logger);
    private readonly ConnectedClients _clients = new(time);
    private readonly MqttMeter _meter = new();

    public void Map(
        IEndpointRouteBuilder app, AccessControl? access, LocalGuard guard, AccessLog log, ServiceOptions options)
    {
        MqttServices services = new(
            new BatchPublisher(exchanges, logger),
            _hub,
            _clients,
            new MessageTranslator(),
            _meter,
            options.Mqtt,
            new MqttAccess(access, log),
            time,
            logger);
        MqttEndpoint endpoint = new(services, access is null ? guard : null, options.Access.Origins);
        app.MapMethods(
                MqttEndpoint.Path,
                [HttpMethods.Get],
                options.IsBehindFunctionsHost ? MqttEndpoint.Refuse : endpoint.ConnectAsync)
            .ChecksAccessItself()
            .ExcludeFromDescription();
    }

    public void WriteTo(OpenMetricsText text) => _meter.WriteTo(text, _clients.Count, _hub.Subscriptions);

    /// <summary>Tells all clients that the service ends, and waits until they are gone.</summary>
    public Task EndAsync() => _clients.EndAsync();

    /// <summary>To be disposed of before the exchanges.</summary>
    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
