using QueueService.Storage;
using QueueService.Storage.Azure;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>
/// Answers that the service never gives: pages of proxies, answers with parts missing, JSON of somebody else. None of
/// them may pass for a success, nor for an empty log.
/// </summary>
public sealed class ForeignAnswerTests : IAsyncLifetime
{
    private const string Page = "<html><body>Please sign in to the network.</body></html>";

    // Port 1 of the loopback address is never listened on: all answers are scripted.
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/devstoreaccount1");
    private static readonly LogHead Head = new(new FrameNumber(1), new CommitId(1), default, "W/\"datetime'0'\"");

    private readonly FaultTransport _network = new();
    private readonly AzureStore _store;
    private readonly ICommitLog _log;

    public ForeignAnswerTests()
    {
        var options = new AzureStoreOptions { ConnectionString = AzuriteServer.ConnectionStringTo(Nowhere, Nowhere) };
        _store = new AzureStore(options, TimeProvider.System, _network);
        _log = _store.OpenLog(new PartitionId(1, 0));
    }

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        _network.Dispose();
    }

    [Fact]
    public async Task AppendAsync_WhenBothPartsSucceeded_CommitsWithTheVersionOfTheHead()
    {
        var outcome = await AppendAsync(TransactionAnswer.Response(TransactionAnswer.Done));

        Assert.Equal(AppendStatus.Committed, outcome.Status);
        Assert.Equal("W/\"datetime'a'\"", outcome.Head!.Version);
    }

    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(202, "text/html")]
    [InlineData(202, TransactionAnswer.ContentType)]
    [InlineData(202, "multipart/mixed")]
    [InlineData(204, "text/html")]
    public async Task AppendAsync_WhenAProxyAnswersWithAPage_IsUnknown(int status, string contentType) =>
        Assert.Equal(
            AppendStatus.Unknown,
            (await AppendAsync(TransactionAnswer.Response(Page, status, contentType))).Status);

    [Theory]
    [InlineData(TransactionAnswer.Opening + TransactionAnswer.Replaced + TransactionAnswer.Closing)]
    [InlineData(TransactionAnswer.Opening + TransactionAnswer.Replaced + TransactionAnswer.Next + TransactionAnswer.Inserted
        + TransactionAnswer.Next + TransactionAnswer.Inserted + TransactionAnswer.Closing)]
    [InlineData("--batchresponse_1--\r\n")]
    [InlineData("")]
    public async Task AppendAsync_WhenTheNumberOfAnswersIsWrong_IsUnknown(string body) =>
        Assert.Equal(AppendStatus.Unknown, (await AppendAsync(TransactionAnswer.Response(body))).Status);

    [Theory]
    [InlineData("ETag: W/\"datetime'a'\"\r\n", "")]
    [InlineData("204", "304")]
    [InlineData("204", "2X4")]
    [InlineData("HTTP/1.1 204 No Content", "")]
    public async Task AppendAsync_WhenTheAnswerOfTheHeadSaysTooLittle_IsUnknown(string part, string instead)
    {
        var replaced = TransactionAnswer.Replaced.Replace(part, instead, StringComparison.Ordinal);
        var body = TransactionAnswer.Opening + replaced + TransactionAnswer.Next + TransactionAnswer.Inserted
            + TransactionAnswer.Closing;

        Assert.Equal(AppendStatus.Unknown, (await AppendAsync(TransactionAnswer.Response(body))).Status);
    }

    [Fact]
    public async Task AppendAsync_WhenTheAnswerIsCutAnywhere_IsUnknownUnlessOnlyItsEndIsMissing()
    {
        var whole = TransactionAnswer.Done.Length - TransactionAnswer.Closing.Length;
        for (var length = 0; length < whole; length++)
        {
            var outcome = await AppendAsync(TransactionAnswer.Response(TransactionAnswer.Done[..length]));

            Assert.True(outcome.Status == AppendStatus.Unknown, $"{outcome.Status} after {length} bytes.");
        }
    }

    [Fact]
    public async Task AppendAsync_WhenTheAnswerIsGarbledAnywhere_IsNeverMoreThanItSays()
    {
        for (var at = 0; at < TransactionAnswer.Done.Length; at++)
        {
            var body = TransactionAnswer.Done[..at] + '\u0001' + TransactionAnswer.Done[(at + 1)..];

            var outcome = await AppendAsync(TransactionAnswer.Response(body));

            Assert.True(outcome.Status is AppendStatus.Unknown or AppendStatus.Committed, $"{outcome.Status} at {at}.");
        }
    }

    [Theory]
    [InlineData(412, "UpdateConditionNotSatisfied", AppendStatus.Conflict)]
    [InlineData(409, "EntityAlreadyExists", AppendStatus.Conflict)]
    [InlineData(404, "ResourceNotFound", AppendStatus.Conflict)]
    [InlineData(503, "ServerBusy", AppendStatus.Throttled)]
    [InlineData(500, "OperationTimedOut", AppendStatus.Unknown)]
    public async Task AppendAsync_WhenOneOperationFailed_NamesTheOutcome(int status, string code, AppendStatus expected) =>
        Assert.Equal(expected, (await AppendAsync(TransactionAnswer.Response(TransactionAnswer.Failed(status, code)))).Status);

    [Theory]
    [InlineData("TableNotFound")]
    [InlineData("")]
    public async Task ReadHeadAsync_WhenTheTableIsMissing_IsNotAnEmptyLog(string code)
    {
        Answer(TransactionAnswer.Error(code), 404);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _log.ReadHeadAsync(None));
    }

    [Fact]
    public async Task ReadHeadAsync_WhenTheRowIsMissing_IsAnEmptyLog()
    {
        Answer(TransactionAnswer.Error("ResourceNotFound"), 404);

        Assert.Equal(LogHead.Empty, await _log.ReadHeadAsync(None));
    }

    [Theory]
    [InlineData("TableNotFound")]
    [InlineData("")]
    public async Task DeleteAsync_WhenTheTableIsMissing_IsNotAMissingDocument(string code)
    {
        Answer(TransactionAnswer.Error(code), 404);

        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _store.Documents.DeleteAsync("queues", "a", "W/\"datetime'0'\"", None));
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"message":"Please sign in."}""")]
    [InlineData("""{"value":{}}""")]
    [InlineData("""{"value":[{"RowKey":"f0000000000000001","e0@odata.type":"Edm.Binary","e0":"*"}]}""")]
    [InlineData("""{"value":[{"RowKey":"f0000000000000001","e0@odata.type":"Edm.Other","e0":"1"}]}""")]
    public async Task ReadAsync_WhenTheAnswerIsNoListOfRows_IsCorruptAndNotAnEmptyLog(string body)
    {
        Answer(body, 200);

        await Assert.ThrowsAsync<StorageCorruptException>(async () => await Frames.ReadAsync(_log));
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"message":"Please sign in."}""")]
    [InlineData("""{"Last@odata.type":"Edm.Int64","Last":"x"}""")]
    public async Task ReadHeadAsync_WhenTheAnswerIsNoRow_IsCorrupt(string body)
    {
        Answer(body, 200);

        await Assert.ThrowsAsync<StorageCorruptException>(async () => await _log.ReadHeadAsync(None));
    }

    [Fact]
    public async Task CreateAsync_WhenAProxyAnswersWithAPage_MayHaveBeenCarriedOut()
    {
        Answer(Page, 201);

        await AssertUnknownAsync(async () => await _store.Documents.CreateAsync("queues", "a", new byte[1], None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenAProxyAnswersWithAPage_MayHaveBeenCarriedOut()
    {
        Answer(Page, 200);

        await AssertUnknownAsync(async () => await _store.Documents.ReplaceAsync(
            "queues", "a", new byte[1], "W/\"datetime'0'\"", None));
    }

    [Fact]
    public async Task DeleteAsync_WhenAProxyAnswersWithAPage_MayHaveBeenCarriedOut()
    {
        Answer(Page, 200);

        await AssertUnknownAsync(async () => await _store.Documents.DeleteAsync("queues", "a", "W/\"datetime'0'\"", None));
    }

    [Fact]
    public async Task PutAsync_WhenAProxyAnswersWithAPage_IsNotDone()
    {
        Answer(Page, 200);

        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await ((IStore)_store).Blobs.PutAsync("a", new byte[1], None));
    }

    private static async Task AssertUnknownAsync(Func<Task> write) =>
        Assert.True((await Assert.ThrowsAsync<StorageUnavailableException>(write)).IsOutcomeUnknown);

    private void Answer(string body, int status) =>
        _network.Answer(FaultTransport.IsAny, () => TransactionAnswer.Response(body, status, "application/json"));

    private async Task<AppendOutcome> AppendAsync(ScriptedResponse response)
    {
        _network.Answer(FaultTransport.IsTransaction, () => response);
        return await _log.AppendAsync(Head, Frames.Following(Head));
    }
}
