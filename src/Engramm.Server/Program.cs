using System.Text;
using Engramm.Server.Cli;

// Data is read by other programs: the same bytes on every system.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await EngrammCommand.RunAsync(args, Console.Out, Console.Error);
