namespace QueueService.Functions.Rest.Problems;

/// <summary>
/// The codes that the edge adds to those of the broker (<see cref="BrokerErrorCode"/>); all are listed in
/// <c>functions/Rest/README.md</c>.
/// </summary>
internal static class ProblemCode
{
    public const string MalformedJson = nameof(MalformedJson);
    public const string UnknownMember = nameof(UnknownMember);
    public const string DuplicateMember = nameof(DuplicateMember);
    public const string InvalidType = nameof(InvalidType);
    public const string InvalidBase64 = nameof(InvalidBase64);
    public const string InvalidUnicode = nameof(InvalidUnicode);
    public const string UnknownParameter = nameof(UnknownParameter);
    public const string DuplicateParameter = nameof(DuplicateParameter);
    public const string UnsupportedMediaType = nameof(UnsupportedMediaType);
    public const string RequestTooLarge = nameof(RequestTooLarge);
    public const string RequestTimeout = nameof(RequestTimeout);
    public const string BadRequest = nameof(BadRequest);
    public const string NotFound = nameof(NotFound);
    public const string MethodNotAllowed = nameof(MethodNotAllowed);
    public const string MatchRequired = nameof(MatchRequired);
    public const string AccessIsOff = nameof(AccessIsOff);
    public const string InternalError = nameof(InternalError);

    // The edge checks much of what the broker would refuse, and refuses it by the same names.
    public const string InvalidMessage = nameof(BrokerErrorCode.InvalidMessage);
    public const string InvalidBinding = nameof(BrokerErrorCode.InvalidBinding);
    public const string InvalidSetting = nameof(BrokerErrorCode.InvalidSetting);
    public const string InvalidRequest = nameof(BrokerErrorCode.InvalidRequest);
    public const string StorageUnavailable = nameof(BrokerErrorCode.StorageUnavailable);
    public const string NewerFormat = nameof(BrokerErrorCode.NewerFormat);
    public const string OutcomeUnknown = nameof(BrokerErrorCode.OutcomeUnknown);
}
