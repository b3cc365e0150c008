using Azure;
using Azure.Identity;

namespace QueueService.Storage.Azure;

/// <summary>The one place where status codes and exceptions of the storage account become named outcomes.</summary>
internal static class StoreAnswers
{
    private const string NoToken = "NoToken";
    private const string NoConnection = "NoConnection";

    /// <summary>Names the outcome of a request that was answered.</summary>
    /// <param name="code">The error code of the store; empty if it gave none.</param>
    public static StoreAnswer FromStatus(int status, string code, TimeSpan? retryAfter) => (status, code) switch
    {
        ( >= 200 and < 300, _) => StoreAnswer.Done,
        (412, _) => new(StoreOutcome.ConditionFailed, code),
        (404, "ResourceNotFound" or "EntityNotFound" or "BlobNotFound") => new(StoreOutcome.NotFound, code),
        (409, "EntityAlreadyExists" or "TableAlreadyExists" or "ContainerAlreadyExists" or "BlobAlreadyExists")
            => new(StoreOutcome.AlreadyExists, code),
        (429, _) or (503, "ServerBusy") => new(StoreOutcome.Throttled, code, retryAfter),

        // A 503 that does not say ServerBusy comes from something in between, which may have passed the request on.
        (408 or >= 500, _) => new(StoreOutcome.Unknown, Named(status, code), retryAfter),
        _ => new(StoreOutcome.Refused, Named(status, code)),
    };

    /// <summary>
    /// True for what a request throws when it got no answer, or a blob call when the answer was a refusal.
    /// </summary>
    public static bool IsFailure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException many => many.InnerExceptions.All(inner => IsFailure(inner, cancellationToken)),

        // These are faults of the installation, not of the network.
        FileNotFoundException or FileLoadException => false,
        RequestFailedException or HttpRequestException or IOException or AuthenticationFailedException => true,
        _ => false,
    };

    public static StoreAnswer FromException(Exception exception) => exception switch
    {
        AuthenticationFailedException => new(StoreOutcome.NotSent, NoToken, Cause: exception),
        RequestFailedException { Status: not 0 } answered => FromStatus(
            answered.Status,
            answered.ErrorCode ?? "",
            RetryAfter(answered.GetRawResponse())) with { Cause = exception },
        RequestFailedException { InnerException: { } inner } => FromException(inner),

        // Each retry failed on its own; nothing was sent only if nothing was ever sent.
        AggregateException { InnerExceptions: { Count: > 0 } all } => all
            .Select(FromException)
            .OrderByDescending(answer => answer.Outcome == StoreOutcome.Unknown)
            .First(),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } => new(StoreOutcome.NotSent, NoConnection, Cause: exception),
        _ => new(StoreOutcome.Unknown, "NoAnswer", Cause: exception),
    };

    /// <summary>How long the answer asks to wait, if it does so in seconds (the storage account always does).</summary>
    public static TimeSpan? RetryAfter(Response? response) =>
        response is not null
        && response.Headers.TryGetValue("Retry-After", out var text)
        && int.TryParse(text, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The exception that tells an operator what failed and what to do about it.</summary>
    /// <param name="place">The table or container, as in "table 'qslog'".</param>
    /// <param name="isWrite">Whether it matters that the request may have been carried out.</param>
    public static StorageUnavailableException ToException(StoreAnswer answer, string place, bool isWrite = false)
    {
        var isOutcomeUnknown = isWrite && answer.Outcome == StoreOutcome.Unknown;
        var advice = isOutcomeUnknown
            ? "the answer was lost and the request may have been carried out; look before you repeat it."
            : Advice(answer);
        return new StorageUnavailableException(
            $"Storage request to {place} failed ({answer.Code}): {advice}", answer.Cause)
        {
            RetryAfter = answer.RetryAfter,
            IsOutcomeUnknown = isOutcomeUnknown,
            IsLasting = answer.Outcome == StoreOutcome.Refused && IsOfCredentials(answer.Code),
        };
    }

    /// <summary>A key or signature that is wrong; roles and firewalls may change, as after a deployment.</summary>
    private static bool IsOfCredentials(string code) => code
        is "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" or "401";

    private static string Advice(StoreAnswer answer) => (answer.Outcome, answer.Code) switch
    {
        (StoreOutcome.Throttled, _) => "the storage account is throttling; try again later.",
        (StoreOutcome.Unknown, _) => "the answer was lost; try again.",
        (_, NoToken) => "no access token could be had; sign in or assign a managed identity, and set AZURE_CLIENT_ID "
            + "if there are several.",
        (_, NoConnection) => "no connection could be made; check the account name or endpoints in Storage:* and the "
            + "network of this machine.",
        (_, "TableNotFound" or "ContainerNotFound") => "it does not exist; restart the service, which creates it, and "
            + "check Storage:Prefix.",
        (_, "TableBeingDeleted" or "ContainerBeingDeleted") => "it is being deleted; wait a minute, or use another "
            + "Storage:Prefix.",
        (_, { } code) when IsOfCredentials(code) => "the credentials were not accepted; check the key or signature in "
            + "Storage:ConnectionString and the clock of this machine.",
        (_, "AuthorizationPermissionMismatch" or "AuthorizationFailure" or "InsufficientAccountPermissions" or "403")
            => "access was denied; check the key or signature in Storage:ConnectionString, or give the identity the "
            + "roles Storage Table Data Contributor and Storage Blob Data Contributor, and allow this network in the "
            + "account's firewall.",
        (_, "AccountIsDisabled") => "the storage account is disabled; check the state of the subscription.",
        _ => "the storage account does not accept the request; look the code up in the Azure Storage error codes.",
    };

    private static string Named(int status, string code) => code.Length > 0 ? code : $"{status}";
}
