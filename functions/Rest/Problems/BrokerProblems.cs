namespace QueueService.Functions.Rest.Problems;

/// <summary>The status of each refusal of the broker.</summary>
internal static class BrokerProblems
{
    public static Problem From(BrokerException refusal)
    {
        int status = StatusOf(refusal.Code);
        return new Problem(
            status,
            refusal.Code.ToString(),
            refusal.Message,
            status == StatusCodes.Status503ServiceUnavailable ? refusal.RetryAfter : null);
    }

    public static int StatusOf(BrokerErrorCode code) => code switch
    {
        BrokerErrorCode.InvalidQueueName or
        BrokerErrorCode.InvalidSetting or
        BrokerErrorCode.InvalidMessage or
        BrokerErrorCode.InvalidCursor or
        BrokerErrorCode.InvalidExchangeName or
        BrokerErrorCode.InvalidBinding or
        BrokerErrorCode.TooManyDestinations or
        BrokerErrorCode.TooManyRetained or
        BrokerErrorCode.InvalidRequest => StatusCodes.Status400BadRequest,
        BrokerErrorCode.ReservedName or
        BrokerErrorCode.InternalExchange => StatusCodes.Status403Forbidden,
        BrokerErrorCode.QueueNotFound or
        BrokerErrorCode.MessageNotFound or
        BrokerErrorCode.ExchangeNotFound or
        BrokerErrorCode.BindingNotFound or
        BrokerErrorCode.RedriveNotFound => StatusCodes.Status404NotFound,
        BrokerErrorCode.QueueExists or
        BrokerErrorCode.QueueNotEmpty or
        BrokerErrorCode.TooManyInFlight or
        BrokerErrorCode.AttemptSpent or
        BrokerErrorCode.RedriveInProgress or
        BrokerErrorCode.NoDeadLetterTarget or
        BrokerErrorCode.MessageInFlight or
        BrokerErrorCode.ExchangeExists or
        BrokerErrorCode.ExchangeTypeFixed or
        BrokerErrorCode.ExchangeInUse or
        BrokerErrorCode.RoutingCycle or
        BrokerErrorCode.Unroutable or
        BrokerErrorCode.QueueFull or
        BrokerErrorCode.TooManyBindings or
        BrokerErrorCode.TooManyExchanges or
        BrokerErrorCode.FeatureLevelRefused => StatusCodes.Status409Conflict,
        BrokerErrorCode.MessageChanged => StatusCodes.Status412PreconditionFailed,
        BrokerErrorCode.MessageTooLarge => StatusCodes.Status413PayloadTooLarge,
        BrokerErrorCode.QueueDamaged or
        BrokerErrorCode.RedriveDamaged => StatusCodes.Status500InternalServerError,
        BrokerErrorCode.TooManyQueues => StatusCodes.Status409Conflict,
        BrokerErrorCode.StorageFull or
        BrokerErrorCode.Overloaded or
        BrokerErrorCode.StorageUnavailable or
        BrokerErrorCode.NewerFormat or
        BrokerErrorCode.OutcomeUnknown => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "This code has no status yet."),
    };
}
