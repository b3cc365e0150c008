using QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>A part of what <c>codec</c> of the benchmarks does for hours.</summary>
public sealed class CodecFuzzTests
{
    private const int Inputs = 100_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_WhenInputsAreMadeUp_DecodesOrRefuses(int seed)
    {
        CodecFuzz fuzz = new(seed);
        fuzz.Run(Inputs);
        Assert.InRange(fuzz.Refused, Inputs / 4, Inputs * 9 / 10);
    }
}
