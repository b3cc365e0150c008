using System.Buffers;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

/// <summary>
/// Feeds the decoder with inputs that are made up. Each is refused or decoded, with memory in proportion to its length.
/// What is decoded can be written and decoded again, and the other codec takes it too.
/// </summary>
internal sealed class CodecFuzz
{
    private const int Packets = 4_000;

    /// <summary>A refusal with its sentence, or a packet without lists.</summary>
    private const int FixedBytes = 2_048;

    /// <summary>The dearest are filters of three bytes.</summary>
    private const int BytesPerByte = 64;

    /// <summary>Of the accepted ones, one in so many is compared with the other codec, which is slow.</summary>
    private const int Sampled = 16;

    /// <summary>
    /// A collection in between counts what was left of the thread's buffer, up to 8 KiB. What is real comes again.
    /// </summary>
    private const int Repeats = 3;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly PacketMutator _mutator;
    private readonly MqttPacketFormatterAdapter _old = new(MqttProtocolVersion.V311, new MqttBufferWriter(4096, 4096));
    private readonly MqttPacketFormatterAdapter _new = new(MqttProtocolVersion.V500, new MqttBufferWriter(4096, 4096));

    public CodecFuzz(int seed)
    {
        Random random = new(seed);
        MqttProtocolVersion[] versions = [MqttProtocolVersion.V311, MqttProtocolVersion.V500];
        _mutator = new PacketMutator(random, [.. Enumerable.Range(0, Packets).Select(n => Legal(random, versions[n % 2]))]);
    }

    public long Inputs { get; private set; }

    public long Refused { get; private set; }

    /// <summary>The largest memory that decoding one input took, in bytes.</summary>
    public long LargestAllocation { get; private set; }

    /// <summary>Fails with <see cref="InvalidOperationException"/>, which names the input, if one is not as it should be.</summary>
    public void Run(long inputs, CancellationToken cancellation = default)
    {
        for (long end = Inputs + inputs; Inputs < end && !cancellation.IsCancellationRequested;)
        {
            ReadOnlyMemory<byte> input = _mutator.Next();
            if (input.IsEmpty)
                continue;
            ProtocolLevel level = (Inputs++ & 1) == 0 ? ProtocolLevel.Mqtt5 : ProtocolLevel.Mqtt311;
            try
            {
                Try(input, level);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{level} {Convert.ToHexString(input.Span)}", fault);
            }
        }
    }

    /// <summary>The first byte, and the body of which the mutations may have changed the length.</summary>
    private static byte[] Legal(Random random, MqttProtocolVersion version)
    {
        byte[] packet = RandomPackets.Encode(new RandomPackets(random, version).Next(), version);
        PacketFramer.Read(packet, int.MaxValue, out FrameHeader header, out _);
        return [packet[0], .. packet.AsSpan(header.HeaderBytes)];
    }

    private void Try(ReadOnlyMemory<byte> input, ProtocolLevel level)
    {
        ClientPacket packet = Decode(input, level, out long allocated);
        for (int again = 0; again < Repeats && allocated > LargestAllocation; again++)
        {
            Decode(input, level, out long repeated);
            allocated = Math.Min(allocated, repeated);
        }

        LargestAllocation = Math.Max(LargestAllocation, allocated);
        Expect(allocated <= FixedBytes + (BytesPerByte * input.Length), $"{allocated} bytes were allocated.");
        if (packet is RefusedPacket refused)
            Answer(refused, level);
        else
            Accept(packet, input, (packet as ConnectPacket)?.Level ?? level);
    }

    private static ClientPacket Decode(ReadOnlyMemory<byte> input, ProtocolLevel level, out long allocated)
    {
        byte first = input.Span[0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        FrameStatus status = PacketFramer.Read(input.Span, PacketMutator.MaxBytes, out FrameHeader header, out _);
        ClientPacket packet = first >> 4 == (int)PacketType.Connect
            ? PacketDecoder.ReadConnect(first, input[1..])
            : PacketDecoder.Read(first, input[1..], level);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Expect(status != FrameStatus.Known || header.TotalBytes <= PacketMutator.MaxBytes, "The limit was passed.");
        return packet;
    }

    private void Answer(RefusedPacket refused, ProtocolLevel level)
    {
        Refused++;
        if (Refused % Sampled != 0)
            return;
        _output.Clear();
        if (refused is RefusedConnect connect)
            ControlPackets.Connack(_output, connect);
        else
            ControlPackets.Disconnect(_output, level, refused.Refusal.Code, new PacketDetail(refused.Refusal.Sentence));
    }

    private void Accept(ClientPacket packet, ReadOnlyMemory<byte> input, ProtocolLevel level)
    {
        if (packet is PublishPacket publish)
            WriteAgain(publish, level);
        if (packet is ConnectPacket { Will: { } will })
            StoredProperties.Decode(will.Properties);
        if (packet is ConnectPacket { LacksClientId: true } || Inputs % Sampled != 0)
            return;
        byte[] body = input[1..].ToArray();
        ReceivedMqttPacket received = new(input.Span[0], body, body.Length);
        (level == ProtocolLevel.Mqtt5 ? _new : _old).Decode(received);
    }

    private void WriteAgain(PublishPacket packet, ProtocolLevel level)
    {
        StoredProperties.Decode(packet.Properties);
        PublishContent content = new(packet.Topic, packet.Properties, packet.Payload);
        PublishDelivery delivery = new(packet.QoS, packet.PacketId)
        {
            Duplicate = packet.Duplicate,
            Retain = packet.Retain,
            TopicAlias = (ushort)(packet.TopicAlias ?? 0),
            MessageExpirySeconds = packet.MessageExpirySeconds,
        };
        _output.Clear();
        PublishWriter.Write(_output, level, content, delivery);
        PacketFramer.Read(_output.WrittenSpan, int.MaxValue, out FrameHeader header, out _);
        Expect(header.TotalBytes == _output.WrittenCount, "The length of the written packet is wrong.");
        ReadOnlyMemory<byte> body = _output.WrittenMemory[header.HeaderBytes..];
        var again = PacketDecoder.Read(_output.WrittenSpan[0], body, level) as PublishPacket;
        Expect(
            again is not null && again.Topic.Span.SequenceEqual(packet.Topic.Span)
                && again.Properties.Span.SequenceEqual(packet.Properties.Span)
                && again.Payload.Span.SequenceEqual(packet.Payload.Span)
                && again with { Topic = default, Properties = default, Payload = default }
                    == packet with { Topic = default, Properties = default, Payload = default },
            "The written packet is another.");
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
