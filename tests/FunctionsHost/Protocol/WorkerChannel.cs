using System.Collections.Concurrent;
using Grpc.Core;

namespace QueueService.Tests.FunctionsHost.Protocol;

/// <summary>The messages to and from one worker.</summary>
internal sealed class WorkerChannel(IServerStreamWriter<StreamingMessage> writer)
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new();

    /// <summary>Gets the lines that the worker logs by way of the host.</summary>
    public Action<RpcLog> Log { get; set; } = _ => { };

    /// <summary>Reads until the worker ends the stream; what was asked and not answered then fails.</summary>
    public async Task ReadAsync(IAsyncStreamReader<StreamingMessage> messages, CancellationToken cancellation)
    {
        try
        {
            await foreach (StreamingMessage message in messages.ReadAllAsync(cancellation))
                Receive(message);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The worker has ended.
        }

        foreach (TaskCompletionSource<StreamingMessage> asked in _asked.Values)
            asked.TrySetException(new IOException("The worker has ended its stream."));
    }

    /// <summary>Sends what has no answer.</summary>
    public async Task TellAsync(StreamingMessage message)
    {
        await _writing.WaitAsync();
        try
        {
            await writer.WriteAsync(message);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="answer">What identifies the answer: the id in it, or the kind of those that have none.</param>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public async Task<StreamingMessage> AskAsync(
        StreamingMessage question, string answer, TimeSpan patience, CancellationToken cancellation)
    {
        TaskCompletionSource<StreamingMessage> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[answer] = asked;
        try
        {
            await TellAsync(question);
            return await asked.Task.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException(
                $"The worker has not answered {question.ContentCase} within {patience.TotalSeconds} s.", timeout);
        }
        finally
        {
            _asked.TryRemove(answer, out _);
        }
    }

    private void Receive(StreamingMessage message)
    {
        string answer = message.ContentCase switch
        {
            StreamingMessage.ContentOneofCase.InvocationResponse => message.InvocationResponse.InvocationId,
            StreamingMessage.ContentOneofCase.FunctionLoadResponse => message.FunctionLoadResponse.FunctionId,
            _ => $"{message.ContentCase}",
        };
        if (message.RpcLog is { } line)
            Log(line);
        else if (_asked.TryRemove(answer, out TaskCompletionSource<StreamingMessage>? asked))
            asked.TrySetResult(message);
    }
}
