using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Sends answers in one of the protocols.</summary>
internal interface ISqsAnswerWriter
{
    /// <summary>False if the connection was gone.</summary>
    /// <param name="action">The name of the action, after which the Query protocol names its answer.</param>
    /// <param name="answer">Null for an action without output.</param>
    Task<bool> AnswerAsync(HttpContext context, string action, SqsAnswer? answer);

    Task RefuseAsync(HttpContext context, SqsException refusal);
}
