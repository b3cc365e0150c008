using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// A PUBLISH with QoS 1, a topic of 31 bytes and a payload of 128 bytes, with and without properties; and its PUBACK.
/// </summary>
/// <remarks>Public and not sealed, because BenchmarkDotNet derives from it.</remarks>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private const byte First = 0x32;

    private static readonly PublishDelivery Delivery = new(QoS.AtLeastOnce, 7);

    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private PublishContent _content;
    private ProtocolLevel _level;
    private byte[] _packet = [];
    private int _headerBytes;

    /// <summary>The version, and whether the message has content type, correlation data and a User Property.</summary>
    [Params("3.1.1", "5.0", "5.0 with properties")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _level = string.Equals(Kind, "3.1.1", StringComparison.Ordinal) ? ProtocolLevel.Mqtt311 : ProtocolLevel.Mqtt5;
        byte[] properties = Kind.EndsWith("properties", StringComparison.Ordinal)
            ? StoredProperties.Encode(new MessageProperties
            {
                ContentType = "application/json",
                CorrelationData = new byte[16],
                UserProperties = [new UserProperty("trace", "0af7651916cd43dd")],
            })
            : [];
        _content = new(Encoding.UTF8.GetBytes("site/berlin/line/12/temperature"), properties, new byte[128]);
        _packet = Written();
        PacketFramer.Read(_packet, int.MaxValue, out FrameHeader header, out _);
        _headerBytes = header.HeaderBytes;
    }

    [Benchmark]
    public int DecodePublish()
    {
        PacketFramer.Read(_packet, _packet.Length, out FrameHeader header, out _);
        ReadOnlyMemory<byte> body = _packet.AsMemory(_headerBytes, header.BodyBytes);
        return ((PublishPacket)PacketDecoder.Read(First, body, _level)).PacketId;
    }

    [Benchmark]
    public int EncodePublish()
    {
        _output.ResetWrittenCount();
        PublishWriter.Write(_output, _level, _content, Delivery);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int EncodePuback()
    {
        _output.ResetWrittenCount();
        AckWriter.Ack(_output, _level, PacketType.Puback, 7);
        return _output.WrittenCount;
    }

    private byte[] Written()
    {
        EncodePublish();
        return _output.WrittenSpan.ToArray();
    }
}
