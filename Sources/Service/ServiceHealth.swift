import Alerts
import Cards
import Configuration
import Conversation
import FoundationEssentials
import Intake
import Synchronization

/// How the parts of the service are doing, in the codes that admins read.
final class ServiceHealth: Sendable {
    private let runningSince = Date()
    private let settingsState = Mutex(ServiceReport.Content.inForce)
    private let cardsState = Mutex(ServiceReport.Content.inForce)
    private let standing = Mutex<[AlertCause]>([])

    /// Notes which alerts stand.
    func note(_ alerts: [AlertCause]) { standing.withLock { $0 = alerts } }

    /// Notes how the last reading of the settings went.
    func note(_ outcome: ReloadOutcome) {
        settingsState.withLock { state in
            switch outcome {
            case .unchanged: break
            case .applied: state = .inForce
            case .refused: state = .refused
            }
        }
    }

    /// Notes how the last reading of the cards went.
    func note(_ outcome: CardReloadOutcome) {
        cardsState.withLock { state in
            switch outcome {
            case .unchanged: break
            case .applied: state = .inForce
            case .refused: state = .refused
            }
        }
    }

    func report(_ transport: TransportState, _ webex: WebexParts) async -> ServiceReport {
        let grant = await webex.grantState
        return ServiceReport(
            version: ProgramVersion.current, runningSince: runningSince, transport: transport.current.code,
            grant: grant.code, grantEnds: grant.ends, settings: settingsState.withLock { $0 },
            cards: cardsState.withLock { $0 }, alerts: standing.withLock { $0 }.map(\.rawValue))
    }
}

extension TransportState.Value {
    fileprivate var code: ServiceReport.Transport {
        switch self {
        case .connecting: .connecting
        case .connected: .connected
        case .stopped: .stopped
        }
    }
}
