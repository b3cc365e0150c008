using QueueService.Partitions.Codec;
using QueueService.Partitions.Settings;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Codec;

public sealed class SettingsFormatTests
{
    private const string Defaults =
        "01b0ea0102000380e0e5a4010480804005000700080109010a0100";

    private const string Pinned =
        "01dc0b02d00f038090e4c00404800805a09c01060409646561642e6669666f0701080209020a400b0161000b"
            + "016202c3a90c06706f6c696379027b7d00";

    [Fact]
    public void Write_WhenPinned_NeverChanges()
    {
        Assert.Equal(Pinned, Hex.Written(writer => SettingsCodec.Write(writer, FormatSamples.Settings)));
        Assert.Equal(Defaults, Hex.Written(writer => SettingsCodec.Write(writer, new QueueSettings())));
    }

    [Fact]
    public void Read_WhenPinned_GivesWhatWasWritten()
    {
        QueueSettings read = Read(Pinned);
        QueueSettings expected = FormatSamples.Settings;
        Assert.Equal(expected.Tags.OrderBy(tag => tag.Key), read.Tags.OrderBy(tag => tag.Key));
        Assert.Equal(expected.Annotations, read.Annotations);
        Assert.Equal(expected with { Tags = read.Tags, Annotations = read.Annotations }, read);
        Assert.Equal(Defaults, Hex.Written(writer => SettingsCodec.Write(writer, Read(Defaults))));
    }

    [Fact]
    public void Read_WhenThereAreNoFields_GivesTheDefaults() =>
        Assert.Equal(Defaults, Hex.Written(writer => SettingsCodec.Write(writer, Read("00"))));

    /// <summary>A field, a scope and a limit whose numbers were never given out.</summary>
    [Theory]
    [InlineData("ff0100")]
    [InlineData("080300")]
    [InlineData("090300")]
    public void Read_WhenALaterProgramMayHaveWrittenIt_SaysSo(string hex) =>
        Assert.Throws<UnknownFormatException>(() => Read(hex));

    /// <summary>No end; a time that is cut off; a name that is none; a scope 0; a text that is not UTF-8.</summary>
    [Theory]
    [InlineData("0101")]
    [InlineData("0180")]
    [InlineData("060401" + "20" + "00")]
    [InlineData("080000")]
    [InlineData("0b01ff00" + "00")]
    public void Read_WhenASettingIsDamaged_IsNotTakenForALaterOne(string hex) =>
        Assert.IsNotType<UnknownFormatException>(Assert.ThrowsAny<FormatException>(() => Read(hex)));

    [Fact]
    public void Write_WhenDeadLettersGoToAnExchange_NeverChanges()
    {
        DeadLetterSetting setting = new(ExchangeName.Parse("x"), 4) { RoutingKey = "k", HoldsUnroutable = false };
        string whole = Defaults[..^2] + "0d040178" + "0e016b" + "0f" + "00";
        string least = Defaults[..^2] + "0d040178" + "00";

        Assert.Equal(whole, Hex.Written(writer => SettingsCodec.Write(writer, Of(setting))));
        Assert.Equal(setting, Read(whole).DeadLetter);
        Assert.Equal(new DeadLetterSetting(ExchangeName.Parse("x"), 4), Read(least).DeadLetter);
        Assert.Equal(least, Hex.Written(writer => SettingsCodec.Write(writer, Read(least))));

        static QueueSettings Of(DeadLetterSetting deadLetter) => new() { DeadLetter = deadLetter };
    }

    [Fact]
    public void Write_WhenOnlyRejectionMakesDeadLetters_NeverChanges()
    {
        string toExchange = Defaults[..^2] + "0d000178" + "10" + "00";
        string toQueue = Defaults.Replace("0700", "06000464656164" + "0700", StringComparison.Ordinal)[..^2] + "1000";

        Assert.Equal(new DeadLetterSetting(ExchangeName.Parse("x"), null), Read(toExchange).DeadLetter);
        Assert.Equal(new DeadLetterSetting(QueueName.Parse("dead"), null), Read(toQueue).DeadLetter);
        Assert.All([toExchange, toQueue], hex => Assert.Equal(
            hex, Hex.Written(writer => SettingsCodec.Write(writer, Read(hex)))));
    }

    /// <summary>A name that is none; a key and two choices without an exchange.</summary>
    [Theory]
    [InlineData("0d040120" + "00")]
    [InlineData("0e016b" + "00")]
    [InlineData("0f" + "00")]
    [InlineData("10" + "00")]
    public void Read_WhenAnExchangeIsDamaged_IsNotTakenForALaterOne(string hex) =>
        Assert.IsNotType<UnknownFormatException>(Assert.ThrowsAny<FormatException>(() => Read(hex)));

    private static QueueSettings Read(string hex)
    {
        WireReader reader = new(Hex.Bytes(hex));
        QueueSettings settings = SettingsCodec.Read(ref reader);
        reader.ExpectEnd();
        return settings;
    }
}
