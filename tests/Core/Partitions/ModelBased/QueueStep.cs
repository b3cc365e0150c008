namespace QueueService.Tests.Core.Partitions.ModelBased;

/// <summary>
/// One step of a random sequence. The numbers are choices, so that every sequence of steps makes sense.
/// </summary>
internal sealed record QueueStep(QueueStepKind Kind, int First, int Second)
{
    public override string ToString() => $"{Kind}({First}, {Second})";
}
