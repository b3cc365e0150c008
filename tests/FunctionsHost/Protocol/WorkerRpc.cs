using Grpc.Core;

namespace QueueService.Tests.FunctionsHost.Protocol;

/// <summary>What a worker calls: one call, which lasts as long as the worker.</summary>
internal sealed class WorkerRpc(WorkerConnections connections) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.StartStream is not { } start)
            throw new Grpc.Core.RpcException(new Status(StatusCode.InvalidArgument, "The first message must be StartStream."));
        WorkerChannel channel = new(responseStream);
        if (!connections.TryConnect(start.WorkerId, channel))
            throw new Grpc.Core.RpcException(new Status(StatusCode.NotFound, "Nobody has started a worker of this id."));
        await channel.ReadAsync(requestStream, context.CancellationToken);
    }
}
