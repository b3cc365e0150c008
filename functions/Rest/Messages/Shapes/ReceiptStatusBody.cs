using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What became of one handle.</summary>
internal sealed record ReceiptStatusBody(
    [property: AllowedValues("acked", "extended", "released", "rejected", "stale", "invalid")] string Status);
