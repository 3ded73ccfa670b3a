import Glibc

guard CommandLine.arguments.count == 3 else {
    say("usage: gantry-store-writer write|bench FOLDER")
    exit(2)
}
let folder = CommandLine.arguments[2]
if CommandLine.arguments[1] == "bench" {
    try await StoreBench(folder: folder).run()
} else {
    try await WriteLoop(folder: folder).run()
}
