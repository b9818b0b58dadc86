import COpenSSL

/// What could not be done with a key or a message; says nothing of either.
package struct CryptographyError: Error, Equatable, CustomStringConvertible {
    /// What to branch on.
    package enum Code: Sendable {
        /// OpenSSL refused; with the inputs that these types let through, out of memory or a broken installation.
        case libraryFailure
        /// A key, or what should become one, has a length that the algorithm does not take.
        case wrongKeyLength
        /// The message was not sealed with this key and this context, or was changed since.
        case notAuthentic
        /// A host that is neither a name nor an address.
        case invalidHost
    }

    package var code: Code
    /// What was being done, for example `seal`.
    package var operation: String

    package init(_ code: Code, _ operation: String) {
        self.code = code
        self.operation = operation
    }

    package var description: String { "\(operation): \(code)" }
}

extension CryptographyError {
    /// Every return code of OpenSSL passes here: 1 is the only one that means success for the functions that we call.
    static func check(_ code: Int32, _ operation: String) throws(CryptographyError) {
        try check(code == 1, operation)
    }

    /// For the few functions that say success in another way.
    static func check(_ succeeded: Bool, _ operation: String) throws(CryptographyError) {
        if !succeeded { throw libraryFailure(operation) }
    }

    /// Every pointer that OpenSSL makes passes here: none means failure.
    static func require<Pointer>(_ pointer: Pointer?, _ operation: String) throws(CryptographyError) -> Pointer {
        guard let pointer else { throw libraryFailure(operation) }
        return pointer
    }

    /// OpenSSL queues its reasons per thread; one left behind would be read as the reason of somebody's later failure.
    private static func libraryFailure(_ operation: String) -> CryptographyError {
        ERR_clear_error()
        return CryptographyError(.libraryFailure, operation)
    }
}
