using Engramm.Cockpit;
using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<CockpitRoot>("#cockpit");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress), Timeout = TimeSpan.FromSeconds(10) });
builder.Services.AddSingleton<SessionLink>();
builder.Services.AddSingleton<Browser>();
builder.Services.AddSingleton<LiveSession>();
await builder.Build().RunAsync();
