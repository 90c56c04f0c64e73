import DimosBindings

/// What the core asks of the operating system, in the order of its asking.
enum Effect: Sendable {
    case pickPhoto(id: UInt64, PickPhoto)
    case locate(id: UInt64, within: Duration)
    case open(String)
    case share(String)
    case copy(String)
    case show(Document)
    case shareDocument(Document)
    case schedule(waiting: Int)
}

/// Takes what the core asks for, on the core's threads, and returns at once. An ``EffectWorker`` does it.
final class PortShell: Shell {
    let effects: AsyncStream<Effect>
    private let asked: AsyncStream<Effect>.Continuation
    private let rendered: @Sendable () -> Void
    private let drawn = Locked<BaseMap?>(nil)

    /// The city that lies under every map, once it is known.
    var city: BaseMap? { drawn.with { $0 } }

    init(rendered: @escaping @Sendable () -> Void) {
        (effects, asked) = AsyncStream.makeStream()
        self.rendered = rendered
    }

    /// Lets nothing more in.
    func close() {
        asked.finish()
    }

    func render() {
        rendered()
    }

    func drawCity(map: BaseMap) {
        drawn.with { $0 = map }
        rendered()
    }

    func pickPhoto(id: UInt64, request: PickPhoto) {
        asked.yield(.pickPhoto(id: id, request))
    }

    func locate(id: UInt64, request: Locate) {
        asked.yield(.locate(id: id, within: .milliseconds(Int64(request.timeoutMs))))
    }

    func openUrl(request: OpenUrl) {
        asked.yield(.open(request.url))
    }

    func share(request: ShareText) {
        asked.yield(.share(request.text))
    }

    func copy(request: CopyText) {
        asked.yield(.copy(request.text))
    }

    func showFile(request: ShowFile) {
        asked.yield(.show(Document(path: request.path, mediaType: request.mediaType, title: request.title)))
    }

    func shareFile(request: ShareFile) {
        asked.yield(.shareDocument(Document(path: request.path, mediaType: request.mediaType, title: request.title)))
    }

    func scheduleDelivery(request: ScheduleDelivery) {
        asked.yield(.schedule(waiting: Int(request.waiting)))
    }
}
