import Grants
import HTTPTypes
import Logging
import WebexAPI

extension AuthorizationError {
    /// The status of the page that says so.
    var status: HTTPResponse.Status {
        switch self {
        case .notOurs, .declined, .noCode: .badRequest
        case .exchangeFailed(let error) where error.code == .unauthorized: .badRequest
        case .exchangeFailed, .examinationFailed: .badGateway
        case .unfit: .forbidden
        case .notStored: .internalServerError
        case .cancelled: .serviceUnavailable
        }
    }

    /// How loud to be about it: anybody can open the address with anything in its query.
    var level: Logger.Level {
        switch self {
        case .notOurs, .declined, .noCode, .cancelled: .notice
        case .exchangeFailed(let error) where error.refusesIntegration: .error
        case .exchangeFailed, .examinationFailed, .unfit: .warning
        case .notStored: .error
        }
    }

    /// What anybody can bring about without an account of Webex, as often as they like, in one of a few words.
    ///
    /// Nothing for what takes somebody who signed in there: each of those is worth a line of the log.
    var anonymousCause: String? {
        switch self {
        case .notOurs(let problem): "\(problem)"
        case .declined: "declined"
        case .noCode: "no code"
        case .exchangeFailed(let error): "\(error.code)"
        case .examinationFailed, .unfit, .notStored, .cancelled: nil
        }
    }
}
