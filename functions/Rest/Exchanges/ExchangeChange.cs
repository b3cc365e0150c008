using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Exchanges;

/// <summary>Settings of an exchange as a client gives them; what is null was not given.</summary>
internal sealed record ExchangeChange
{
    public ExchangeType? Type { get; init; }

    public TopicSyntax? Syntax { get; init; }

    public ExchangeName? Alternate { get; init; }

    /// <summary>True if the alternate was given as null, which takes it away.</summary>
    public bool RemovesAlternate { get; init; }

    public bool? IsInternal { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The settings of a new exchange; what was not given takes its default.</summary>
    public ExchangeSettings ToSettings()
    {
        ExchangeType type = Type
            ?? throw ProblemException.BadRequest(ProblemCode.InvalidSetting, "The request lacks 'type'.");
        CheckSyntax(type);
        return Apply(new ExchangeSettings { Type = type, Syntax = Syntax ?? TopicSyntax.Amqp });
    }

    /// <summary>Refuses to change what is fixed.</summary>
    /// <exception cref="BrokerException"><c>ExchangeTypeFixed</c>.</exception>
    public void CheckFixed(ExchangeName exchange, ExchangeType type, TopicSyntax syntax)
    {
        if ((Type ?? type) == type)
            CheckSyntax(type);
        if ((Type ?? type) == type && (Syntax ?? syntax) == syntax)
            return;
        throw new BrokerException(
            BrokerErrorCode.ExchangeTypeFixed,
            $"Exchange '{exchange}' keeps its type and syntax. Delete it and make it again, or make another one.");
    }

    /// <summary>The settings with what was given, but for type and syntax.</summary>
    public ExchangeSettings Apply(ExchangeSettings settings) => settings with
    {
        Alternate = RemovesAlternate ? null : Alternate ?? settings.Alternate,
        IsInternal = IsInternal ?? settings.IsInternal,
        Tags = Tags ?? settings.Tags,
    };

    private void CheckSyntax(ExchangeType type)
    {
        if (Syntax is not null && type != ExchangeType.Topic)
        {
            throw ProblemException.BadRequest(
                ProblemCode.InvalidSetting, "'syntax' is of topic exchanges; others have none. Leave it out.");
        }
    }
}
