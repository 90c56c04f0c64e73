import DimosBindings

/// What the operating system tells of itself while the app runs.
public struct PhoneState: Equatable, Sendable {
    /// Whether the app is in front of the person.
    public var inFront: Bool
    /// Whether there is a network.
    public var online: Bool
    /// The phone's locale, BCP 47, for example `el-GR`.
    public var locale: String

    public init(inFront: Bool = true, online: Bool = true, locale: String) {
        self.inFront = inFront
        self.online = online
        self.locale = locale
    }

    /// What a core has to hear first, in this order. It takes for granted that it is started in front and with a network.
    var opening: [Intent] {
        [.settings(intent: .phoneLocale(tag: locale))]
            + (online ? [] : [.connectivity(online: false)])
            + [.start]
            + (inFront ? [] : [.background])
    }

    /// What has changed, as intents.
    func changes(since old: PhoneState) -> [Intent] {
        var changes: [Intent] = []
        if online != old.online { changes.append(.connectivity(online: online)) }
        if locale != old.locale { changes.append(.settings(intent: .phoneLocale(tag: locale))) }
        if inFront != old.inFront { changes.append(inFront ? .foreground : .background) }
        return changes
    }
}
