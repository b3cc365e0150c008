namespace QueueService.Exchanges.Matching;

/// <summary>How an exchange chooses among its bindings. **stored**; pinned by <c>BindingFormatTests</c>.</summary>
public enum ExchangeType
{
    /// <summary>Bindings whose key is that of the message.</summary>
    Direct = 1,

    /// <summary>All bindings.</summary>
    Fanout,

    /// <summary>Bindings whose pattern takes the key of the message.</summary>
    Topic,

    /// <summary>Bindings whose conditions the attributes of the message meet.</summary>
    Headers,
}
