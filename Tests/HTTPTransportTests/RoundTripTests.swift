import HTTPTransport
import HTTPTypes
import Testing
import WebConnections

@Suite(.timeLimit(.minutes(1))) struct RoundTripTests {
    @Test func `a request arrives whole, and so does the answer`() async throws {
        let echo: @Sendable (ServerRequest) async -> ServerResponse = { request in
            let fields: HTTPFields = [.contentType: request.fields[.contentType] ?? "", .location: request.path]
            return ServerResponse(.created, fields: fields, body: request.body)
        }
        try await withServer(answering: echo) { port in
            let body = [UInt8](0...255)
            let request = ClientRequest(
                .post, "http://127.0.0.1:\(port)/rooms", fields: [.contentType: "application/x-bytes"], body: body)
            let response = try await HTTPClient().send(request, deadline: .seconds(10))
            #expect(response.status == .created)
            #expect(response.fields[.contentType] == "application/x-bytes")
            #expect(response.fields[.location] == "/rooms")
            #expect(response.body == body)
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .post, .put, .patch, .delete])
    func `every method arrives as it is called`(method: HTTPRequest.Method) async throws {
        let tell: @Sendable (ServerRequest) async -> ServerResponse = { request in
            ServerResponse(.ok, body: [UInt8](request.method.rawValue.utf8))
        }
        try await withServer(answering: tell) { port in
            let request = ClientRequest(method, "http://127.0.0.1:\(port)/")
            let response = try await HTTPClient().send(request, deadline: .seconds(10))
            #expect(String(decoding: response.body, as: UTF8.self) == method.rawValue)
        }
    }

    @Test func `a hundred calls at once each get their own answer`() async throws {
        let echo: @Sendable (ServerRequest) async -> ServerResponse = { ServerResponse(.ok, body: $0.body) }
        try await withServer(answering: echo) { port in
            let client = try HTTPClient()
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask {
                        let body = [UInt8]("call \(number)".utf8)
                        let request = ClientRequest(.post, "http://127.0.0.1:\(port)/", body: body)
                        let response = try await client.send(request, deadline: .seconds(30))
                        #expect(response.body == body)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
