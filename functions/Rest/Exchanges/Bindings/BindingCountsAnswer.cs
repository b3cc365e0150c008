namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>What became of the bindings of an exchange when they were set.</summary>
internal sealed record BindingCountsAnswer(int Added, int Removed, int Kept);
