import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// Photos beside each other; touched, one fills the screen. With `remove` each can be taken away again.
struct PhotoStrip: View {
    let photos: [PhotoView]
    var side: CGFloat = 112
    var remove: (@MainActor (String) -> Void)?
    @State private var open: OpenPhoto?

    private struct OpenPhoto: Identifiable {
        let id: String
    }

    var body: some View {
        if !photos.isEmpty {
            ScrollView(.horizontal) {
                HStack(alignment: .top, spacing: 12) {
                    ForEach(photos, id: \.id) { photo in
                        PhotoThumb(photo: photo, side: side, open: { open = OpenPhoto(id: photo.id) }, remove: remove)
                    }
                }
            }
            .sheet(item: $open) { open in
                if let photo = photos.first(where: { $0.id == open.id }) { PhotoPage(photo: photo) }
            }
        }
    }
}

/// One photo, small.
private struct PhotoThumb: View {
    let photo: PhotoView
    let side: CGFloat
    let open: @MainActor () -> Void
    let remove: (@MainActor (String) -> Void)?
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            ZStack(alignment: .topTrailing) {
                Button(action: open) {
                    FilePicture(path: photo.thumbPath ?? photo.path, symbol: Symbol.photo, busy: photo.busy)
                        .frame(width: side, height: side)
                        .clipShape(.rect(cornerRadius: 10))
                }
                .buttonStyle(.plain)
                .disabled(photo.path == nil)
                .accessibilityLabel(photo.spoken)
                .accessibilityAddTraits(.isImage)
                .accessibilityActions {
                    if let remove { Button(words.remove) { remove(photo.id) } }
                }
                if let remove {
                    SymbolButton(symbol: Symbol.close, spoken: "\(words.remove): \(photo.spoken)") { remove(photo.id) }
                        .background(.regularMaterial, in: .circle)
                        // To VoiceOver it is an action of the photo, once that can be opened.
                        .accessibilityHidden(photo.path != nil)
                }
            }
            if !photo.caption.isEmpty { Text(photo.caption).font(.caption).accessibilityHidden(true) }
        }
        .frame(width: side)
    }
}

/// One photo on the whole screen.
private struct PhotoPage: View {
    let photo: PhotoView
    @Environment(\.words) private var words
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            FilePicture(path: photo.path, symbol: Symbol.photo, pixels: 2_048, fills: false)
                .says(photo.spoken)
                .accessibilityAddTraits(.isImage)
                .toolbar {
                    ToolbarItem(placement: .cancellationAction) { Button(words.close) { dismiss() } }
                }
        }
    }
}

/// A picture from a file, or a symbol while there is none. What it shows is said by what stands around it.
struct FilePicture: View {
    let path: String?
    let symbol: String
    var busy = false
    var pixels = 480
    var fills = true
    @Environment(\.pictures) private var pictures
    @State private var picture: Image?

    var body: some View {
        ZStack {
            Rectangle().fill(.quaternary)
            if let picture {
                if fills {
                    picture.resizable().scaledToFill()
                } else {
                    picture.resizable().scaledToFit()
                }
            } else if busy {
                ProgressView()
            } else {
                Image(systemName: symbol).foregroundStyle(.secondary)
            }
        }
        .clipped()
        .accessibilityHidden(true)
        .task(id: path) {
            guard let path else {
                picture = nil
                return
            }
            picture = await pictures.load(path, pixels)
        }
    }
}

/// Adds a photo, from where the person says.
struct AddPhotoMenu: View {
    let button: CoreButton
    let add: @MainActor (PhotoSource) -> Void
    @Environment(\.words) private var words

    var body: some View {
        Menu {
            Button(words.camera, systemImage: Symbol.camera) { add(.camera) }
            Button(words.gallery, systemImage: Symbol.gallery) { add(.library) }
        } label: {
            Label(button.label, systemImage: Symbol.camera).frame(minHeight: 44)
        }
        .disabled(!button.enabled)
        .accessibilityLabel(button.spoken)
        .accessibilityHint(button.whyNot ?? "")
        Words(button.enabled ? "" : button.whyNot ?? "").accessibilityHidden(true)
    }
}
