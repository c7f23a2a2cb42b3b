namespace Engramm.Content.Tests;

public class RealContentTests
{
    [Fact]
    public void The_content_of_the_repository_loads() => Assert.NotEmpty(ContentLibrary.Load(ContentFolder.Real).Everything());
}
