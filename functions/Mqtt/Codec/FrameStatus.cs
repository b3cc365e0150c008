namespace QueueService.Functions.Mqtt.Codec;

/// <summary>What the first bytes of a packet tell.</summary>
internal enum FrameStatus
{
    /// <summary>The header is not complete.</summary>
    NeedMore,

    /// <summary>The length of the packet is known; the body need not be there.</summary>
    Known,

    /// <summary>The connection ends.</summary>
    Refused,
}
