using QueueService.Exchanges.Matching;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Exchanges.Matching;

/// <summary>Bindings as they are stored, and the ids that follow from it.</summary>
public sealed class BindingFormatTests
{
    private const string Plain = "01" + "0171" + "03612e62" + "00";

    private const string Full =
        "02" + "0165" + "00" + "02" + "06"
        + "0161" + "01" + "01" + "0178"
        + "0162" + "02" + "03" + "0101" + "3f" + "02" + "0131" + "04" + "0474727565"
        + "0163" + "03" + "02c3a9"
        + "0164" + "04"
        + "0165" + "05"
        + "0166" + "01" + "02" + "042d322e35";

    private static readonly Binding PlainBinding =
        new(Destination.Of(QueueName.Parse("q")), "a.b", null);

    private static readonly Binding FullBinding = new(
        Destination.Of(ExchangeName.Parse("e")),
        "",
        new BindingMatch(MatchMode.Any, [
            Condition.Equal("f", ConditionValue.OfNumber("-2.50")),
            Condition.Exists("e", false),
            Condition.Exists("d", true),
            Condition.Prefix("c", "é"),
            Condition.AnyOf("b", [
                ConditionValue.Of(true), ConditionValue.OfNumber("1.0"), ConditionValue.Of("?"),
                ConditionValue.OfNumber("1"),
            ]),
            Condition.Equal("a", ConditionValue.Of("x")),
        ]));

    [Fact]
    public void Write_WhenPinned_NeverChanges()
    {
        Assert.Equal(Plain, Written(PlainBinding));
        Assert.Equal(Full, Written(FullBinding));
        Assert.Equal("3ac740d5d7363b69ed3285984f69a722", PlainBinding.Id.ToString());
        Assert.Equal("96fddc58313030e994ff98f37aab61bc", FullBinding.Id.ToString());
        Assert.Equal((1, 2, 3, 4), ((int)ExchangeType.Direct, (int)ExchangeType.Fanout, (int)ExchangeType.Topic,
            (int)ExchangeType.Headers));
        Assert.Equal((1, 2), ((int)TopicSyntax.Amqp, (int)TopicSyntax.Mqtt));
        Assert.Equal((1, 2), ((int)MatchMode.All, (int)MatchMode.Any));
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Full)]
    public void Read_WhenPinned_GivesWhatWasWritten(string pinned)
    {
        Binding expected = pinned.Length == Plain.Length ? PlainBinding : FullBinding;
        Binding read = Read(pinned);
        Assert.Equal(expected, read);
        Assert.Equal(expected.Id, read.Id);
        Assert.Equal(pinned, Written(read));
    }

    [Fact]
    public void Read_WhenALaterProgramHasWrittenIt_SaysSo()
    {
        string[] later = [
            "03" + Plain[2..],
            Plain[..^2] + "03" + "00",
            Plain[..^2] + "01" + "01" + "0161" + "06",
            Plain[..^2] + "01" + "01" + "0161" + "01" + "05" + "0178",
        ];
        Assert.All(later, bytes => Assert.Throws<UnknownFormatException>(() => Read(bytes)));
    }

    [Fact]
    public void Read_WhenNobodyHasWrittenIt_RefusesIt()
    {
        string[] damaged = [
            "00" + Plain[2..],
            "01" + "00" + Plain[6..],
            "01" + "0121" + Plain[6..],
            "02" + "04616d712e" + Plain[6..],
            Plain[..^2] + "01" + "01" + "0161" + "00",
            Plain[..^2] + "01" + "01" + "0161" + "01" + "03" + "0178",
            Plain[..^2] + "01" + "01" + "0161" + "01" + "04" + "0178",
            Plain[..^2] + "01" + "01" + "0161" + "01" + "02" + "0178",
            Plain[..^2] + "01" + "7f",
        ];
        Assert.All(damaged, bytes => Assert.Throws<FormatException>(() => Read(bytes)));
        for (int length = 0; length < Full.Length; length += 2)
            Assert.Throws<FormatException>(() => Read(Full[..length]));
    }

    [Fact]
    public void TryParse_WhenATextIsNoId_IsFalse()
    {
        Assert.True(BindingId.TryParse(FullBinding.Id.ToString(), out BindingId id));
        Assert.Equal(FullBinding.Id, id);
        string text = new('a', 32);
        Assert.True(BindingId.TryParse(text, out _));
        Assert.All([null, "", text[1..], text + "a", text.ToUpperInvariant(), text[2..] + "0x", text[1..] + " "],
            other => Assert.False(BindingId.TryParse(other, out _)));
    }

    private static string Written(Binding binding) => Hex.Written(writer => BindingCodec.Write(writer, binding));

    private static Binding Read(string hex)
    {
        WireReader reader = new(Hex.Bytes(hex));
        Binding binding = BindingCodec.Read(ref reader);
        reader.ExpectEnd();
        return binding;
    }
}
