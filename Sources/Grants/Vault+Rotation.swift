import Cryptography

/// Changing the keys, with what is sealed already.
extension Vault {
    /// Seals everything anew: with the first of the given keys, or with a new key in the place of the key file's.
    ///
    /// Afterwards nothing is left that an older key opens. Everything is opened before anything is changed, and a crash in
    /// between leaves every entry sealed with a key that the vault still has.
    ///
    /// - Returns: How many entries there are.
    /// - Throws: ``VaultError``, naming the entry that does not open.
    package func rotate() throws(VaultError) -> Int {
        try exclusively { () throws(VaultError) in
            guard case .file(let file) = keys else { return try reseal() }
            let (new, former) = (try file.draw(), try file.read())
            // Found out while there is nothing to take back.
            for name in try names() { _ = try read(name) }
            try file.write([new] + former)
            let count = try reseal()
            try file.write([new])
            return count
        }
    }

    private func reseal() throws(VaultError) -> Int {
        var entries: [(name: Name, content: [UInt8])] = []
        for name in try names() {
            if let content = try read(name) { entries.append((name, content)) }
        }
        for entry in entries { try write(entry.content, as: entry.name) }
        return entries.count
    }
}
