internal import CommandLineTool

await CommandLineTool.main()
