extension CardLibrary {
    /// The cards that come with the program, for when there is no folder of them.
    package static let builtin: CardLibrary = {
        do throws(CardError) {
            return try CardLibrary(files: builtinFiles)
        } catch {
            fatalError("the cards that come with the program are not in order: \(error)")
        }
    }()

    /// The files of `cards/` as they were when the program was built.
    ///
    /// The folder beside this file is a link to it, so that everything stands in one place.
    static var builtinFiles: [String: [UInt8]] {
        [
            "form.json": PackageResources.form_json,
            "meetings.json": PackageResources.meetings_json,
            "notice.json": PackageResources.notice_json,
            "status.json": PackageResources.status_json,
            "recordings.json": PackageResources.recordings_json,
            "locales/cs-CZ.json": PackageResources.cs_CZ_json,
            "locales/de-DE.json": PackageResources.de_DE_json,
            "locales/en-US.json": PackageResources.en_US_json,
            "locales/es-ES.json": PackageResources.es_ES_json,
            "locales/fr-FR.json": PackageResources.fr_FR_json,
            "locales/it-IT.json": PackageResources.it_IT_json,
            "locales/ja-JP.json": PackageResources.ja_JP_json,
            "locales/pl-PL.json": PackageResources.pl_PL_json,
            "locales/pt-BR.json": PackageResources.pt_BR_json,
            "locales/zh-Hans.json": PackageResources.zh_Hans_json,
        ]
    }
}
