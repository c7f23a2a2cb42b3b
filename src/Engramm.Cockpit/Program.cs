using Engramm.Cockpit;
using Engramm.Cockpit.Drills;
using Engramm.Cockpit.Link;
using Engramm.Cockpit.Live;
using Engramm.Cockpit.Planner;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
// The cockpit has a page of its own; anywhere else the app was started by the planner of that page.
if (string.Equals(new Uri(builder.HostEnvironment.BaseAddress).AbsolutePath, "/cockpit/", StringComparison.Ordinal))
{
    builder.RootComponents.Add<CockpitPageRoot>("#cockpit");
}
else
{
    builder.RootComponents.Add<PlannerRoot>("#planner");
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress), Timeout = TimeSpan.FromSeconds(6) });
builder.Services.AddSingleton<SessionLink>();
builder.Services.AddSingleton<DrillRoom>();
// A drill has no server: what asks for one gets the drill itself.
builder.Services.AddSingleton<ISessionServer>(services =>
    CockpitPageRoot.IsDrill(services.GetRequiredService<NavigationManager>()) ? services.GetRequiredService<DrillRoom>() : services.GetRequiredService<SessionLink>());
builder.Services.AddSingleton<Browser>();
builder.Services.AddSingleton<PlanForm>();
builder.Services.AddSingleton<LiveSession>();
await builder.Build().RunAsync();
