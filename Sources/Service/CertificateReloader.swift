import Files
import FoundationEssentials
import Logging
import Reloading
import ServiceLifecycle
import WebConnections

/// Serves with a new certificate as soon as its files hold one, and makes our own anew before it ends.
///
/// Open connections go on with the certificate that they began with. Files that are no pair change nothing, as while one
/// of the two is written before the other.
struct CertificateReloader: Service {
    private let certificate: ServerCertificate
    private let server: WebServer
    private let reloader: Reloader<CertificateSource>
    private let logger: Logger

    /// Takes what the files hold now for what `server` has read.
    init(_ certificate: ServerCertificate, of server: WebServer, logger: Logger) throws(StartError) {
        self.certificate = certificate
        self.server = server
        self.logger = logger
        reloader = try StartError.wrap("cannot serve the pages") {
            try Reloader.begin(with: CertificateSource(files: certificate.files)).reloader
        }
    }

    func run() async throws {
        try await reloader.watch {
            renew(at: Date())
            reloadIfChanged()
        }
    }

    /// Makes our own pair anew when it ends soon.
    func renew(at now: Date) {
        do { try certificate.renew(at: now) } catch {
            logger.error("the self-signed certificate cannot be made anew", metadata: ["error": "\(error)"])
        }
    }

    /// Serves with what the files hold, if that is not what they held.
    @discardableResult
    func reloadIfChanged() -> ReloadSummary.Outcome {
        let outcome = reloader.reloadIfChanged { news in
            switch news {
            case .usable: serve()
            case .refused(let error): refuse(error)
            }
        }
        return outcome ?? (reloader.isRefused ? .refused : .unchanged)
    }

    private func serve() -> ReloadSummary.Outcome {
        do throws(WebServerError) {
            try server.readCertificateAgain()
            logger.notice(
                "serving with a new certificate", metadata: ["tls.certificate": "\(certificate.files.certificate)"])
            return .applied
        } catch { return refuse(error) }
    }

    private func refuse(_ error: WebServerError) -> ReloadSummary.Outcome {
        logger.error("the new certificate cannot be used, the one in use stays", metadata: ["error": "\(error)"])
        return .refused
    }
}

/// The files of a certificate, watched as one thing.
struct CertificateSource: ReloadSource {
    let files: TLSFiles

    var folders: [String] { Array(Set([files.certificate, files.key].map(Files.folder))).sorted() }

    func stamp() -> [Result<FileStamp, FileError>] {
        [files.certificate, files.key].map { path in Result { () throws(FileError) in try Files.stamp(path) } }
    }

    func read() throws(WebServerError) -> [[UInt8]] {
        do throws(FileError) {
            return [
                try Files.read(files.certificate, limit: Self.maximumSize),
                try Files.read(files.key, limit: Self.maximumSize),
            ]
        } catch { throw WebServerError(code: .badCertificate, detail: "\(error)") }
    }

    func value(of content: [[UInt8]]) throws(WebServerError) { try files.check() }

    /// For a certificate with all that lead to its authority.
    private static let maximumSize = 1 << 20
}
