using Engramm.Cockpit;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<CockpitRoot>("#cockpit");
await builder.Build().RunAsync();
