using System.Text;
using Azure.Core;
using Azure.Storage.Blobs;
using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>What an append says when the network or the store fails, and what is then in the log.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureLogFaultTests : IAsyncLifetime
{
    private const int InBlob = Limits.MaxInlineFrameBytes + 1;

    private readonly FaultTransport _network = new();
    private readonly AzureStoreOptions _options;
    private readonly AzureStore _store;
    private readonly AzureStore _healthy;
    private readonly PartitionId _partition = new(1, 0);
    private readonly ICommitLog _log;

    public AzureLogFaultTests(AzuriteFixture azurite)
    {
        _options = azurite.NewOptions();
        _store = new AzureStore(_options, TimeProvider.System, _network);
        _healthy = new AzureStore(_options, TimeProvider.System);
        _log = _store.OpenLog(_partition);
    }

    public async Task InitializeAsync() => await _healthy.InitializeAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
        await _healthy.DisposeAsync();
        _network.Dispose();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(InBlob)]
    public async Task AppendAsync_WhenAnswerIsLost_IsUnknownAndTheFrameIsThere(int payload)
    {
        var frame = Frames.Following(LogHead.Empty, payload: payload);
        _network.LoseAnswer(FaultTransport.IsTransaction);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        await AssertThereAsync(frame);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(InBlob)]
    public async Task AppendAsync_WhenItIsDoneTwice_IsAConflictAndTheFrameIsThere(int payload)
    {
        var frame = Frames.Following(LogHead.Empty, payload: payload);
        _network.Repeat(FaultTransport.IsTransaction);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Conflict, outcome.Status);
        await AssertThereAsync(frame);
    }

    [Fact]
    public async Task Documents_WhenWritesAreDoneTwice_AreWrittenOnceAndSaySo()
    {
        for (var time = 0; time < 3; time++)
            _network.Repeat(request => request.Method != RequestMethod.Get);

        var created = await _store.Documents.CreateAsync("queues", "a", new byte[] { 1 }, default);
        var replaced = await _store.Documents.ReplaceAsync("queues", "a", new byte[] { 2 }, created!.Version, default);

        Assert.Equal(replaced!.Version, (await _healthy.Documents.GetAsync("queues", "a", default))!.Version);
        Assert.True(await _store.Documents.DeleteAsync("queues", "a", replaced.Version, default));
        Assert.Null(await _healthy.Documents.GetAsync("queues", "a", default));
    }

    [Fact]
    public async Task AppendAsync_WhenAnswerIsLate_IsUnknownAndTheFrameIsThere()
    {
        var frame = Frames.Following(LogHead.Empty);
        _network.TimeOut(FaultTransport.IsTransaction);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        await AssertThereAsync(frame);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(400)]
    public async Task AppendAsync_WhenAnswerIsTorn_IsUnknownAndTheFrameIsThere(int bytes)
    {
        var frame = Frames.Following(LogHead.Empty);
        _network.TearAnswer(FaultTransport.IsTransaction, bytes);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        await AssertThereAsync(frame);
    }

    [Fact]
    public async Task AppendAsync_WhenConnectionBreaksBeforeSending_IsUnknownAndNothingIsThere()
    {
        _network.LoseRequest(FaultTransport.IsTransaction);

        var outcome = await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty));

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        await AssertEmptyAsync();
        Assert.Single(_network.Seen);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(InBlob)]
    public async Task AppendAsync_WhenSentAgainAfterALostAnswer_ConflictsAndThePayloadStays(int payload)
    {
        var frame = Frames.Following(LogHead.Empty, payload: payload);
        _network.LoseAnswer(FaultTransport.IsTransaction);
        await _log.AppendAsync(LogHead.Empty, frame);

        var again = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Conflict, again.Status);
        await _log.TrimAsync(new FrameNumber(1), [new FrameRange(frame.Number, frame.Number)], CancellationToken.None);
        await AssertThereAsync(frame);
    }

    [Fact]
    public async Task AppendAsync_WhenStoreIsBusy_IsThrottledAndSentOnce()
    {
        _network.Answer(FaultTransport.IsTransaction, () => Error(503, "ServerBusy", ("Retry-After", "7")));

        var outcome = await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty));

        Assert.Equal(AppendStatus.Throttled, outcome.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), outcome.RetryAfter);
        Assert.Single(_network.Seen);
        await AssertEmptyAsync();
    }

    [Theory]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(500, "InternalError")]
    [InlineData(502, "")]
    [InlineData(503, "")]
    [InlineData(504, "")]
    public async Task AppendAsync_WhenServerFails_IsUnknownAndSentOnce(int status, string code)
    {
        _network.Answer(FaultTransport.IsTransaction, () => Error(status, code));

        var outcome = await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty));

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        Assert.Single(_network.Seen);
    }

    [Fact]
    public async Task AppendAsync_WhenUploadIsRefused_ThrowsAndSendsNoTransaction()
    {
        _network.Answer(
            FaultTransport.IsUpload, () => Error(403, "", ("x-ms-error-code", "AuthorizationPermissionMismatch")));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty, payload: InBlob)));

        Assert.Contains("Storage Blob Data Contributor", failure.Message, StringComparison.Ordinal);
        Assert.Single(_network.Seen);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task AppendAsync_WhenUploadIsThrottled_IsThrottledAndNothingIsThere()
    {
        // The upload is tried four times.
        _network.Answer(
            FaultTransport.IsUpload, () => Error(503, "", ("x-ms-error-code", "ServerBusy"), ("Retry-After", "0")), 4);

        var outcome = await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty, payload: InBlob));

        Assert.Equal(AppendStatus.Throttled, outcome.Status);
        Assert.Equal(4, _network.Seen.Count);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task TrimAsync_WhenTheAnswersToAnUploadWereLost_DeletesItsBlob()
    {
        await _log.TrimAsync(FrameNumber.None, [], CancellationToken.None);
        var head = await Frames.CommitAsync(_log, LogHead.Empty, Frames.Following(LogHead.Empty));
        await _log.TrimAsync(head.Last, [], CancellationToken.None);
        for (var attempt = 0; attempt < 4; attempt++)
            _network.LoseAnswer(FaultTransport.IsUpload);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _log.AppendAsync(head, Frames.Following(head, payload: InBlob)));

        Assert.DoesNotContain("carried out", failure.Message, StringComparison.Ordinal);
        await AssertTrimmedAwayAsync(head);
    }

    [Fact]
    public async Task TrimAsync_WhenTheTransactionAfterAnUploadWasRefused_DeletesItsBlob()
    {
        await _log.TrimAsync(FrameNumber.None, [], CancellationToken.None);
        var head = await Frames.CommitAsync(_log, LogHead.Empty, Frames.Following(LogHead.Empty));
        await _log.TrimAsync(head.Last, [], CancellationToken.None);
        _network.Answer(FaultTransport.IsTransaction, () => Error(403, "AuthorizationPermissionMismatch"));

        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _log.AppendAsync(head, Frames.Following(head, payload: InBlob)));

        await AssertTrimmedAwayAsync(head);
    }

    [Fact]
    public async Task AppendAsync_WhenAnswerToTheUploadIsLost_UploadsAgainAndCommits()
    {
        var frame = Frames.Following(LogHead.Empty, payload: InBlob);
        _network.LoseAnswer(FaultTransport.IsUpload);

        await Frames.CommitAsync(_log, LogHead.Empty, frame);

        await AssertThereAsync(frame);
    }

    [Fact]
    public async Task ReadHeadAsync_WhenAnswerIsLostOnce_IsAskedAgain()
    {
        var frame = Frames.Following(LogHead.Empty);
        await Frames.CommitAsync(_log, LogHead.Empty, frame);
        _network.LoseAnswer(FaultTransport.IsAny);

        Frames.AssertHead(frame, await _log.ReadHeadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task CreateAsync_WhenAnswerIsLost_ThrowsAndIsNotRepeated()
    {
        _network.LoseAnswer(FaultTransport.IsAny);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _store.Documents.CreateAsync("queues", "a", new byte[1], CancellationToken.None));

        Assert.Contains("may have been carried out", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.Single(_network.Seen);
        Assert.NotNull(await _store.Documents.GetAsync("queues", "a", CancellationToken.None));
    }

    [Fact]
    public async Task GetAsync_WhenEveryAnswerIsLost_LeavesNoDoubt()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            _network.LoseAnswer(FaultTransport.IsAny);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _store.Documents.GetAsync("queues", "a", CancellationToken.None));

        Assert.False(failure.IsOutcomeUnknown);
        Assert.DoesNotContain("carried out", failure.Message, StringComparison.Ordinal);
    }

    private static ScriptedResponse Error(int status, string code, params (string Name, string Value)[] headers)
    {
        var body = $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"Scripted."}}}""";
        return new ScriptedResponse(status, code.Length == 0 ? [] : Encoding.UTF8.GetBytes(body), headers);
    }

    /// <summary>The blob beyond the head is there, may yet be named, and goes when it cannot be any more.</summary>
    private async Task AssertTrimmedAwayAsync(LogHead head)
    {
        Assert.Equal(1, await BlobsAsync());
        await _log.TrimAsync(head.Last, [], CancellationToken.None);
        Assert.Equal(1, await BlobsAsync());

        var next = await Frames.CommitAsync(_log, head, Frames.Following(head) with { Commit = new CommitId(77) });
        await _log.TrimAsync(next.Last, [], CancellationToken.None);
        Assert.Equal(0, await BlobsAsync());
    }

    private async Task<int> BlobsAsync()
    {
        var container = new BlobContainerClient(_options.ConnectionString, $"{_options.Prefix}-blobs");
        var count = 0;
        await foreach (var blob in container.GetBlobsAsync())
            count++;
        return count;
    }

    private async Task AssertThereAsync(NewFrame frame)
    {
        await using var log = _healthy.OpenLog(_partition);
        Frames.AssertHead(frame, await log.ReadHeadAsync(CancellationToken.None));
        Frames.AssertWhole(frame, await log.ReadFrameAsync(frame.Number, CancellationToken.None));
    }

    private async Task AssertEmptyAsync()
    {
        await using var log = _healthy.OpenLog(_partition);
        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(CancellationToken.None));
        Assert.Empty(await Frames.ReadAsync(log));
    }
}
