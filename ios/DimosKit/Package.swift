// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "DimosKit",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "DimosKit", targets: ["DimosKit", "DimosBindings"])],
    targets: [
        .systemLibrary(name: "DimosFFI"),
        // Generated. Swift 6.0 crashes over it in Swift 6 mode, and a newer compiler finds faults in it.
        .target(name: "DimosBindings", dependencies: ["DimosFFI"], swiftSettings: [.swiftLanguageMode(.v5)]),
        .target(name: "DimosKit", dependencies: ["DimosBindings"]),
        .target(name: "Acting", dependencies: ["DimosKit", "DimosBindings"], path: "Tests/Acting"),
        .executableTarget(name: "ChildApp", dependencies: ["Acting", "DimosKit", "DimosBindings"], path: "Tests/ChildApp"),
        .testTarget(name: "CrossingTests", dependencies: ["Acting", "DimosBindings"]),
        .testTarget(name: "DimosKitTests", dependencies: ["Acting", "ChildApp", "DimosKit", "DimosBindings"]),
    ],
    swiftLanguageModes: [.v6]
)
