namespace QueueService.Functions.Rest.Problems;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static ProblemException BadRequest(string code, string detail) =>
        new(new Problem(StatusCodes.Status400BadRequest, code, detail));
}
