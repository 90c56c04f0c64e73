import AppleFoundation

public struct AVMediaType: Sendable {
    public static let video = AVMediaType()
}

open class AVCaptureDevice: NSObject {
    open class func requestAccess(for type: AVMediaType) async -> Bool { false }
}
