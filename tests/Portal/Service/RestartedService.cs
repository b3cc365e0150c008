namespace QueueService.Tests.Portal.Service;

/// <summary>A service on a folder, which can be killed and comes back at the same address.</summary>
internal sealed class RestartedService : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-restart");

    private RestartedService()
    {
    }

    public PortalService Current { get; private set; } = null!;

    public static async Task<RestartedService> StartAsync()
    {
        RestartedService service = new();
        service.Current = await service.BeginAsync("http://127.0.0.1:0");
        return service;
    }

    public async Task KillAsync() => await Current.KillAsync();

    public async Task ComeBackAsync()
    {
        string address = Current.Address.GetLeftPart(UriPartial.Authority);
        Current.Dispose();
        Current = await BeginAsync(address);
    }

    public void Dispose()
    {
        Current.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<PortalService> BeginAsync(string address) =>
        PortalService.StartAsync($"--urls={address}", $"--Storage:Path={_folder.FullName}");
}
