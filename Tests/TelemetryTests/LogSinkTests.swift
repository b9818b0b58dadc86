import Files
import JSONTree
import Logging
import Telemetry
import TemporaryFolders
import Testing

@Suite struct LogSinkTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func logger(_ sink: LogSink, level: Logger.Level = .info) -> Logger {
        Logger(label: "test", factory: { LineLogHandler(label: $0, sink: sink, level: level) })
    }

    @Test func `every place gets the line in its form`() throws {
        let sink = LogSink([
            .init(try LineWriter(appendingTo: folder("json")), .json),
            .init(try LineWriter(appendingTo: folder("text")), .text),
        ])
        logger(sink).notice("started", metadata: ["port": "5050"])

        #expect(try JSONValue(parsing: Array(folder.text(of: "json").utf8))["port"] == "5050")
        #expect(try folder.text(of: "text").hasSuffix("NOTICE   test: started port=5050\n"))
        #expect(sink.lostLines == 0)
    }

    @Test func `what is below the level is not written`() throws {
        let sink = LogSink([.init(try LineWriter(appendingTo: folder("log")), .text)])
        let logger = logger(sink, level: .warning)
        logger.notice("quiet")
        logger.warning("loud")
        #expect(try folder.lines(of: "log").map { $0.contains("loud") } == [true])
    }

    @Test func `metadata of the logger and of a provider are in the line`() throws {
        let sink = LogSink([.init(try LineWriter(appendingTo: folder("log")), .json)])
        let provider = Logger.MetadataProvider { ["trace": "T"] }
        var logger = Logger(
            label: "test",
            factory: { label in
                var handler = LineLogHandler(label: label, sink: sink)
                handler.metadataProvider = provider
                return handler
            })
        logger[metadataKey: "request.id"] = "R"
        logger.info("done")
        let line = try JSONValue(parsing: Array(folder.text(of: "log").utf8))
        #expect(line["trace"] == "T")
        #expect(line["request.id"] == "R")
    }

    @Test func `a full disk costs lines, counts them, and stops nobody`() throws {
        let sink = LogSink([
            .init(try LineWriter(appendingTo: "/dev/full"), .json),
            .init(try LineWriter(appendingTo: folder("log")), .json),
        ])
        let logger = logger(sink)
        logger.info("one")
        logger.info("two")
        #expect(sink.lostLines == 2)
        #expect(try folder.lines(of: "log").count == 2)
    }
}
