namespace QueueService.Partitions.Messages;

/// <summary>The type of a message attribute's value.</summary>
public enum AttributeKind
{
    Text = 1,

    /// <summary>A decimal number, kept as the text that was sent so that no precision is lost.</summary>
    Number,
    Binary,

    /// <summary>The text <c>true</c> or <c>false</c>.</summary>
    Boolean,
}
