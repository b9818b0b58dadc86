/// A JSON value that keeps the order of its members, so that what is written reads as it was meant to.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object in their order.
package struct JSONObject: Sendable, Equatable {
    /// One name and its value.
    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONValue
        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    /// The value of the first member called `name`; setting nothing removes it.
    package subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }
    /// Members in the order written.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
    }
}

extension JSONValue {
    /// The text of a string, else nothing.
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The value of a whole number, else nothing.
    package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    /// The value of `true` or `false`, else nothing.
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The elements of an array, else nothing.
    package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The members of an object, else nothing.
    package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    /// The member called `name`, or nothing when this is no object or has none.
    package subscript(name: String) -> JSONValue? { object?[name] }

    /// A string, or `null` for nothing.
    package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
    /// A whole number.
    package init(_ number: Int) { self = .integer(Int64(number)) }
}
