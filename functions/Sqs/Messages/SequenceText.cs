using System.Globalization;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Sequence numbers as SQS shows them: 20 decimal digits.</summary>
internal static class SequenceText
{
    public static string Of(long sequenceNumber) => sequenceNumber.ToString("D20", CultureInfo.InvariantCulture);
}
