namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What became of one message.</summary>
internal sealed record SendResultBody(
    Guid? MessageId = null, long? SequenceNumber = null, bool? Deduplicated = null, SendErrorBody? Error = null);
