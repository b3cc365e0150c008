using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>A message as it was shown; by its sequence number it is found without a search.</summary>
internal sealed record NamedMessageBody(
    Guid MessageId, [property: Range(1, long.MaxValue)] long? SequenceNumber = null);
