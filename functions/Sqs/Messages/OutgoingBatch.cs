using QueueService.Functions.Sqs.Digests;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>The messages of a batch, and the entries that make none.</summary>
internal sealed class OutgoingBatch(int capacity)
{
    private readonly List<string> _ids = new(capacity);
    private readonly List<OutgoingMessage> _messages = new(capacity);

    // By place of the entry, since both lists are answered in the order of the entries.
    private readonly List<int> _places = new(capacity);
    private readonly BatchFailure?[] _failures = new BatchFailure?[capacity];
    private long _size;

    /// <param name="place">That of the entry among those of the request, from 0.</param>
    public void Add(int place, BatchFailure failure) => _failures[place] = failure;

    /// <summary>Refuses a message that its queue does not take; one that no queue takes ends the whole batch.</summary>
    public void Add(int place, string id, OutgoingMessage message, QueueSettings settings)
    {
        _size += message.Size;
        if (message.Size > settings.MaxMessageBytes && message.Size <= Limits.MaxMessageBytes)
        {
            throw SqsException.Invalid(
                "One or more parameters cannot be validated. Reason: Message must be shorter than "
                + $"{settings.MaxMessageBytes} bytes.");
        }

        _places.Add(place);
        _ids.Add(id);
        _messages.Add(message);
    }

    /// <summary>What is to be stored; refuses a batch that is too long as a whole.</summary>
    public NewMessage[] Messages()
    {
        if (_size > Limits.MaxMessageBytes)
        {
            throw new SqsException(
                SqsError.BatchRequestTooLong,
                $"Batch requests cannot be longer than {Limits.MaxMessageBytes} bytes. You have sent {_size} bytes.");
        }

        NewMessage[] messages = new NewMessage[_messages.Count];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = _messages[n].Message;
        return messages;
    }

    /// <summary>Those of the bodies of <see cref="Messages"/>, in their order.</summary>
    public Md5Digest[] Digests()
    {
        ReadOnlyMemory<byte>[] bodies = new ReadOnlyMemory<byte>[_messages.Count];
        for (int n = 0; n < bodies.Length; n++)
            bodies[n] = _messages[n].Message.Body;
        return Md5Batch.Of(bodies);
    }

    /// <param name="results">Of <see cref="Messages"/>, in their order, as the digests are.</param>
    public SqsAnswer Answer(
        IReadOnlyList<SendResult> results, Md5Digest[] digests, bool isFifo, bool isQuery)
    {
        List<int> stored = new(results.Count);
        for (int n = 0; n < results.Count; n++)
        {
            if (results[n].Error is { } refusal)
                Add(_places[n], BatchFailure.Of(_ids[n], BrokerErrors.From(refusal, isQuery)));
            else
                stored.Add(n);
        }

        BatchFailure[] failures = [.. _failures.OfType<BatchFailure>()];
        return output =>
        {
            output.Items("Successful", "SendMessageBatchResultEntry", stored.AsReadOnlySpan(), (entry, n) =>
            {
                entry.Text("Id", _ids[n]);
                _messages[n].Write(entry, results[n], digests[n], isFifo);
            });
            output.Items("Failed", "BatchResultErrorEntry", failures, BatchFailure.Write);
        };
    }
}
