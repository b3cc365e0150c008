using System.Text;
using QueueService.Functions.Sqs.Digests;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>A message as SQS shows it.</summary>
/// <param name="Body">
/// UTF-8. A body of bytes, which another protocol sent, is shown as base64: bodies of SQS are text.
/// </param>
internal readonly record struct ReceivedMessage(MessageView View, ReadOnlyMemory<byte> Body, Md5Digest Digest)
{
    public static ReceivedMessage[] Of(IReadOnlyList<MessageView> views)
    {
        ReadOnlyMemory<byte>[] bodies = new ReadOnlyMemory<byte>[views.Count];
        for (int n = 0; n < bodies.Length; n++)
        {
            bodies[n] = views[n].IsText
                ? views[n].Body
                : Encoding.ASCII.GetBytes(Convert.ToBase64String(views[n].Body.Span));
        }

        Md5Digest[] digests = Md5Batch.Of(bodies);
        ReceivedMessage[] messages = new ReceivedMessage[bodies.Length];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = new ReceivedMessage(views[n], bodies[n], digests[n]);
        return messages;
    }
}
