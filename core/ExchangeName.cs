using System.Buffers;

namespace QueueService;

/// <summary>
/// The name of an exchange: 1..80 characters of <c>A-Z a-z 0-9 _ - . :</c>, of which the first are not <c>amq.</c>.
/// Names are case-sensitive.
/// </summary>
public readonly record struct ExchangeName
{
    private const string Reserved = "amq.";

    private static readonly SearchValues<char> OfName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>The exchange of the topics of MQTT. It is built in: there from its first use on, for good.</summary>
    public static readonly ExchangeName Mqtt = new("mqtt");

    private readonly string? _value;

    private ExchangeName(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("The exchange name was never set.");

    public static bool TryParse(string? text, out ExchangeName name)
    {
        bool isName = IsInForm(text) && !IsReserved(text!);
        name = isName ? new ExchangeName(text!) : default;
        return isName;
    }

    /// <summary>
    /// Parses a name; throws <see cref="BrokerException"/> with <c>InvalidExchangeName</c> or <c>ReservedName</c>.
    /// </summary>
    public static ExchangeName Parse(string? text)
    {
        if (!IsInForm(text))
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidExchangeName,
                $"An exchange name has 1 to {Limits.MaxExchangeNameLength} characters of A-Z, a-z, 0-9, '_', '-', '.' "
                + "and ':'.");
        }

        if (IsReserved(text!))
        {
            throw new BrokerException(
                BrokerErrorCode.ReservedName,
                $"Names that begin with '{Reserved}' are kept for the service; take another one.");
        }

        return new ExchangeName(text!);
    }

    /// <summary>False if no name begins with this text; a listing by it is empty then.</summary>
    internal static bool MayBeginWith(string prefix) =>
        prefix.Length <= Limits.MaxExchangeNameLength && !prefix.AsSpan().ContainsAnyExcept(OfName);

    public override string ToString() => Value;

    private static bool IsInForm(string? text) =>
        text is { Length: > 0 and <= Limits.MaxExchangeNameLength } && !text.AsSpan().ContainsAnyExcept(OfName);

    private static bool IsReserved(string text) => text.StartsWith(Reserved, StringComparison.Ordinal);
}
