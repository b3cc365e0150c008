namespace QueueService.Functions.Sqs.Wire;

/// <summary>What a member of a request is, which decides how the Query protocol flattens it.</summary>
internal enum QueryKind
{
    /// <summary>A text, a number or bytes: <c>MessageBody</c>.</summary>
    Single = 1,

    /// <summary>Texts: <c>AttributeName.1</c>.</summary>
    List,

    /// <summary>Texts by name: <c>Attribute.1.Name</c> and <c>Attribute.1.Value</c>.</summary>
    Map,

    /// <summary>Structures: <c>DeleteMessageBatchRequestEntry.1.Id</c>.</summary>
    Items,

    /// <summary>
    /// Structures by name: <c>MessageAttribute.1.Name</c> and <c>MessageAttribute.1.Value.DataType</c>.
    /// </summary>
    Structures,
}
