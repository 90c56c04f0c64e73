// swift-format-ignore-file
// Names are as Apple spells them.

import AppleFoundation
@_exported import CoreGraphics

public final class CGImageSource {}
public final class CGImageDestination {}
public let kCGImageDestinationLossyCompressionQuality: CFString = ""
public let kCGImageDestinationImageMaxPixelSize: CFString = ""

public func CGImageSourceCreateWithURL(_ url: CFURL, _ options: CFDictionary?) -> CGImageSource? { nil }
public func CGImageDestinationCreateWithURL(
    _ url: CFURL, _ type: CFString, _ count: Int, _ options: CFDictionary?
) -> CGImageDestination? { nil }
public func CGImageDestinationAddImage(_ into: CGImageDestination, _ image: CGImage, _ properties: CFDictionary?) {}
public func CGImageDestinationAddImageFromSource(
    _ into: CGImageDestination, _ from: CGImageSource, _ index: Int, _ properties: CFDictionary?
) {}
public func CGImageDestinationFinalize(_ into: CGImageDestination) -> Bool { false }
