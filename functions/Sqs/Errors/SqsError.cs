namespace QueueService.Functions.Sqs.Errors;

/// <summary>A kind of error of Amazon SQS.</summary>
/// <param name="Type">The name in the JSON protocol (<c>__type</c> without its namespace).</param>
/// <param name="Code">The code in the Query protocol, which JSON answers carry in a header.</param>
/// <param name="IsOfFront">Given by what stands before every service of AWS, under a namespace of its own.</param>
internal sealed record SqsError(
    string Type, string Code, int Status = StatusCodes.Status400BadRequest, bool IsOfFront = false)
{
    private const string Prefix = "AWS.SimpleQueueService.";

    public static readonly SqsError QueueDoesNotExist = new("QueueDoesNotExist", Prefix + "NonExistentQueue");
    public static readonly SqsError QueueNameExists = new("QueueNameExists", "QueueAlreadyExists");
    public static readonly SqsError InvalidParameterValue =
        new("InvalidParameterValueException", "InvalidParameterValue");

    public static readonly SqsError MissingParameter = new("MissingRequiredParameterException", "MissingParameter");
    public static readonly SqsError InvalidAttributeName = Same("InvalidAttributeName");
    public static readonly SqsError InvalidAttributeValue = Same("InvalidAttributeValue");
    public static readonly SqsError InvalidMessageContents = Same("InvalidMessageContents");
    public static readonly SqsError EmptyValue = Same("EmptyValue");
    public static readonly SqsError ReceiptHandleIsInvalid =
        new("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", StatusCodes.Status404NotFound);

    public static readonly SqsError BatchEntryIdsNotDistinct = Prefixed("BatchEntryIdsNotDistinct");
    public static readonly SqsError BatchRequestTooLong = Prefixed("BatchRequestTooLong");
    public static readonly SqsError EmptyBatchRequest = Prefixed("EmptyBatchRequest");
    public static readonly SqsError InvalidBatchEntryId = Prefixed("InvalidBatchEntryId");
    public static readonly SqsError TooManyEntriesInBatchRequest = Prefixed("TooManyEntriesInBatchRequest");
    public static readonly SqsError UnsupportedOperation = Prefixed("UnsupportedOperation");
    public static readonly SqsError PurgeQueueInProgress =
        new("PurgeQueueInProgress", Prefix + "PurgeQueueInProgress", StatusCodes.Status403Forbidden);

    public static readonly SqsError OverLimit = new("OverLimit", "OverLimit", StatusCodes.Status403Forbidden);
    public static readonly SqsError ResourceNotFound =
        new("ResourceNotFoundException", "ResourceNotFoundException", StatusCodes.Status404NotFound);

    public static readonly SqsError InvalidAction = Same("InvalidAction");
    public static readonly SqsError UnknownOperation =
        new("UnknownOperationException", "UnknownOperationException", StatusCodes.Status404NotFound);

    public static readonly SqsError Serialization = new("SerializationException", "MalformedInput");
    public static readonly SqsError MalformedQueryString = Same("MalformedQueryString");
    public static readonly SqsError RequestTimeout =
        new("RequestTimeout", "RequestTimeout", StatusCodes.Status408RequestTimeout);

    public static readonly SqsError RequestTooLarge =
        new("RequestEntityTooLarge", "RequestEntityTooLarge", StatusCodes.Status413PayloadTooLarge);

    public static readonly SqsError MissingAuthenticationToken =
        Front("MissingAuthenticationTokenException", "MissingAuthenticationToken");

    public static readonly SqsError IncompleteSignature =
        Front("IncompleteSignatureException", "IncompleteSignature", StatusCodes.Status400BadRequest);

    public static readonly SqsError InvalidClientTokenId =
        Front("UnrecognizedClientException", "InvalidClientTokenId");

    public static readonly SqsError SignatureDoesNotMatch =
        Front("InvalidSignatureException", "SignatureDoesNotMatch");

    public static readonly SqsError AccessDenied = Front("AccessDeniedException", "AccessDenied");
    public static readonly SqsError RequestThrottled = Same("RequestThrottled");
    public static readonly SqsError ServiceUnavailable =
        new("ServiceUnavailable", "ServiceUnavailable", StatusCodes.Status503ServiceUnavailable);

    public static readonly SqsError InternalFailure =
        new("InternalFailure", "InternalFailure", StatusCodes.Status500InternalServerError);

    /// <summary>AWS knows none like it: not a client's fault, and yet not to be tried again.</summary>
    public static readonly SqsError QueueDamaged =
        new("QueueDamaged", "QueueDamaged", StatusCodes.Status500InternalServerError);

    /// <summary>Whose fault it is.</summary>
    public string Fault => Status < StatusCodes.Status500InternalServerError ? "Sender" : "Receiver";

    /// <summary>The type with the namespace that AWS gives it.</summary>
    public string QualifiedType => IsOfFront
        || Type.EndsWith("ParameterValueException", StringComparison.Ordinal)
        || Type.EndsWith("ParameterException", StringComparison.Ordinal)
            ? "com.amazon.coral.service#" + Type
            : "com.amazonaws.sqs#" + Type;

    private static SqsError Front(string type, string code, int status = StatusCodes.Status403Forbidden) =>
        new(type, code, status, IsOfFront: true);

    private static SqsError Same(string name) => new(name, name);

    private static SqsError Prefixed(string name) => new(name, Prefix + name);
}
