using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Keys;

/// <summary>What is to change of a key; <c>"expiresAt": null</c> takes its end away.</summary>
internal sealed record KeyChangeBody(
    [property: MinLength(1), MaxLength(Limits.MaxKeyNameLength)] string? Name = null,
    [property: MaxLength(Limits.MaxKeyStatements)] IReadOnlyList<AllowBody>? Allow = null,
    bool? Enabled = null,
    [property: TakesNull] DateTimeOffset? ExpiresAt = null);
