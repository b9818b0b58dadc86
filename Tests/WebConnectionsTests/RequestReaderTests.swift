import Testing

@testable import WebConnections

@Suite struct RequestReaderTests {
    private static let requests =
        "POST /a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nxyzGET /d HTTP/1.0\r\n\r\n"

    @Test(arguments: 0..<requests.utf8.count)
    func `where the bytes are cut makes no difference`(cut: Int) throws {
        var reader = RequestReader(maximumBodySize: 10)
        var seen: [String] = []
        for piece in [Self.requests.utf8.prefix(cut), Self.requests.utf8.dropFirst(cut)] {
            reader.add(Array(piece))
            while case .request(let request, let keepsAlive) = try reader.next() {
                seen.append(
                    "\(request.method) \(request.path) \(request.query.count) \(request.body.count) \(keepsAlive)")
            }
        }
        #expect(seen == ["POST /a 1 3 true", "GET /d 0 0 false"])
    }

    @Test(arguments: 0...4)
    func `one empty line in front of a request is passed over, wherever it is cut`(cut: Int) throws {
        var reader = RequestReader(maximumBodySize: 10)
        for _ in 0..<2 {
            let bytes = Array("\r\nGET /a HTTP/1.0\r\n\r\n".utf8)
            reader.add(Array(bytes.prefix(cut)))
            if case .request = try reader.next() { Issue.record("there is no request yet") }
            reader.add(Array(bytes.dropFirst(cut)))
            guard case .request(let request, _) = try reader.next() else { Issue.record("no request"); return }
            #expect(request.path == "/a")
        }
    }

    @Test func `a body that is waited for is asked for once, and not when it has begun to come`() throws {
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n".utf8)
        var reader = RequestReader(maximumBodySize: 10)
        reader.add(head)
        #expect(try reader.next().awaitsContinue == true)
        #expect(try reader.next().awaitsContinue == false)
        var eager = RequestReader(maximumBodySize: 10)
        eager.add(head + [0x61])
        #expect(try eager.next().awaitsContinue == false)
    }

    @Test(arguments: [
        ("a=1&b=2", "a=1 b=2"), ("", ""), ("&&a", "a="), ("a=b=c", "a=b=c"), ("a=%26+%2B", "a=& +"), ("=", "="),
        ("a=100%&b=%4", "a=100% b=%4"), ("%61=%C3%A9", "a=é"),
    ])
    func `a query is its items in their order`(query: String, items: String) {
        let read = RequestLine.items(Array(query.utf8)[...])
        #expect(read.map { "\($0.name)=\($0.value)" }.joined(separator: " ") == items)
    }
}

extension RequestReader.Reading {
    /// Nothing when it is no body that is read.
    fileprivate var awaitsContinue: Bool? { if case .partOfBody(let awaits) = self { awaits } else { nil } }
}
