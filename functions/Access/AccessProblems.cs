using QueueService.Access;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Access;

/// <summary>The status of each refusal of access control.</summary>
internal static class AccessProblems
{
    public static Problem From(AccessException refusal) =>
        new(StatusOf(refusal.Code), refusal.Code.ToString(), refusal.Message, refusal.RetryAfter);

    public static int StatusOf(AccessErrorCode code) => code switch
    {
        AccessErrorCode.MissingKey or
        AccessErrorCode.InvalidKey or
        AccessErrorCode.KeyExpired or
        AccessErrorCode.KeyDisabled => StatusCodes.Status401Unauthorized,
        AccessErrorCode.AccessDenied => StatusCodes.Status403Forbidden,
        AccessErrorCode.TooManyFailures => StatusCodes.Status429TooManyRequests,
        AccessErrorCode.KeyNotFound => StatusCodes.Status404NotFound,
        AccessErrorCode.InvalidKeySetting => StatusCodes.Status400BadRequest,
        AccessErrorCode.TooManyKeys => StatusCodes.Status409Conflict,
        AccessErrorCode.KeyDamaged => StatusCodes.Status500InternalServerError,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "This code has no status yet."),
    };
}
