using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QueueService.Functions.Rest.Messages;

namespace QueueService.Functions.Rest.Json;

/// <summary>Answers with a type of <see cref="RestContracts"/>, for calls that are not hot.</summary>
internal static class ContractAnswer
{
    public static async Task AnswerAsync<T>(
        this HttpContext context, T value, JsonTypeInfo<T> contract, int status = StatusCodes.Status200OK)
    {
        using var answer = JsonAnswer.Begin();
        JsonSerializer.Serialize(answer.Json, value, contract);
        using var held = HeldAnswer.TakeIfLarge(context, answer.Length);
        await answer.SendAsync(context, status);
    }
}
