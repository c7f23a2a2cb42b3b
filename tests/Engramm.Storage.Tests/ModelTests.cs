using Engramm.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage.Tests;

public class ModelTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_migrations_hold_the_whole_model(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Contexts.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed. Add a migration to both engines, see CONTRIBUTING.md.");
    }

    [Fact]
    public async Task Saving_without_the_audit_chain_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var db = database.Contexts.CreateDbContext();
        Assert.Throws<NotSupportedException>(() => db.SaveChanges());
    }
}
