using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using QueueService.Functions.Worker;

namespace QueueService.Tests.Functions.Worker;

public sealed class RequestsUnderWayTests
{
    private readonly RequestsUnderWay _requests = new(TimeProvider.System, maxEnded: 2);

    [Fact]
    public async Task WaitAsync_WhenItsRequestIsUnderWay_EndsWithIt()
    {
        Exchange request = await BeginAsync("a");
        Task invocation = _requests.WaitAsync("a", CancellationToken.None);
        Assert.False(invocation.IsCompleted);

        await request.EndAsync();

        await invocation;
        Assert.Equal(0, _requests.Count);
    }

    [Fact]
    public async Task WaitAsync_WhenItComesFirst_WaitsForItsRequestToEnd()
    {
        Task invocation = _requests.WaitAsync("a", CancellationToken.None);
        Exchange request = await BeginAsync("a");
        Assert.False(invocation.IsCompleted);

        await request.EndAsync();

        await invocation;
    }

    [Fact]
    public async Task WaitAsync_WhenItsRequestHasEnded_EndsAtOnce()
    {
        await (await BeginAsync("a")).EndAsync();
        Task invocation = _requests.WaitAsync("a", CancellationToken.None);
        Assert.True(invocation.IsCompletedSuccessfully);
        Assert.Equal(0, _requests.Count);
    }

    [Fact]
    public async Task WaitAsync_WhenTheHostCancelsIt_Ends()
    {
        await BeginAsync("a");
        using CancellationTokenSource cancel = new();
        Task invocation = _requests.WaitAsync("a", cancel.Token);

        await cancel.CancelAsync();

        await invocation;
        Assert.Equal(0, _requests.Count);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 60)]
    public async Task WaitAsync_WhenNothingComes_EndsInTheEnd(bool hasBegun, int seconds)
    {
        QuickTime time = new();
        RequestsUnderWay requests = new(time);
        if (hasBegun)
            await BeginAsync("a", requests);

        await requests.WaitAsync("a", CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(seconds), time.Asked.Last());
        Assert.Equal(0, requests.Count);
    }

    [Fact]
    public async Task InvokeAsync_WhenInvocationsNeverCome_RemembersOnlyTheLastRequests()
    {
        for (int n = 0; n < 10; n++)
            await (await BeginAsync($"{n}")).EndAsync();
        Assert.Equal(2, _requests.Count);
    }

    [Fact]
    public async Task InvokeAsync_WhenTheHostNamesNoInvocation_PassesTheRequestOn()
    {
        Exchange request = new(null);
        await _requests.InvokeAsync(request.Context, request.PassOnAsync);
        Assert.True(request.IsPassedOn);
        Assert.Equal(0, _requests.Count);
    }

    private Task<Exchange> BeginAsync(string id) => BeginAsync(id, _requests);

    private static async Task<Exchange> BeginAsync(string id, RequestsUnderWay requests)
    {
        Exchange request = new(id);
        await requests.InvokeAsync(request.Context, request.PassOnAsync);
        Assert.True(request.IsPassedOn);
        return request;
    }

    /// <summary>A request whose answer leaves when the test says so.</summary>
    private sealed class Exchange : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Call, object State)> _completed = new();

        public Exchange(string? invocation)
        {
            Context.Features.Set<IHttpResponseFeature>(this);
            if (invocation is not null)
                Context.Request.Headers[RequestsUnderWay.InvocationHeader] = invocation;
        }

        public DefaultHttpContext Context { get; } = new();

        public bool IsPassedOn { get; private set; }

        public Task PassOnAsync(HttpContext context)
        {
            IsPassedOn = true;
            return Task.CompletedTask;
        }

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

        public async Task EndAsync()
        {
            while (_completed.TryPop(out (Func<object, Task> Call, object State) completed))
                await completed.Call(completed.State);
        }
    }

    /// <summary>Lets every wait end at once, and remembers for how long it was to be.</summary>
    private sealed class QuickTime : TimeProvider
    {
        public List<TimeSpan> Asked { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
