using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What a receive asks for.</summary>
internal sealed record ReceiveBody
{
    [Range(1, Limits.MaxBatchMessages)]
    public int? MaxMessages { get; init; }

    [Range(0, 20)]
    public decimal? WaitSeconds { get; init; }

    [Range(0, 43_200)]
    public decimal? VisibilityTimeoutSeconds { get; init; }
}
