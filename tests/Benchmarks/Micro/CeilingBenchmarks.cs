using System.Text;
using BenchmarkDotNet.Attributes;
using QueueService.Benchmarks.Ceiling;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// What of the ceiling is JSON: parsing a send request of 1 KiB messages and writing a receive answer.
/// </summary>
/// <remarks>Public and not sealed, because BenchmarkDotNet derives from it.</remarks>
[MemoryDiagnoser]
public class CeilingBenchmarks
{
    private const int BodyLength = 1024;

    private byte[] _request = [];
    private byte[] _answer = [];

    [Params(1, 10)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        string message = $"{{\"body\":\"{new string('b', BodyLength)}\"}}";
        _request = Encoding.ASCII.GetBytes(
            $"{{\"messages\":[{string.Join(',', Enumerable.Repeat(message, Messages))}]}}");
        _answer = new byte[AnswerWriter.ReceiveAnswer.LengthOf(Messages)];
    }

    [Benchmark]
    public int ReadSendRequest() => SendRequestReader.Read(_request).Count;

    [Benchmark]
    public void FillReceiveAnswer() => AnswerWriter.ReceiveAnswer.Fill(_answer, Messages);
}
