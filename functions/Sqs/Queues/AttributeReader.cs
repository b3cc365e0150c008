using System.Globalization;
using QueueService.Functions.Rest.Queues;
using QueueService.Functions.Sqs.Errors;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Attributes that a client sets, as a change of settings.</summary>
internal sealed class AttributeReader(SqsCall call, QueueName queue)
{
    private readonly Dictionary<string, string?> _annotations = new(StringComparer.Ordinal);
    private QueueSettingsChange _change = new();

    public async Task<QueueSettingsChange> ReadAsync(IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((string name, string value) in attributes)
            given[name] = value;
        if (given.TryGetValue(AttributeNames.KmsKey, out string? key) && key.Length > 0
            && given.TryGetValue(AttributeNames.ManagedSse, out string? managed) && IsTrue(managed))
        {
            throw new SqsException(
                SqsError.InvalidAttributeName,
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or "
                + "SQS SSE.");
        }

        foreach ((string name, string value) in given)
            await ReadAsync(name, value);

        // Without its key the period goes too; one that is given in the same call is kept for the next key.
        if (_annotations.TryGetValue(AttributeNames.KmsKey, out string? kept) && kept is null)
            _annotations.TryAdd(AttributeNames.KmsReuse, null);
        return _annotations.Count > 0 ? _change with { AnnotationChanges = _annotations } : _change;
    }

    private async Task ReadAsync(string name, string value)
    {
        if (!TryReadNumber(name, value) && !TryReadFifo(name, value) && !TryReadKept(name, value))
        {
            if (!string.Equals(name, AttributeNames.RedrivePolicy, StringComparison.Ordinal))
                throw SqsException.UnknownAttribute(name);
            _change = value.Length == 0
                ? _change with { RemoveDeadLetter = true }
                : _change with { DeadLetter = await RedrivePolicy.ReadAsync(call, queue, value) };
        }
    }

    private bool TryReadNumber(string name, string value)
    {
        switch (name)
        {
            case AttributeNames.Delay:
                _change = _change with { Delay = Seconds(name, value, TimeSpan.Zero, Limits.MaxDelay) };
                return true;
            case AttributeNames.Retention:
                _change = _change with
                {
                    Retention = Seconds(name, value, Limits.MinRetention, Limits.MaxRetention),
                };
                return true;
            case AttributeNames.ReceiveWait:
                _change = _change with { ReceiveWait = Seconds(name, value, TimeSpan.Zero, Limits.MaxReceiveWait) };
                return true;
            case AttributeNames.VisibilityTimeout:
                _change = _change with
                {
                    VisibilityTimeout = Seconds(name, value, TimeSpan.Zero, Limits.MaxVisibilityTimeout),
                };
                return true;
            case AttributeNames.MaximumMessageSize:
                _change = _change with
                {
                    MaxMessageBytes = (int)Number(name, value, Limits.MinMaxMessageBytes, Limits.MaxMessageBytes),
                };
                return true;
            default:
                return false;
        }
    }

    private bool TryReadFifo(string name, string value)
    {
        switch (name)
        {
            case AttributeNames.Fifo when !queue.IsFifo:
            case AttributeNames.ContentBasedDeduplication when !queue.IsFifo:
                throw SqsException.UnknownAttribute(name);
            case AttributeNames.DeduplicationScope or AttributeNames.FifoThroughputLimit when !queue.IsFifo:
                throw new SqsException(
                    SqsError.InvalidAttributeName,
                    $"You can specify the {name} only when FifoQueue is set to true.");
            case AttributeNames.Fifo:
                return IsTrue(value)
                    ? true
                    : throw SqsException.AttributeValue(name, "Modifying queue type is not supported.");
            case AttributeNames.ContentBasedDeduplication:
                _change = _change with { ContentBasedDeduplication = Flag(name, value) };
                return true;
            case AttributeNames.DeduplicationScope:
                _change = _change with
                {
                    DeduplicationScope = SettingWords.FindScope(value) ?? throw SqsException.AttributeValue(name),
                };
                return true;
            case AttributeNames.FifoThroughputLimit:
                _change = _change with
                {
                    FifoThroughputLimit = SettingWords.FindThroughputLimit(value)
                        ?? throw SqsException.AttributeValue(name),
                };
                return true;
            default:
                return false;
        }
    }

    /// <summary>What is kept for the client and means nothing to the broker.</summary>
    private bool TryReadKept(string name, string value)
    {
        switch (name)
        {
            case AttributeNames.Policy:
                Keep(name, value.Length == 0 ? value : QueuePolicy.Read(value).Kept);
                return true;
            case AttributeNames.RedriveAllowPolicy:
                Keep(name, value.Length == 0 ? value : RedriveAllowPolicy.Check(value));
                return true;
            case AttributeNames.KmsKey:
                Keep(name, value);
                if (value.Length > 0)
                    _annotations[AttributeNames.ManagedSse] = "false";
                return true;
            case AttributeNames.KmsReuse:
                _annotations[name] = Number(name, value, 60, 86_400) == 300 ? null : value;
                return true;
            case AttributeNames.ManagedSse:
                _annotations[name] = Flag(name, value) ? null : "false";
                if (IsTrue(value))
                    _annotations[AttributeNames.KmsKey] = null;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Keeps a text; an empty one takes it away.</summary>
    private void Keep(string name, string value)
    {
        if (value.Length > Limits.MaxAnnotationBytes)
            throw SqsException.AttributeValue(name);
        _annotations[name] = value.Length == 0 ? null : value;
    }

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static bool Flag(string name, string value) =>
        bool.TryParse(value, out bool flag) ? flag : throw SqsException.AttributeValue(name);

    private static TimeSpan Seconds(string name, string value, TimeSpan least, TimeSpan most) =>
        TimeSpan.FromSeconds(Number(name, value, (long)least.TotalSeconds, (long)most.TotalSeconds));

    private static long Number(string name, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
        && number >= least && number <= most
            ? number
            : throw SqsException.AttributeValue(name);
}
