using NerWorkshop.Cli;

return await NerCommandLine.RunAsync(args, new Terminal(Console.In, Console.Out, Console.Error));
