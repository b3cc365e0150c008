namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

internal enum MatcherStepKind
{
    Add,
    Remove,

    /// <summary>Some go and others come in one step.</summary>
    Replace,
    Match,
}
