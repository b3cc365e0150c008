using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>Refusals of signatures, in the words of AWS. They never show what was calculated.</summary>
internal static class SignatureErrors
{
    public static SqsException MissingToken() =>
        new(SqsError.MissingAuthenticationToken, "Request is missing Authentication Token");

    public static SqsException Incomplete(string reason) => new(SqsError.IncompleteSignature, reason);

    public static SqsException UnknownKey() =>
        new(SqsError.InvalidClientTokenId, "The security token included in the request is invalid.");

    public static SqsException ExpiredKey() =>
        new(SqsError.InvalidClientTokenId, "The security token included in the request is expired");

    public static SqsException Mismatch() => new(
        SqsError.SignatureDoesNotMatch,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        + "Key and signing method. Consult the service documentation for details.");

    public static SqsException Mismatch(string reason) => new(SqsError.SignatureDoesNotMatch, reason);

    /// <summary>By the words and the times in it SDKs tell that their clock is wrong, and set it right.</summary>
    public static SqsException Clock(string reason) => new(SqsError.SignatureDoesNotMatch, reason) { IsOfClock = true };
}
