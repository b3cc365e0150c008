using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class StoreAnswersTests
{
    [Theory]
    [InlineData(200, "", "Done")]
    [InlineData(204, "", "Done")]
    [InlineData(404, "ResourceNotFound", "NotFound")]
    [InlineData(404, "BlobNotFound", "NotFound")]
    [InlineData(404, "TableNotFound", "Refused")]
    [InlineData(404, "ContainerNotFound", "Refused")]
    [InlineData(404, "", "Refused")]
    [InlineData(409, "EntityAlreadyExists", "AlreadyExists")]
    [InlineData(409, "TableBeingDeleted", "Refused")]
    [InlineData(412, "UpdateConditionNotSatisfied", "ConditionFailed")]
    [InlineData(429, "TooManyRequests", "Throttled")]
    [InlineData(503, "ServerBusy", "Throttled")]
    [InlineData(503, "", "Unknown")]
    [InlineData(500, "OperationTimedOut", "Unknown")]
    [InlineData(408, "", "Unknown")]
    [InlineData(401, "", "Refused")]
    [InlineData(403, "AuthenticationFailed", "Refused")]
    [InlineData(400, "InvalidInput", "Refused")]
    [InlineData(302, "", "Refused")]
    public void FromStatus_WhenStoreAnswers_NamesTheOutcome(int status, string code, string outcome) =>
        Assert.Equal(Enum.Parse<StoreOutcome>(outcome), StoreAnswers.FromStatus(status, code, null).Outcome);

    [Fact]
    public void IsFailure_WhenCallerCancelled_IsFalse()
    {
        var exception = new OperationCanceledException();

        Assert.False(StoreAnswers.IsFailure(exception, new CancellationToken(canceled: true)));
        Assert.True(StoreAnswers.IsFailure(exception, CancellationToken.None));
    }

    [Fact]
    public void FromException_WhenOneOfSeveralTriesMayHaveArrived_IsUnknown()
    {
        var notSent = new HttpRequestException(HttpRequestError.ConnectionError);
        var lost = new HttpRequestException(HttpRequestError.ResponseEnded);

        Assert.Equal(StoreOutcome.NotSent, StoreAnswers.FromException(new AggregateException(notSent, notSent)).Outcome);
        Assert.Equal(StoreOutcome.Unknown, StoreAnswers.FromException(new AggregateException(notSent, lost)).Outcome);
    }
}
