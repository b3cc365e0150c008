using QueueService.Storage;

namespace QueueService.Functions.Sqs.Errors;

/// <summary>The broker's refusals as errors of SQS, where no action has said it in better words.</summary>
internal static class BrokerErrors
{
    public static SqsException From(BrokerException refusal, bool isQuery) => refusal.Code switch
    {
        BrokerErrorCode.QueueNotFound or BrokerErrorCode.InvalidQueueName => new(
            SqsError.QueueDoesNotExist,
            isQuery
                ? "The specified queue does not exist for this wsdl version."
                : "The specified queue does not exist."),
        BrokerErrorCode.QueueExists => new(SqsError.QueueNameExists, refusal.Message),
        BrokerErrorCode.InvalidSetting => new(SqsError.InvalidAttributeValue, refusal.Message),
        BrokerErrorCode.MessageTooLarge => SqsException.Invalid(
            "One or more parameters are invalid. Reason: Message is longer than MaximumMessageSize of its queue."),
        BrokerErrorCode.RedriveNotFound => new(SqsError.ResourceNotFound, "Task does not exist."),
        BrokerErrorCode.RedriveInProgress => SqsException.Invalid(
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time."),
        BrokerErrorCode.TooManyInFlight => new(SqsError.OverLimit, refusal.Message),
        BrokerErrorCode.QueueNotEmpty => new(SqsError.UnsupportedOperation, refusal.Message),
        BrokerErrorCode.Overloaded or BrokerErrorCode.StorageUnavailable =>
            new(SqsError.RequestThrottled, refusal.Message),
        BrokerErrorCode.TooManyQueues => new(SqsError.OverLimit, refusal.Message),
        BrokerErrorCode.StorageFull => new(SqsError.ServiceUnavailable, refusal.Message),
        BrokerErrorCode.QueueDamaged or BrokerErrorCode.RedriveDamaged => new(SqsError.QueueDamaged, refusal.Message),
        BrokerErrorCode.OutcomeUnknown or BrokerErrorCode.NewerFormat =>
            new(SqsError.ServiceUnavailable, refusal.Message),
        _ => SqsException.Invalid(refusal.Message),
    };

    public static SqsException From(StorageUnavailableException unavailable) => new(
        unavailable.IsOutcomeUnknown ? SqsError.ServiceUnavailable : SqsError.RequestThrottled, unavailable.Message);
}
