using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Sessions;
using QueueService.Routing;
using QueueService.Routing.Publishing;
using QueueService.Storage;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>Publishes messages that came together, in their order, and says what clients are told of each.</summary>
internal sealed partial class BatchPublisher(ExchangeBroker exchanges, ILogger logger)
{
    /// <summary>What became of each message. One that is refused takes none with it.</summary>
    /// <returns>Null if the store does not say: nobody may take the messages for published, or for refused.</returns>
    public async Task<ReasonCode[]?> PublishAsync(IReadOnlyList<IncomingPublish> messages)
    {
        ReasonCode[] codes = new ReasonCode[messages.Count];
        if (await TryAsync([.. messages.Select(message => message.Publish)]) is not { } code)
            return null;
        if (code == ReasonCode.Success || codes.Length == 1)
        {
            Array.Fill(codes, code);
            return codes;
        }

        for (int n = 0; n < codes.Length; n++)
        {
            if (await TryAsync([messages[n].Publish]) is not { } single)
                return null;
            codes[n] = single;
        }

        return codes;
    }

    private async Task<ReasonCode?> TryAsync(IReadOnlyList<NewPublish> messages)
    {
        try
        {
            await exchanges.PublishAsync(
                ExchangeName.Mqtt, messages, CancellationToken.None, isArrivalAwaited: false);
            return ReasonCode.Success;
        }
        catch (BrokerException refusal)
        {
            return refusal.Code switch
            {
                BrokerErrorCode.InvalidMessage => ReasonCode.TopicNameInvalid,
                BrokerErrorCode.MessageTooLarge => ReasonCode.PacketTooLarge,
                BrokerErrorCode.TooManyRetained or BrokerErrorCode.TooManyDestinations or BrokerErrorCode.QueueFull =>
                    ReasonCode.QuotaExceeded,
                BrokerErrorCode.FeatureLevelRefused => ReasonCode.ImplementationSpecificError,
                _ => null,
            };
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
#pragma warning disable CA1031 // The client is told that it is not published; nobody else waits for this.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(logger, fault);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Messages of a client of MQTT could not be published")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
