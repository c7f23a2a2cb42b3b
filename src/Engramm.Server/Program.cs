return await Engramm.Server.Cli.EngrammCommand.RunAsync(args);
