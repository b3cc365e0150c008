using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>All bindings that an exchange is to have.</summary>
internal sealed record BindingSetBody(
    [property: MaxLength(Limits.MaxBindings)] IReadOnlyList<BindingBody> Bindings);
