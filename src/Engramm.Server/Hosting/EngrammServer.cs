using Engramm.Care.Access;
using Engramm.Content;
using Engramm.Content.Access;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Cli;
using Engramm.Server.Clock;
using Engramm.Server.Demo;
using Engramm.Server.Design;
using Engramm.Server.Identity;
using Engramm.Server.Live;
using Engramm.Server.Mail;
using Engramm.Server.Printing;
using Engramm.Server.Staff.Body;
using Engramm.Server.Staff.Monitors;
using Engramm.Server.Staff.Patients;
using Engramm.Server.Staff.Release;
using Engramm.Server.Staff.Users;
using Engramm.Sessions;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Engramm.Storage.SessionLog;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Hosting;

/// <summary>Puts the server together. Tests build it the same way on a free port.</summary>
public static class EngrammServer
{
    /// <summary>Builds a server that is ready to start: content checked, database at the newest migration, practice loaded.</summary>
    /// <param name="options">Where it keeps its things and listens.</param>
    /// <param name="adjust">Changes to the builder before anything is built.</param>
    /// <param name="content">Content that is loaded already; null reads and checks the folder of the options.</param>
    /// <exception cref="ContentException">A content file is wrong; the message names file, line and reason.</exception>
    /// <exception cref="PracticeMissingException">The database holds no practice yet.</exception>
    /// <exception cref="CalledWronglyException">A real practice has mail and no public address.</exception>
    public static async Task<WebApplication> BuildAsync(ServerOptions options, Action<WebApplicationBuilder>? adjust = null, ContentLibrary? content = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(EngrammServer).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told once, by the command line, with what to do; its exceptions travel up and are not lost.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
        // Only files known at the build are served: no endpoint that answers for every other path with a dot in it.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";

        var clock = new PracticeClock(TimeProvider.System);
        var master = MasterKey.FromFile(options.KeyFile);
        var contexts = StorageSetup.Contexts(options, master, clock);
        content ??= await LoadContentAsync(options);
        var practice = new PracticeProfile();

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton(master);
        services.AddSingleton(contexts);
        services.AddSingleton<IDbContextFactory<EngrammDbContext>>(contexts);
        services.AddSingleton(content);
        services.AddSingleton(practice);
        services.AddSingleton<Releases>();
        services.AddSingleton(TextCatalog.FromAssembly(typeof(EngrammServer).Assembly, typeof(SessionState).Assembly));
        services.AddSingleton(new AccessRules(content.AllVersions<AccessTable>()[^1]));
        services.AddSingleton(new AuditWriter(master, clock));
        services.AddSingleton<SessionLogStore>();
        services.AddSingleton<SessionLeases>();
        services.AddSingleton<IdleLock>();
        services.AddSingleton<NewsBoard>();
        services.AddSingleton(new SessionWatch(TimeProvider.System));
        services.AddSingleton<SessionConsequences>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<SessionDesk>(s, TimeProvider.System));
        services.AddSingleton<RecordHolds>();
        services.AddHostedService(s => s.GetRequiredService<RecordHolds>());
        services.AddSingleton<HeardMonitors>();
        services.AddSingleton<MonitorDesk>();
        services.AddSingleton<MonitorHost>();
        services.AddHostedService(s => s.GetRequiredService<HeardMonitors>());
        services.AddHostedService(s => s.GetRequiredService<MonitorHost>());
        services.AddHostedService<NewsFromNodes>();
        services.AddHostedService<LonelySessions>();
        services.AddSingleton<MailSender>();
        services.AddHostedService(s => s.GetRequiredService<MailSender>());
        services.AddSingleton<DeviceLimits>(_ => new DeviceLimits());
        services.AddScoped<CurrentActor>();
        services.AddScoped<Visit>();
        services.AddScoped<MagicLinks>();
        services.AddScoped<Registration>();
        services.AddScoped<UserDesk>();
        services.AddScoped<AccessDesk>();
        services.AddScoped<NextSteps>();
        services.AddScoped<ClockDesk>();
        services.AddScoped<BodyDesk>();
        services.AddScoped<HeldMessages>();
        services.AddScoped<HeldDesk>();
        services.AddScoped<MonitorTying>();
        services.AddScoped<DeviceKeys>();
        services.AddScoped<DeviceDesk>();
        services.AddScoped<FhirDesk>();
        services.AddSingleton<DemoPracticeSwitch>();
        services.AddScoped<PageContexts>();
        services.AddSingleton<PdfPrinter>();
        services.AddScoped(s => contexts.Create(s.GetRequiredService<CurrentActor>()));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "keys"))).SetApplicationName("engramm");
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>(o =>
            {
                o.Password.RequiredLength = Passwords.Least;
                o.Password.RequireNonAlphanumeric = false;
                o.Password.RequireUppercase = false;
                o.Password.RequireDigit = false;
                o.Lockout.MaxFailedAccessAttempts = 8;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                o.User.RequireUniqueEmail = true;
            })
            .AddEntityFrameworkStores<EngrammDbContext>()
            .AddDefaultTokenProviders();
        services.AddAuthentication().AddCookie(SignIns.Scheme, o =>
        {
            o.Cookie.Name = "engramm";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.ExpireTimeSpan = SignIns.Longest;
            o.SlidingExpiration = false;
        });
        adjust?.Invoke(builder);

        var app = builder.Build();
        await LoadPracticeAsync(contexts, practice, clock);
        if (!practice.IsFictional && options is { Mail: not null, PublicAddress: null })
        {
            throw new CalledWronglyException("Mail carries links, and a link needs the address under which browsers reach this practice: give --public-address https://NAME (ENGRAMM_PUBLIC_ADDRESS).");
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Failures>();
        app.UseMiddleware<PublicAddress>();
        // Every cookie, whoever writes it, goes over https alone where the practice is served so.
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.SameAsRequest });
        app.UseStatusCodePages(Refused.FillAsync);
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<TourGuide>();
        app.MapStaticAssets();
        app.MapEngramm();
        return app;
    }

    /// <summary>
    /// Reads and checks the content. Meanwhile what the first use would wait for is made ready: the model of the database and the
    /// form of session entries. Both take as long, touch no database and are kept for the whole process.
    /// </summary>
    /// <exception cref="ContentException">A content file is wrong.</exception>
    public static async Task<ContentLibrary> LoadContentAsync(ServerOptions options)
    {
        var ready = Task.WhenAll(Task.Run(() => StorageSetup.BuildModel(options)), Task.Run(SessionJson.Prepare));
        var content = ContentLibrary.Load(options.ContentFolder, options.ContentSeal);
        await ready;
        return content;
    }

    /// <summary>Brings the database to the newest migration and reads the practice it holds.</summary>
    private static async Task LoadPracticeAsync(EngrammContexts contexts, PracticeProfile profile, PracticeClock clock)
    {
        await using var db = contexts.CreateDbContext();
        await db.Database.ToNewestMigrationAsync();
        var settings = await db.Practices.IgnoreQueryFilters().AsNoTracking().OrderByDescending(p => p.BegunAt).FirstOrDefaultAsync() ?? throw new PracticeMissingException();
        profile.Take(settings);
        if (settings is { IsFictional: true, ClockSetAt: { } setAt, ClockShowed: { } showed })
        {
            clock.Resume(setAt, showed, settings.ClockRate);
        }
    }
}

/// <summary>The database is empty: nobody has said yet whether it is a fictional or a real practice.</summary>
public sealed class PracticeMissingException()
    : Exception("The database holds no practice yet. Run './engramm init --name \"Your practice\"' for a real one or './engramm demo' for the fictional one.");
