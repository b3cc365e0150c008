using QueueService.Functions.Mqtt.Connections;
using QueueService.Functions.Mqtt.Messages;
using QueueService.Topics;

namespace QueueService.Functions.Mqtt;

/// <summary>What connections need from around them.</summary>
internal sealed record MqttServices(
    BatchPublisher Publisher,
    TopicHub Hub,
    ConnectedClients Clients,
    MessageTranslator Translator,
    MqttMeter Meter,
    MqttOptions Options,
    MqttAccess Access,
    TimeProvider Time,
    ILogger Logger);
