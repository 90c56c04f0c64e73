import AVFoundation
import DimosBindings
import DimosKit
import PhotosUI
import UIKit
import UniformTypeIdentifiers

/// The camera, and the system's photo picker. The picker runs outside the app, which sees what was chosen and nothing else: full,
/// limited or no access to the photos makes no difference to it, and none is asked for.
@MainActor
final class CameraAndLibrary: PhotoPicker {
    private let stage: Stage
    private let photos: PhotoFiles
    private var asking: (any Asking)?

    init(stage: Stage, photos: PhotoFiles) {
        self.stage = stage
        self.photos = photos
    }

    func pick(_ request: PickPhoto) async throws -> PickedPhoto {
        switch request.source {
        case .camera: try await take()
        case .library: try await choose()
        }
    }

    private func take() async throws -> PickedPhoto {
        guard UIImagePickerController.isSourceTypeAvailable(.camera) else { return .unavailable }
        guard await AVCaptureDevice.requestAccess(for: .video) else { return .denied }
        let camera = CameraPage()
        guard let shot = try await asked(camera, camera.shot, camera.page) else { return .cancelled }
        return .picked(path: try await photos.write(shot.image, shot.metadata).path)
    }

    private func choose() async throws -> PickedPhoto {
        let library = LibraryPage()
        guard let chosen = try await asked(library, library.chosen, library.page) else { return .cancelled }
        return .picked(path: try await photos.copied(from: chosen).path)
    }

    /// The answer of a page; the page goes away with the question.
    private func asked<Answer: Sendable>(
        _ asking: any Asking, _ question: Question<Answer>, _ page: UIViewController
    ) async throws -> Answer {
        self.asking = asking
        defer {
            self.asking = nil
            if page.presentingViewController != nil { page.dismiss(animated: true) }
        }
        return try await question.ask { try stage.show(page) }
    }
}

/// Holds what a page asks by: pages do not hold their delegates.
@MainActor
private protocol Asking: AnyObject {}

/// The system's camera, for one photo.
@MainActor
private final class CameraPage: NSObject, Asking, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
    /// A photo as the camera gives it: its pixels as they were taken, and its EXIF beside them.
    struct Shot: Sendable {
        let image: Handed<CGImage>
        let metadata: Handed<[String: Any]>
    }

    let shot = Question<Shot?>()
    let page = UIImagePickerController()

    override init() {
        super.init()
        page.sourceType = .camera
        page.mediaTypes = [UTType.image.identifier]
        page.delegate = self
    }

    func imagePickerController(
        _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
    ) {
        guard let image = (info[.originalImage] as? UIImage)?.cgImage else {
            return shot.end(throwing: CocoaError(.fileReadCorruptFile))
        }
        let metadata = info[.mediaMetadata] as? [String: Any] ?? [:]
        shot.answer(Shot(image: Handed(image), metadata: Handed(metadata)))
    }

    func imagePickerControllerDidCancel(_ picker: UIImagePickerController) { shot.answer(nil) }
}

/// The system's photo picker, for one photo.
@MainActor
private final class LibraryPage: NSObject, Asking, PHPickerViewControllerDelegate {
    let chosen = Question<Handed<NSItemProvider>?>()
    let page: PHPickerViewController

    override init() {
        var configuration = PHPickerConfiguration()
        configuration.filter = .images
        configuration.selectionLimit = 1
        // HEIC becomes JPEG here; PhotoFiles looks whether it did.
        configuration.preferredAssetRepresentationMode = .compatible
        page = PHPickerViewController(configuration: configuration)
        super.init()
        page.delegate = self
    }

    nonisolated func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
        let provider = results.first.map { Handed($0.itemProvider) }
        Task { @MainActor in chosen.answer(provider) }
    }
}
