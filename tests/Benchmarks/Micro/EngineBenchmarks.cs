using System.Text;
using BenchmarkDotNet.Attributes;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Queues.Messages;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// What the engine costs without storage and HTTP: one batch of 1 KiB messages is sent, received and acknowledged, each
/// as a frame that is decided, encoded and applied; and the byte format alone.
/// </summary>
/// <remarks>Public and not sealed, because BenchmarkDotNet derives from it.</remarks>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private readonly PartitionState _state = new(new PartitionId(1, 0));
    private readonly WireWriter _writer = new(64 * 1024);
    private readonly ReceiptHandles _handles = new(new byte[32]);
    private SendItem[] _items = [];
    private byte[] _frame = [];
    private byte[] _payload = [];
    private long _drafts;

    [Params(1, 10)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        QueueName queue = QueueName.Parse("q");
        _state.Apply(_state.LastFrame.Next, new Timestamp(1), [new Configured(queue, 1, new QueueSettings())]);
        NewMessage message = new() { Body = Encoding.ASCII.GetBytes(new string('b', 1024)), IsText = true };
        _items = [.. Enumerable.Range(0, Messages).Select(n => SendItems.Of(queue, message, n))];
        QueueDraft draft = new(_state, ++_drafts, new Timestamp(1), PartitionLimits.Default, _writer);
        new SendCommand(_items).Decide(draft);
        _payload = draft.Payload().ToArray();
        _frame = FrameEnvelope.Encode(FrameCodec.Version, draft.Now, draft.EventCount, draft.Encoded, _payload);
    }

    [Benchmark]
    public int SendReceiveAcknowledge()
    {
        FrameContents contents = Commit(new SendCommand(_items))!;
        _state.Load(_state.FindUnloaded()!.Value, contents.Messages);
        ReceiveCommand receive = new(Messages, null, null, CancellationToken.None);
        Commit(receive);
        receive.Complete();
        Receipt[] receipts =
        [
            .. receive.Reply.GetAwaiter().GetResult()
                .Select(delivery => new Receipt(delivery.Sequence, delivery.ReceiveCount)),
        ];
        Commit(new AcknowledgeCommand(receipts));
        return receipts.Length;
    }

    [Benchmark]
    public int DecodeFrame() => FrameCodec.Decode(_state.Id, new FrameNumber(2), _frame).Events.Length;

    [Benchmark]
    public uint ChecksumPayload() => Crc32C.Compute(_payload);

    [Benchmark]
    public bool EncodeAndDecodeReceiptHandle() =>
        _handles.TryDecode(_handles.Encode(_state.Id, new Receipt(new(12), 1)), out _, out _);

    private FrameContents? Commit(Command command)
    {
        QueueDraft draft = new(_state, ++_drafts, new Timestamp(1), PartitionLimits.Default, _writer);
        if (command.Decide(draft) != Decision.Done)
            throw new InvalidOperationException("The command was not decided.");
        ReadOnlyMemory<byte> payload = draft.Payload();
        FrameEnvelope.Encode(FrameCodec.Version, draft.Now, draft.EventCount, draft.Encoded, payload.Span);
        _state.Apply(_state.LastFrame.Next, draft.Now, draft.Events);
        return payload.IsEmpty ? null : FrameContents.Of(draft.Now, draft.Events, payload);
    }
}
