using Engramm.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Engramm.Storage;

/// <summary>Makes contexts: for a request with its actor, or for a background step with its own.</summary>
public sealed class EngrammContexts(DbContextOptions<EngrammDbContext> options, AuditWriter audit) : IDbContextFactory<EngrammDbContext>
{
    /// <summary>A context that reads and writes as the actor, in the actor's practice.</summary>
    public EngrammDbContext Create(CurrentActor actor) => new(options, actor, audit);

    /// <summary>A context of the server itself, in one practice.</summary>
    public EngrammDbContext Create(Guid practiceId) => Create(new CurrentActor { PracticeId = practiceId });

    /// <summary>A context bound to no practice: for rows that carry their practice themselves.</summary>
    public EngrammDbContext CreateDbContext() => Create(new CurrentActor());
}
