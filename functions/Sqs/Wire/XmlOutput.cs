using System.Globalization;
using System.Text;
using System.Xml;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>An answer of the AWS Query protocol.</summary>
internal sealed class XmlOutput(XmlWriter xml) : ISqsOutput
{
    public const string Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    /// <summary>Carriage returns are written as references: parsers would make line feeds of them.</summary>
    public static XmlWriterSettings Settings { get; } = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    public void Text(string name, string? value)
    {
        if (value is not null)
            xml.WriteElementString(name, Namespace, Representable(value));
    }

    public void Utf8(string name, ReadOnlySpan<byte> value) => Text(name, Encoding.UTF8.GetString(value));

    public void Number(string name, long value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    public void Flag(string name, bool value) => Text(name, value ? "true" : "false");

    public void Blob(string name, ReadOnlySpan<byte> value) => Text(name, Convert.ToBase64String(value));

    public void Texts(string name, string queryName, IReadOnlyList<string> values, bool isRequired = false)
    {
        foreach (string value in values)
            Text(queryName, value);
    }

    public void Map(
        string name, string queryName, IReadOnlyCollection<KeyValuePair<string, string>> map, string queryKey)
    {
        foreach ((string key, string value) in map)
        {
            xml.WriteStartElement(queryName, Namespace);
            Text(queryKey, key);
            Text("Value", value);
            xml.WriteEndElement();
        }
    }

    public void Items<T>(string name, string queryName, ReadOnlySpan<T> items, Action<ISqsOutput, T> write)
    {
        foreach (T item in items)
        {
            xml.WriteStartElement(queryName, Namespace);
            write(this, item);
            xml.WriteEndElement();
        }
    }

    public void Structures<T>(
        string name,
        string queryName,
        ReadOnlySpan<T> items,
        Func<T, string> key,
        Action<ISqsOutput, T> write)
    {
        foreach (T item in items)
        {
            xml.WriteStartElement(queryName, Namespace);
            Text("Name", key(item));
            xml.WriteStartElement("Value", Namespace);
            write(this, item);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    /// <summary>Other protocols take characters that XML 1.0 cannot write, not even as references.</summary>
    private static string Representable(string text)
    {
        int wrong = FirstWrong(text, 0);
        if (wrong < 0)
            return text;
        StringBuilder result = new(text);
        for (; wrong >= 0; wrong = FirstWrong(text, wrong + 1))
            result[wrong] = '\uFFFD';
        return result.ToString();
    }

    private static int FirstWrong(string text, int start)
    {
        for (int n = start; n < text.Length; n++)
        {
            if (XmlConvert.IsXmlChar(text[n]))
                continue;
            if (n + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[n + 1], text[n]))
                n++;
            else
                return n;
        }

        return -1;
    }
}
