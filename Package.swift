// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// A library target of ours with its test target, both under the settings that hold everywhere.
func tested(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
    testing more: [Target.Dependency] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings),
        .testTarget(
            name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies + more, swiftSettings: settings),
    ]
}

/// One C library of the system: a module map and a shim, nothing else.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// What `make fuzz` builds; nothing else sees it, for its runtime is not that of a program.
let fuzzing: [Target] =
    Context.environment["STEWARD_FUZZ"] == nil
    ? []
    : [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzer", "Recordings", "JSONTree", "Markup", "Files", "Cryptography", "HTTPTransport",
                "WebConnections", "WebexAPI", "Grants", "Intake", "Cards", "Configuration", "Conversation", "Endpoints",
                httpTypes,
            ],
            path: "Tests/Fuzz/Targets", swiftSettings: settings),
    ]

let package = Package(
    name: "steward",
    products: [.executable(name: "steward", targets: ["steward"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        [
            system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
            system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
            system("CWebSockets", pkgConfig: "libwebsockets", apt: "libwebsockets-dev"),
        ],

        // The domain, and what it is written down with.
        tested("Recordings"),
        tested("Policy", ["Recordings"]),
        tested("Alerts", ["Recordings"]),
        tested("JSONTree"),
        tested("Markup"),

        // One outside thing each.
        tested("LoopThreads"),
        tested("Files", ["LoopThreads"], testing: ["TemporaryFolders"]),
        tested("Reloading", ["Files", serviceLifecycle]),
        tested("Telemetry", ["Files", "JSONTree", logging, metrics], testing: ["TemporaryFolders"]),
        tested("Cryptography", ["COpenSSL"]),
        tested(
            "HTTPTransport", ["CCurl", "LoopThreads", httpTypes], testing: ["WebConnections", "Cryptography", logging]),
        tested(
            "WebConnections", ["CWebSockets", "LoopThreads", httpTypes, logging, serviceLifecycle],
            testing: ["Cryptography"]),

        // Webex, and what must be remembered.
        tested(
            "WebexAPI", ["Recordings", "HTTPTransport", "JSONTree", httpTypes, logging],
            testing: ["WebConnections", "TestSupport"]),
        tested("Journal", ["Recordings", "Files", "JSONTree"], testing: ["TemporaryFolders"]),
        tested(
            "Audit", ["Recordings", "Cryptography", "Files", "JSONTree", logging],
            testing: ["TemporaryFolders", "TestSupport"]),
        tested("Grants", ["Recordings", "WebexAPI", "Cryptography", "Files", logging, serviceLifecycle]),
        tested(
            "Intake",
            [
                "Recordings", "WebexAPI", "WebConnections", "Cryptography", "Journal", "JSONTree", logging,
                serviceLifecycle,
            ], testing: ["TestSupport", "TemporaryFolders", "Files", "Sandbox", "HTTPTransport", httpTypes]),

        // What the bot says and does.
        tested(
            "Cards",
            ["Recordings", "Alerts", "JSONTree", "Files", "Reloading", "Cryptography", logging, serviceLifecycle],
            resources: [.embedInCode("Builtin")], testing: ["TemporaryFolders", "TestSupport"]),
        tested(
            "Configuration", ["Recordings", "Policy", "Files", "Reloading", "JSONTree", logging, serviceLifecycle],
            testing: ["TemporaryFolders", "TestSupport"]),
        tested(
            "Conversation",
            ["Recordings", "Alerts", "Policy", "Cards", "WebexAPI", "Audit", "Journal", "Configuration", logging],
            testing: [
                "TestSupport", "Sandbox", "Files", "HTTPTransport", "JSONTree", "TemporaryFolders", "WebConnections",
                httpTypes,
            ]),
        tested(
            "Endpoints",
            ["Recordings", "Markup", "Grants", "Intake", "JSONTree", "WebConnections", "WebexAPI", httpTypes, logging],
            testing: ["HTTPTransport", "TestSupport"]),

        // How cards look, in a terminal and in a browser.
        tested("CardViews", ["JSONTree", "Markup"], testing: ["TestSupport"]),

        // A Webex cloud in a box: the demo runs on it, and so do the tests.
        tested(
            "Sandbox",
            [
                "WebConnections", "HTTPTransport", "CardViews", "Cryptography", "JSONTree", "LoopThreads", httpTypes,
                logging, serviceLifecycle,
            ],
            resources: [.embedInCode("Media"), .embedInCode("Builtin")], testing: ["TestSupport"]),

        // The wiring.
        tested(
            "Service",
            [
                "Recordings", "Alerts", "Policy", "Files", "Reloading", "Telemetry", "HTTPTransport", "WebConnections",
                "Cryptography",
                "WebexAPI", "Intake", "Journal", "Grants", "Cards", "Audit", "Configuration", "Conversation",
                "Endpoints", httpTypes, logging, serviceLifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], testing: ["TestSupport", "TemporaryFolders", "Sandbox", "Demonstration", "JSONTree"]),
        tested(
            "Diagnosis",
            [
                "Recordings", "JSONTree", "Files", "LoopThreads", "Cryptography", "HTTPTransport", "WebConnections",
                "WebexAPI", "Intake", "Journal", "Grants", "Cards", "Audit", "Configuration", "Service", httpTypes,
                logging,
            ], testing: ["TestSupport", "TemporaryFolders", "Sandbox", "Demonstration"]),
        tested(
            "Setup",
            ["Recordings", "JSONTree", "Files", "Cryptography", "Grants", "Service"],
            testing: ["TemporaryFolders", "Configuration", "Policy"]),
        tested(
            "Demonstration",
            ["Recordings", "Configuration", "Service", "Intake", "Sandbox", "HTTPTransport", httpTypes, logging],
            testing: [
                "TestSupport", "TemporaryFolders", "JSONTree", "Cryptography", "WebexAPI", "Telemetry", "Diagnosis",
                "Files",
            ]),
        [
            .target(name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: settings),
            .target(
                name: "TestSupport",
                dependencies: [
                    "Recordings", "Configuration", "Service", "Sandbox", "Demonstration", "Files", "JSONTree",
                    "TemporaryFolders", "HTTPTransport", "WebConnections", httpTypes, logging,
                ],
                path: "Tests/TestSupport", swiftSettings: settings),
            .testTarget(
                name: "SoakTests",
                dependencies: [
                    "CardViews", "Demonstration", "HTTPTransport", "JSONTree", "Sandbox", "TemporaryFolders",
                    "TestSupport", "WebConnections", httpTypes,
                ], swiftSettings: settings),
            .executableTarget(
                name: "steward",
                dependencies: [
                    "Service", "Sandbox", "Demonstration", "Diagnosis", "Setup", "Grants", "Recordings", "Audit",
                    "Cards", "CardViews", "Configuration",
                    "Cryptography",
                    "Files", "Markup",
                    "Telemetry", "WebConnections", argumentParser, logging, serviceLifecycle,
                    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                ],
                swiftSettings: settings),
        ],
        [.testTarget(name: "CommandTests", dependencies: ["steward", argumentParser], swiftSettings: settings)],
        fuzzing,
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)
