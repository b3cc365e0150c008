using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Sqs.Errors;

/// <summary>What is wrong with a request as HTTP, as errors of SQS.</summary>
internal static class RequestErrors
{
    public static SqsException From(BadHttpRequestException bad) => From(HttpProblems.From(bad));

    public static SqsException From(Problem problem)
    {
        SqsError error = problem.Status switch
        {
            StatusCodes.Status413PayloadTooLarge => SqsError.RequestTooLarge,
            StatusCodes.Status408RequestTimeout => SqsError.RequestTimeout,
            _ => SqsError.Serialization,
        };
        return new SqsException(error, problem.Detail);
    }
}
