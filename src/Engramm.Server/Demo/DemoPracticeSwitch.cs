using Engramm.Content;
using Engramm.Quantities;
using Engramm.Server.Access;
using Engramm.Server.Clock;
using Engramm.Storage;

namespace Engramm.Server.Demo;

/// <summary>Starts an empty fictional practice in the running server. The one before stays in the database and is no longer shown.</summary>
public sealed class DemoPracticeSwitch(EngrammContexts contexts, PracticeProfile profile, PracticeClock clock, ContentLibrary content)
{
    public async Task BeginEmptyAsync(Language language, CancellationToken cancellation)
    {
        if (!profile.IsFictional)
        {
            throw new InvalidOperationException("A real practice is never replaced.");
        }

        profile.Take(await DemoPractice.BeginAsync(contexts, content, language, clock, cancellation));
    }
}
