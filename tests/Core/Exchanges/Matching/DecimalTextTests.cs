using System.Text;
using QueueService.Exchanges.Matching;

namespace QueueService.Tests.Core.Exchanges.Matching;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", "0", "-0", "0.000", "0e99999999999999999999", "-0E-5", "000", ".0", "0.", " 0 ")]
    [InlineData("1", "1.0", "+1", "01", "1e0", "10e-1", "0.1e1", "1.", " 1 ", "0.00000000000000000000001e23")]
    [InlineData("-2.5", "-2.50", "-25e-1", "-0.25E1", "-0.025e+2")]
    [InlineData("100", "1e2", "100.00", "0.1e3", "1000e-1")]
    [InlineData("0.000001", "1e-6", "0.0000010", "0.1e-5")]
    [InlineData("1e-7", "0.0000001", "10e-8", "0.1e-6")]
    [InlineData("100000000000000000000", "1e20")]
    [InlineData("1e+21", "1000000000000000000000", "1E21", "0.1e22")]
    [InlineData("1.25e+30", "125e28", "1250000000000000000000000000000")]
    [InlineData("-1.5e-9999", "-15e-10000", "-0.15e-9998")]
    [InlineData("1e+9999", "10e9998", "0.001e10002")]
    [InlineData("9007199254740993", "9007199254740993.0", "9.007199254740993e15")]
    public void Canonical_WhenNumbersHaveOneValue_IsTheSame(string canonical, params string[] spellings)
    {
        Assert.Equal(canonical, Of(canonical));
        Assert.All(spellings, spelling => Assert.Equal(canonical, Of(spelling)));
    }

    [Theory]
    [InlineData("0.1", "0.10000000000000000555")]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("1", "-1")]
    [InlineData("1e400", "1e401")]
    public void Canonical_WhenNumbersDifferAnywhere_Differs(string one, string other) =>
        Assert.NotEqual(Of(one), Of(other));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("0x1")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("NaN")]
    [InlineData("1e10000")]
    [InlineData("1e-10000")]
    [InlineData("1e99999999999999999999")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void Canonical_WhenItIsNoNumberWithinBounds_IsNothing(string text) => Assert.Equal("", Of(text));

    [Fact]
    public void Canonical_WhenATextIsVeryLong_CountsItsSignificantDigitsOnly()
    {
        string zeros = new('0', 1_000_000);
        Assert.Equal("12.5", Of($"{zeros}12.5{zeros}"));
        Assert.Equal("1.5", Of($"0.{zeros}15e1000001"));
        Assert.Equal("1", Of($"1{zeros}e-1000000"));
        Assert.Equal("", Of($"1{zeros}1"));
        string digits = new('9', Limits.MaxConditionDigits);
        Assert.Equal($"-0.00000{digits}", Of($"-0.00000{digits}"));
        Assert.Equal(DecimalText.MaxBytes, Of($"-{digits}e-9999").Length + 8);
    }

    private static string Of(string text)
    {
        Span<byte> target = stackalloc byte[DecimalText.MaxBytes];
        return Encoding.ASCII.GetString(target[..DecimalText.Canonical(Encoding.UTF8.GetBytes(text), target)]);
    }
}
