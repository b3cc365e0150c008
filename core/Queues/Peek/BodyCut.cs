using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Cuts bodies to what is to be shown of them.</summary>
internal static class BodyCut
{
    /// <summary>
    /// The message with the beginning of its body, apart from the frame that it came from; text ends between two
    /// characters.
    /// </summary>
    public static MessageView To(MessageView view, int? bytes)
    {
        if (bytes is not { } most || view.Body.Length <= most)
            return view;
        int length = most;
        if (view.IsText)
        {
            ReadOnlySpan<byte> body = view.Body.Span;
            while (length > 0 && (body[length] & 0xC0) == 0x80)
                length--;
        }

        return view with { Body = view.Body[..length].ToArray() };
    }
}
