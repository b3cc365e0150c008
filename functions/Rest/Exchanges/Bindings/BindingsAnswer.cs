namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>One page of bindings, by the exchanges that they lead from.</summary>
/// <param name="Cursor">Where the next page begins; absent on the last page.</param>
internal sealed record BindingsAnswer(IReadOnlyList<BindingAnswer> Bindings, string? Cursor = null);
