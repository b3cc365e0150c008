namespace QueueService.Routing.Bindings;

/// <summary>What became of the bindings of an exchange when they were replaced as a set.</summary>
public readonly record struct BindingCounts(int Added, int Removed, int Kept);
