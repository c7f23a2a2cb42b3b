namespace Engramm.EndToEnd.Tests;

/// <summary>One running demo for all who only look and neither turn its clock nor treat anybody.</summary>
public sealed class SharedDemo : IAsyncLifetime
{
    private DemoServer? server;

    /// <summary>Where it answers.</summary>
    public Uri Address => server!.Address;

    public async ValueTask InitializeAsync() => server = await DemoServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The classes that share one demo.</summary>
[CollectionDefinition]
public sealed class Looking : ICollectionFixture<SharedDemo>;
