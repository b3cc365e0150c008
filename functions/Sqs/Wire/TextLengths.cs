using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// How long a member of a request may be, looked at before it is made into text: what a call would refuse for its
/// meaning must not cost memory first. In bytes as they were sent, and so with escapes.
/// </summary>
internal static class TextLengths
{
    /// <summary>A policy is the longest text that is no message; JSON in JSON doubles its quotes.</summary>
    public const int Text = 2 * Limits.MaxAnnotationBytes;

    /// <summary>The names of attributes, tags and their kin; six times as long where all of one is escaped.</summary>
    public const int Name = 6 * Limits.MaxAttributeNameLength;

    /// <summary>Six bytes for a byte of a message where all of it is escaped.</summary>
    private const int Content = 6 * Limits.MaxMessageBytes;

    private const string ContentName = "StringValue";

    /// <summary>Bytes in base64.</summary>
    public static int Blob { get; } = System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(Limits.MaxMessageBytes);

    /// <summary>Refuses a string that is too long for the member.</summary>
    public static void Check(string member, int length)
    {
        int most = string.Equals(member, ContentName, StringComparison.Ordinal) ? Content : Text;
        Check(member, length, most);
    }

    public static void Check(string member, int length, int most)
    {
        if (length > most)
            throw SqsException.TooLong(member, length, most);
    }
}
