using QueueService.Functions.Rest.Problems;

namespace QueueService.Tests.Functions.Rest;

/// <summary>Runs a parser and tells by which code it refused.</summary>
internal static class Refusals
{
    /// <returns>Code and detail; null if nothing was refused. Any other exception is the test's failure.</returns>
    public static (string Code, string Detail)? Of(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (ProblemException refusal)
        {
            return (refusal.Problem.Code, refusal.Problem.Detail);
        }
        catch (BrokerException refusal)
        {
            return (refusal.Code.ToString(), refusal.Message);
        }
    }

    public static void Expect(string code, string inDetail, Action parse)
    {
        (string Code, string Detail)? refusal = Of(parse);
        Assert.NotNull(refusal);
        Assert.Equal(code, refusal.Value.Code);
        Assert.Contains(inDetail, refusal.Value.Detail, StringComparison.Ordinal);
    }
}
