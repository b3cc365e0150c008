namespace QueueService.Exchanges.Matching;

/// <summary>
/// How many of its conditions a binding asks for. **stored**; pinned by <c>BindingFormatTests</c>.
/// </summary>
public enum MatchMode
{
    All = 1,
    Any,
}
