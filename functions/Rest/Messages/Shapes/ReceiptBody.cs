using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>One handle with the visibility timeout that it asks for, counted from now.</summary>
internal sealed record ReceiptBody(
    string ReceiptHandle, [property: Range(0, 43_200)] decimal VisibilityTimeoutSeconds);
