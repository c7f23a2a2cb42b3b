using System.CommandLine;
using Engramm.Care.Access;
using Engramm.Care.Practice;
using Engramm.Quantities;
using Engramm.Server.Hosting;
using Engramm.Server.Identity;
using Engramm.Storage;
using Engramm.Storage.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Server.Cli;

internal static class InitCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Name of the practice", Required = true };
        var email = new Option<string>("--admin-email") { Description = "E-mail of the first administrator", Required = true };
        var command = new Command("init", "Create a real, empty practice with its first administrator. Reads the first password from standard input.")
        {
            name, email, CommonOptions.Data, CommonOptions.Database, CommonOptions.Connection, Printed.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = CommonOptions.Read(parsed, "data/practice");
            var contexts = StorageSetup.Contexts(options, MasterKey.FromFile(options.KeyFile), TimeProvider.System);
            await using var empty = contexts.CreateDbContext();
            await empty.Database.ToNewestMigrationAsync(cancellation);
            if (await empty.Practices.IgnoreQueryFilters().AnyAsync(cancellation))
            {
                throw new CommandFailedException($"{options.DataFolder} already holds a practice. Choose another folder with --data.");
            }

            await parsed.InvocationConfiguration.Error.WriteLineAsync($"First password of the administrator ({Passwords.Least} characters or more), then Enter:");
            var password = (await Console.In.ReadLineAsync(cancellation))?.Trim() ?? string.Empty;
            if (password.Length < Passwords.Least)
            {
                throw new CommandFailedException($"The password has {password.Length} characters; {Passwords.Least} is the least. Nothing was created.");
            }

            var practice = new PracticeSettings { Id = Guid.CreateVersion7(), Name = parsed.GetValue(name)!, IsFictional = false, BegunAt = TimeProvider.System.GetUtcNow() };
            practice.PracticeId = practice.Id;
            var administrator = NewAccount(practice.Id, parsed.GetValue(email)!, Role.Administrator, "Administrator");
            administrator.PasswordHash = new PasswordHasher<Account>().HashPassword(administrator, password);
            await using var db = contexts.Create(practice.Id);
            db.Add(practice);
            db.Add(administrator);
            await db.SaveChangesAsync(cancellation);
            await Printed.WriteAsync(
                parsed,
                new { PracticeId = practice.Id, practice.Name, Administrator = administrator.Email },
                $"Created '{practice.Name}'. Next: ./engramm serve, sign in as {administrator.Email} and set up the second factor.");
            return 0;
        });
        return command;
    }

    /// <summary>An account with everything Identity needs to find it.</summary>
    public static Account NewAccount(Guid practiceId, string email, Role role, string displayName) => new()
    {
        Id = Guid.CreateVersion7(),
        PracticeId = practiceId,
        Role = role,
        DisplayName = displayName,
        Language = Language.German,
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        EmailConfirmed = true,
        LockoutEnabled = true,
        SecurityStamp = Guid.NewGuid().ToString("N"),
    };
}
