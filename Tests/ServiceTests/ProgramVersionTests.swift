import Service
import Testing

@Suite struct ProgramVersionTests {
    @Test func `each library tells its own version`() {
        #expect(ProgramVersion.libraries.map(\.name) == ["libcurl", "OpenSSL", "libwebsockets"])
        for (name, version) in ProgramVersion.libraries {
            let parts = version.split(separator: ".")
            #expect(parts.count >= 3 && parts[0].allSatisfy(\.isNumber), "\(name) \(version)")
        }
    }

    @Test func `a report begins with the program and ends with the system`() {
        #expect(ProgramVersion.report.first == "steward \(ProgramVersion.current)")
        #expect(ProgramVersion.report.count == 5)
        #expect(ProgramVersion.report.last?.isEmpty == false)
    }

    @Test func `one line has the program and its libraries`() {
        #expect(ProgramVersion.line.hasPrefix("steward \(ProgramVersion.current), libcurl "))
    }
}
