import SwiftUI

#if canImport(ImageIO)
    import ImageIO

    extension Pictures {
        /// The system's own thumbnails, turned as they were taken.
        static let fromFiles = Pictures { path, pixels in
            let thumbnail = await Task.detached { Thumbnail(path: path, pixels: pixels) }.value
            return thumbnail.image.map { Image(decorative: $0, scale: 1) }
        }
    }

    private struct Thumbnail: @unchecked Sendable {
        let image: CGImage?

        init(path: String, pixels: Int) {
            let options: [CFString: Any] = [
                kCGImageSourceCreateThumbnailFromImageAlways: true,
                kCGImageSourceCreateThumbnailWithTransform: true,
                kCGImageSourceThumbnailMaxPixelSize: pixels,
            ]
            image = CGImageSourceCreateWithURL(URL(fileURLWithPath: path) as CFURL, nil)
                .flatMap { CGImageSourceCreateThumbnailAtIndex($0, 0, options as CFDictionary) }
        }
    }
#else
    extension Pictures {
        /// Where nothing can be drawn.
        static let fromFiles = Pictures { _, _ in nil }
    }
#endif
