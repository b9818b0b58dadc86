import Configuration
import JSONTree

/// A settings file.
enum SettingsFuzz {
    static func run(_ bytes: [UInt8]) {
        write(bytes)
        do throws(SettingsError) {
            let settings = try SettingsFile(parsing: bytes, path: "config.json").settings
            require((1...settings.maximumDaysBack).contains(settings.defaultDaysBack), "the window can be asked for")
            require(settings.requestsPerMinute >= 0 && settings.catchUp >= .zero, "nothing is less than nothing")
        } catch {
            require(!error.problems.isEmpty, "a refused file has a problem")
        }
    }

    private static func write(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let again = try? JSONValue(parsing: value.utf8)
        require(again == value, "what was read can be written and read again")
    }
}
