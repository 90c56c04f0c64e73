// swift-tools-version: 6.0
import PackageDescription

var targets: [Target] = [
    .systemLibrary(name: "DimosFFI", path: "DimosKit/Sources/DimosFFI"),
    // Generated. Swift 6.0 crashes over it in Swift 6 mode, and a newer compiler finds faults in it.
    .target(
        name: "DimosBindings", dependencies: ["DimosFFI"], path: "DimosKit/Sources/DimosBindings",
        swiftSettings: [.swiftLanguageMode(.v5)]),
    .target(name: "DimosKit", dependencies: ["DimosBindings"], path: "DimosKit/Sources/DimosKit"),
    .target(name: "Acting", dependencies: ["DimosKit", "DimosBindings"], path: "DimosKit/Tests/Acting"),
    .executableTarget(
        name: "ChildApp", dependencies: ["Acting", "DimosKit", "DimosBindings"], path: "DimosKit/Tests/ChildApp"),
    // What the crossing costs: `make bench`.
    .executableTarget(
        name: "Bench", dependencies: ["Acting", "DimosKit", "DimosBindings"], path: "DimosKit/Tests/Bench"),
    .testTarget(name: "DimosHandoverTests", dependencies: ["DimosHandover"], path: "Handover/Tests"),
    // What of the app needs nothing of Apple's, so that it is compiled and tested everywhere. Xcode compiles it with the app.
    .target(
        name: "AppPlain", dependencies: ["DimosKit", "DimosBindings", "DimosHandover"], path: "App/Sources/Plain"),
    .testTarget(name: "CrossingTests", dependencies: ["Acting", "DimosBindings"], path: "DimosKit/Tests/CrossingTests"),
    .testTarget(
        name: "DimosKitTests", dependencies: ["Acting", "ChildApp", "DimosKit", "DimosBindings"],
        path: "DimosKit/Tests/DimosKitTests"),
]

#if os(Linux)
    // There is no SwiftUI: a small stand-in has its name, so that the same files are checked and their trees walked.
    let swiftUI: [Target.Dependency] = ["SwiftUI"]
    targets += [
        .target(name: "SwiftUI", path: "DimosUI/SwiftUIStandIn"),
        .testTarget(
            name: "DimosUITests", dependencies: ["Acting", "DimosUI", "DimosKit", "DimosBindings", "SwiftUI"],
            path: "DimosUI/Tests/DimosUITests", exclude: ["Intents.txt"]),
    ]
#else
    let swiftUI: [Target.Dependency] = []
#endif

targets += [
    // For the app and its extensions, which have no core.
    .target(name: "DimosHandover", dependencies: swiftUI, path: "Handover/Sources"),
    .target(
        name: "DimosUI", dependencies: ["DimosKit", "DimosBindings", "DimosHandover"] + swiftUI,
        path: "DimosUI/Sources/DimosUI"),
    .testTarget(
        name: "AppPlainTests", dependencies: ["AppPlain", "DimosUI", "DimosKit", "DimosBindings", "DimosHandover"] + swiftUI,
        path: "App/Tests"),
]

let package = Package(
    name: "Dimos",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "DimosKit", targets: ["DimosKit", "DimosBindings"]),
        .library(name: "DimosUI", targets: ["DimosUI"]),
        .library(name: "DimosHandover", targets: ["DimosHandover"]),
    ],
    targets: targets,
    swiftLanguageModes: [.v6]
)
