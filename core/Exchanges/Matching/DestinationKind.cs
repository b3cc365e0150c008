namespace QueueService.Exchanges.Matching;

/// <summary>What a binding leads to. **stored**; pinned by <c>BindingFormatTests</c>.</summary>
public enum DestinationKind
{
    Queue = 1,
    Exchange,
}
