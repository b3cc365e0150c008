using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.OpenApi;

namespace QueueService.Functions.Rest.Keys;

/// <summary>What a key is to be; without <c>allow</c> it may do nothing.</summary>
internal sealed record NewKeyBody(
    [property: MinLength(1), MaxLength(Limits.MaxKeyNameLength)] string Name,
    [property: MaxLength(Limits.MaxKeyStatements)] IReadOnlyList<AllowBody>? Allow = null,
    [property: TakesNull] DateTimeOffset? ExpiresAt = null);
