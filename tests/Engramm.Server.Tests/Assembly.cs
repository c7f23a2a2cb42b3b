// Each test starts a whole server; ./test fast leaves them out.
[assembly: Trait("Needs", "Server")]
