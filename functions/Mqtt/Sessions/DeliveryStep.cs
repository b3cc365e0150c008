namespace QueueService.Functions.Mqtt.Sessions;

/// <summary>What a delivery waits for.</summary>
internal enum DeliveryStep
{
    Puback,
    Pubrec,
    Pubcomp,
}
