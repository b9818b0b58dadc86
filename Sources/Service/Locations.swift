package import Configuration
package import Files
package import WebConnections

/// Which files the service works with: what the environment names, else the settings, else the usual places.
package struct Locations: Sendable, Equatable {
    package var log: String
    package var auditLog: String
    /// Holds what must survive a restart: the sealed grant, the journal, a self-signed certificate.
    package var state: String

    /// - Parameters:
    ///   - options: Win where they name a file.
    ///   - settings: Come second.
    ///   - isFolder: Whether there is a folder of this name; the image brings `/log` and `/token_storage` along.
    package init(_ options: ServiceOptions, _ settings: Settings, isFolder: (String) -> Bool = Files.isFolder) {
        let logs = isFolder("/log") ? "/log" : "log"
        let state = isFolder("/token_storage") ? "/token_storage/data" : "state"
        log = options.logFile ?? settings.logFile ?? "\(logs)/debug.log"
        auditLog = options.auditLogFile ?? settings.auditLogFile ?? "\(logs)/audit.log"
        self.state = options.stateFolder ?? settings.tokenStoragePath ?? state
    }

    /// Makes the folders that are missing and needed; the log makes its own, and the service can do without.
    package func prepare() throws(FileError) {
        for folder in [Files.folder(of: auditLog), state] where !Files.isFolder(folder) {
            try Files.createFolder(folder)
        }
    }

    /// What lies in the state folder.
    package var stateFiles: StateFiles { StateFiles(in: state) }
}

/// What the service itself keeps in its state folder; the vault that shares the folder names its own files.
package struct StateFiles: Sendable, Equatable {
    private let folder: String

    /// - Parameter folder: Need not be there.
    package init(in folder: String) { self.folder = folder }

    /// Locked by the service that works with the folder.
    package var lock: String { "\(folder)/service.lock" }
    /// Which events were taken on, and what became of them.
    package var journal: String { "\(folder)/journal.jsonl" }
    /// What admins were told, and when.
    package var alerts: String { "\(folder)/alerts.json" }
    /// The pair that the service makes for itself where nobody brings one.
    package var ownPair: TLSFiles {
        TLSFiles(certificate: "\(folder)/tls-certificate.pem", key: "\(folder)/tls-key.pem")
    }
}
