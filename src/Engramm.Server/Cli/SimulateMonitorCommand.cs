using System.CommandLine;

namespace Engramm.Server.Cli;

internal static class SimulateMonitorCommand
{
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "Address of the fictional practice", DefaultValueFactory = _ => "http://localhost:5080" };
        var command = new Command("simulate-monitor", "Send the vital signs of the fictional practice's patients over HL7 v2, following its clock.")
        {
            server, CommonOptions.MonitorPort,
        };
        command.SetAction((parsed, cancellation) => MonitorSimulationProcess.RunAsync(new Uri(parsed.GetValue(server)!), parsed.GetValue(CommonOptions.MonitorPort), cancellation));
        return command;
    }
}
