namespace QueueService.Functions.Mqtt.Codec;

/// <summary>Why a packet cannot be taken. The connection ends with it.</summary>
/// <param name="Code">What DISCONNECT or CONNACK of MQTT 5.0 tells.</param>
/// <param name="Sentence">For people who write clients: a Reason String, or a line of the log.</param>
internal sealed record Refusal(ReasonCode Code, string Sentence);
