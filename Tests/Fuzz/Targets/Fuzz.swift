import CFuzzer
import Glibc

/// Runs one target for as long as libFuzzer is told to: `Fuzz <target> [folders and options of libFuzzer]`.
@main struct Fuzz {
    private static let target = FuzzTarget(rawValue: CommandLine.arguments.dropFirst().first ?? "")

    static func main() {
        guard target != nil else { fatalError("the targets are \(FuzzTarget.allCases.map(\.rawValue))") }
        // libFuzzer is called as if the target were the program.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        exit(
            unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
                Fuzz.target?.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: size)))
                return 0
            })
    }
}
