using System.Text;

namespace QueueService.Exchanges.Matching;

/// <summary>What keys of messages and of bindings may be. The syntax counts for topic exchanges alone.</summary>
internal static class RoutingKeyRules
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Refuses the key of a message with <c>InvalidMessage</c>.</summary>
    public static void CheckKey(ExchangeType type, TopicSyntax syntax, string key)
    {
        if (Fault(type, syntax, key) is { } fault)
            throw new BrokerException(BrokerErrorCode.InvalidMessage, $"The routing key {fault}");
        if (HasWildcard(type, syntax, key))
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidMessage,
                "The routing key has a wildcard, '#' or '+', which MQTT has in topic filters only. Name one topic.");
        }
    }

    /// <summary>True if a message may have this key.</summary>
    public static bool IsKey(ExchangeType type, TopicSyntax syntax, string key) =>
        Fault(type, syntax, key) is null && !HasWildcard(type, syntax, key);

    /// <summary>Refuses the key or pattern of a binding with <c>InvalidBinding</c>.</summary>
    public static void CheckPattern(ExchangeType type, TopicSyntax syntax, string pattern)
    {
        if ((Fault(type, syntax, pattern) ?? (IsMqtt(type, syntax) ? FilterFault(pattern) : null)) is { } fault)
            throw new BrokerException(BrokerErrorCode.InvalidBinding, $"The routing key of the binding {fault}");
    }

    /// <summary>How many words a key or pattern has.</summary>
    public static int Words(TopicSyntax syntax, string key) => syntax == TopicSyntax.Mqtt
        ? key.AsSpan().Count('/') + 1
        : key.Length == 0 ? 0 : key.AsSpan().Count('.') + 1;

    private static bool HasWildcard(ExchangeType type, TopicSyntax syntax, string key) =>
        IsMqtt(type, syntax) && key.AsSpan().ContainsAny('#', '+');

    private static bool IsMqtt(ExchangeType type, TopicSyntax syntax) =>
        type == ExchangeType.Topic && syntax == TopicSyntax.Mqtt;

    private static string? Fault(ExchangeType type, TopicSyntax syntax, string key)
    {
        bool isMqtt = IsMqtt(type, syntax);
        int limit = isMqtt ? Limits.MaxTopicBytes : Limits.MaxRoutingKeyBytes;
        if (Bytes(key) is not { } bytes)
            return "is not valid Unicode: half of a surrogate pair is missing.";
        if (bytes > limit)
            return $"has {bytes} bytes of UTF-8; it may have {limit}.";
        if (isMqtt && key.Length == 0)
            return "is empty; a topic of MQTT has at least one character.";
        if (isMqtt && key.Contains('\0', StringComparison.Ordinal))
            return "has a character U+0000, which topics of MQTT cannot have.";
        if (type == ExchangeType.Topic && Words(syntax, key) is > Limits.MaxRoutingWords and int words)
            return $"has {words} words; on a topic exchange it may have {Limits.MaxRoutingWords}.";
        return null;
    }

    private static string? FilterFault(string filter)
    {
        string[] levels = filter.Split('/');
        for (int n = 0; n < levels.Length; n++)
        {
            if (levels[n].Contains('+', StringComparison.Ordinal) && levels[n].Length > 1)
                return "has '+' beside other characters; in MQTT it stands alone between slashes.";
            if (levels[n].Contains('#', StringComparison.Ordinal) && (levels[n].Length > 1 || n < levels.Length - 1))
                return "has '#' in another place than alone at its end, which is the only one in MQTT.";
        }

        return null;
    }

    /// <summary>Null if it is not valid Unicode.</summary>
    public static int? Bytes(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
