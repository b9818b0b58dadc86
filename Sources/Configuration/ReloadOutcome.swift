/// What came of looking at the settings file again.
package enum ReloadOutcome: Sendable, Equatable {
    /// The file says what it said before.
    case unchanged
    /// The file's settings are in force.
    ///
    /// `needingRestart` names the keys whose new value takes effect only when the service starts again.
    case applied(warnings: [SettingsProblem], needingRestart: [String])
    /// The file cannot be used; the settings that were in force still are.
    case refused([SettingsProblem])
}
