using System.IO.Pipelines;
using System.Xml;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Answers of the AWS Query protocol.</summary>
internal sealed class XmlAnswerWriter : ISqsAnswerWriter
{
    public Task<bool> AnswerAsync(HttpContext context, string action, SqsAnswer? answer)
    {
        string requestId = RequestIds.Next();
        return SendAsync(context, StatusCodes.Status200OK, requestId, xml =>
        {
            xml.WriteStartElement(action + "Response", XmlOutput.Namespace);
            if (answer is not null)
            {
                xml.WriteStartElement(action + "Result", XmlOutput.Namespace);
                answer(new XmlOutput(xml));
                xml.WriteEndElement();
            }

            xml.WriteStartElement("ResponseMetadata", XmlOutput.Namespace);
            xml.WriteElementString("RequestId", XmlOutput.Namespace, requestId);
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
    }

    public Task RefuseAsync(HttpContext context, SqsException refusal)
    {
        string requestId = RequestIds.Next();
        return SendAsync(context, refusal.Error.Status, requestId, xml =>
        {
            if (refusal.Error == SqsError.UnknownOperation)
            {
                xml.WriteElementString("UnknownOperationException", "");
                return;
            }

            xml.WriteStartElement("ErrorResponse", XmlOutput.Namespace);
            xml.WriteStartElement("Error", XmlOutput.Namespace);
            XmlOutput output = new(xml);
            output.Text("Type", refusal.Error.Fault);
            output.Text("Code", refusal.Error.Code);
            output.Text("Message", refusal.Message);
            output.Text("Detail", "");
            xml.WriteEndElement();
            output.Text("RequestId", requestId);
            xml.WriteEndElement();
        });
    }

    private static async Task<bool> SendAsync(
        HttpContext context, int status, string requestId, Action<XmlWriter> write)
    {
        using MemoryStream stream = new();
        using (XmlWriter xml = XmlWriter.Create(stream, XmlOutput.Settings))
            write(xml);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        context.Response.ContentLength = stream.Length;
        context.Response.Headers[RequestIds.Header] = requestId;
        FlushResult flushed = await context.WriteAnswerAsync(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return !flushed.IsCanceled && !flushed.IsCompleted;
    }
}
