/// A place in a text: both counted from 1, the column in characters as an editor counts them.
package struct JSONPosition: Sendable, Equatable, Comparable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (one: Self, other: Self) -> Bool { (one.line, one.column) < (other.line, other.column) }
    package var description: String { "\(line):\(column)" }
}

/// A JSON value that knows where in its file it stands, for messages that send somebody to the right line.
package struct JSONNode: Sendable, Equatable {
    /// The value without the positions of what is inside it.
    package enum Content: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int64)
        case double(Double)
        case string(String)
        case array([JSONNode])
        case object([Member])
    }

    /// One name, where it stands, and its value.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var position: JSONPosition
        package var value: JSONNode
        package init(name: String, position: JSONPosition, value: JSONNode) {
            self.name = name
            self.position = position
            self.value = value
        }
    }

    package var content: Content
    package var position: JSONPosition

    package init(_ content: Content, at position: JSONPosition) {
        self.content = content
        self.position = position
    }

    /// The same value without positions.
    package var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members): .object(JSONObject(members.map { JSONObject.Member($0.name, $0.value.value) }))
        }
    }
}

/// Text that is no JSON, with the place where that shows.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    package var position: JSONPosition
    /// What is wrong, in words for the person who wrote the text; holds nothing of a value.
    package var problem: String

    package init(at position: JSONPosition, _ problem: String) {
        self.position = position
        self.problem = problem
    }

    package var description: String { "\(position): \(problem)" }
}
