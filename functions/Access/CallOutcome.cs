using QueueService.Access;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Access;

/// <summary>What is written down of a call that failed: the code that its client is given, if it has one.</summary>
internal static class CallOutcome
{
    public static string Of(Exception failure) => failure switch
    {
        ProblemException refusal => refusal.Problem.Code,
        AccessException refusal => refusal.Code.ToString(),
        BrokerException refusal => refusal.Code.ToString(),
        BadHttpRequestException bad => HttpProblems.From(bad).Code,
        _ => failure.GetType().Name,
    };
}
