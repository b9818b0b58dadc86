import Cards
import Policy
import Recordings
import WebexAPI

extension RequesterLookup {
    /// The permitted ones of the recordings, with links.
    func answer(
        _ listing: RecordingListing, on evidence: Evidence, subject: LookupSubject
    ) async throws -> LookupOutcome {
        // A call that was cancelled half-way looks like a fact that nobody could find out, and is no reason to refuse.
        try Task.checkCancellation()
        var permitted: [Recording] = []
        var refused: [DenialReason: Int] = [:]
        for recording in listing.recordings {
            switch rules.decide(evidence.facts(about: recording)) {
            case .permit: permitted.append(recording)
            case .deny(let reason): refused[reason, default: 0] += 1
            }
        }
        if !listing.unreadable.isEmpty { refused[.cannotBeChecked, default: 0] += listing.unreadable.count }
        guard !permitted.isEmpty else { return .denied(subject, .main(of: refused)) }
        let chosen = Array(permitted.prefix(RecordingsCard.entriesPerAnswer))
        let entries = try await entries(for: chosen)
        guard entries.contains(where: { !$0.links.isEmpty }) else { return .noLinks(subject) }
        return .found(
            FoundRecordings(
                subject: subject, groups: evidence.groups(of: entries), refused: refused,
                moreExist: permitted.count > chosen.count))
    }

    /// Step D: asks for all links side by side, 32 at a time.
    ///
    /// One that Webex gives no answer about does not cost the others theirs.
    ///
    /// - Throws: ``WebexError`` when there are no links at all, and Webex gave no answer about some of them.
    private func entries(for recordings: [Recording]) async throws -> [RecordingsCard.Entry] {
        let answers = try await recordings.concurrentMap(width: 32) {
            recording -> (RecordingsCard.Entry, WebexError?) in
            do {
                let links = try await reader.downloadLinks(of: recording.id, links)
                return (RecordingsCard.Entry(recording: recording, links: links), nil)
            } catch let error as WebexError {
                let none = DownloadLinks(video: nil, audio: nil, transcript: nil, expiration: nil)
                return (RecordingsCard.Entry(recording: recording, links: none), error.isRefusal ? nil : error)
            }
        }
        if let failure = answers.lazy.compactMap(\.1).first, answers.allSatisfy(\.0.links.isEmpty) { throw failure }
        return answers.map(\.0)
    }
}

extension DenialReason {
    /// The rule that refused most; of two that refused as many, the one named first.
    fileprivate static func main(of refused: [Self: Int]) -> Self {
        let most = refused.values.max() ?? 0
        return allCases.first { refused[$0] == most } ?? .cannotBeChecked
    }
}
