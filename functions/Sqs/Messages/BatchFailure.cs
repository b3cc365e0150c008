using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>An entry of a batch that failed while others may have succeeded.</summary>
internal sealed record BatchFailure(string Id, SqsError Error, string Message)
{
    public static BatchFailure Of(string id, SqsException refusal) => new(id, refusal.Error, refusal.Message);

    public static void Write(ISqsOutput output, BatchFailure failure)
    {
        output.Text("Id", failure.Id);
        output.Flag("SenderFault", string.Equals(failure.Error.Fault, "Sender", StringComparison.Ordinal));
        output.Text("Code", failure.Error.Code);
        output.Text("Message", failure.Message);
    }
}
