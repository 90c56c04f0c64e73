import DimosBindings
import SwiftUI

/// Reads pictures from files: from a path, about so many pixels wide or high.
public struct Pictures: Sendable {
    let load: @MainActor @Sendable (_ path: String, _ pixels: Int) async -> Image?

    public init(load: @escaping @MainActor @Sendable (_ path: String, _ pixels: Int) async -> Image?) {
        self.load = load
    }
}

private struct WordsKey: EnvironmentKey {
    static let defaultValue = ControlWords(
        back: "", close: "", cancel: "", remove: "", map: "", list: "", zoomIn: "", zoomOut: "", moveUp: "", moveDown: "",
        done: "", camera: "",
        gallery: "", stars: [])
}

private struct PicturesKey: EnvironmentKey {
    static let defaultValue = Pictures.fromFiles
}

extension EnvironmentValues {
    /// What the screens' own controls are called.
    var words: ControlWords {
        get { self[WordsKey.self] }
        set { self[WordsKey.self] = newValue }
    }

    /// How pictures are read.
    public var pictures: Pictures {
        get { self[PicturesKey.self] }
        set { self[PicturesKey.self] = newValue }
    }
}
