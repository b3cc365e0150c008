using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>
/// Settings of exchanges as bytes: tagged fields in the order of their numbers. Stored: pinned by
/// <c>ExchangeFormatTests</c>. A number that has not been given out is a setting of a later program.
/// </summary>
internal static class ExchangeSettingsCodec
{
    private enum Field : byte
    {
        End = 0,
        Type = 1,
        Syntax = 2,
        Alternate = 3,
        Internal = 4,
        Tag = 5,
    }

    public static void Write(WireWriter writer, ExchangeSettings settings)
    {
        writer.Byte((byte)Field.Type);
        writer.Byte((byte)settings.Type);
        writer.Byte((byte)Field.Syntax);
        writer.Byte((byte)settings.Syntax);
        if (settings.Alternate is { } alternate)
        {
            writer.Byte((byte)Field.Alternate);
            writer.Text(alternate.Value);
        }

        if (settings.IsInternal)
            writer.Byte((byte)Field.Internal);
        foreach ((string key, string value) in settings.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            writer.Byte((byte)Field.Tag);
            writer.Text(key);
            writer.Text(value);
        }

        writer.Byte((byte)Field.End);
    }

    public static ExchangeSettings Read(ref WireReader reader)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        ExchangeSettings settings = new() { Type = ExchangeType.Direct, Tags = tags };
        while (true)
        {
            Field field = (Field)reader.Byte();
            switch (field)
            {
                case Field.End:
                    return settings;
                case Field.Type:
                    settings = settings with { Type = WireReader.Choice<ExchangeType>(reader.Byte()) };
                    break;
                case Field.Syntax:
                    settings = settings with { Syntax = WireReader.Choice<TopicSyntax>(reader.Byte()) };
                    break;
                case Field.Alternate:
                    settings = settings with { Alternate = Name(reader.Text()) };
                    break;
                case Field.Internal:
                    settings = settings with { IsInternal = true };
                    break;
                case Field.Tag:
                    tags[reader.Text()] = reader.Text();
                    break;
                default:
                    throw new UnknownFormatException($"Unknown exchange setting {(byte)field}.");
            }
        }
    }

    public static ExchangeName Name(string text) => ExchangeName.TryParse(text, out ExchangeName name)
        ? name
        : throw new FormatException("The name is not the name of an exchange.");
}
