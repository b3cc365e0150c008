using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>What became of one message; one in flight stays.</summary>
internal sealed record DeleteStatusBody([property: AllowedValues("deleted", "inFlight", "notFound")] string Status);
