namespace QueueService.Exchanges.Matching;

/// <summary>
/// How the patterns of a topic exchange are written. **stored**; pinned by <c>BindingFormatTests</c>.
/// </summary>
public enum TopicSyntax
{
    /// <summary>
    /// Words between dots; <c>*</c> takes one word, <c>#</c> any number of them. The empty key has no words.
    /// </summary>
    Amqp = 1,

    /// <summary>
    /// Topic filters (MQTT 5.0, section 4.7): levels between slashes; <c>+</c> takes one level, and <c>#</c> at the end
    /// any number of them. Neither takes a first level that begins with <c>$</c>.
    /// </summary>
    Mqtt,
}
