using QueueService.Exchanges.Events;

namespace QueueService.Exchanges.Codec;

/// <summary>One commit: what happened, and when.</summary>
/// <param name="PayloadLength">Bytes of the payload that belongs to the events.</param>
/// <param name="PayloadChecksum">CRC-32C of the payload.</param>
internal sealed record ExchangeFrame(
    Timestamp Time, ExchangeEvent[] Events, int PayloadLength, uint PayloadChecksum);
