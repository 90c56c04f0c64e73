import DimosBindings
import DimosKit

/// Names of SF Symbols.
enum Symbol {
    static let add = "plus"
    static let bank = "building.columns"
    static let bell = "bell"
    static let bellOff = "bell.slash"
    static let bill = "doc.text"
    static let calendar = "calendar"
    static let camera = "camera"
    static let card = "creditcard"
    static let check = "checkmark.circle"
    static let city = "building.2"
    static let clock = "clock"
    static let close = "xmark"
    static let copy = "doc.on.doc"
    static let crew = "wrench.and.screwdriver"
    static let down = "chevron.down"
    static let edit = "pencil"
    static let flag = "flag"
    static let forward = "chevron.right"
    static let gallery = "photo.on.rectangle"
    static let group = "person.2"
    static let info = "info.circle"
    static let list = "list.bullet"
    static let map = "map"
    static let myLocation = "location"
    static let navigate = "arrow.triangle.turn.up.right.diamond"
    static let offline = "wifi.slash"
    static let phone = "phone"
    static let photo = "photo"
    static let place = "mappin"
    static let question = "questionmark.circle"
    static let receipt = "doc.plaintext"
    static let refresh = "arrow.clockwise"
    static let remove = "minus"
    static let search = "magnifyingglass"
    static let send = "paperplane"
    static let share = "square.and.arrow.up"
    static let star = "star"
    static let starFilled = "star.fill"
    static let thumbUp = "hand.thumbsup"
    static let trash = "trash"
    static let up = "chevron.up"
    static let upload = "arrow.up.circle"

    /// The picture of a symbol name of the city pack.
    static func of(service name: String) -> String {
        switch name {
        case "sofa": "sofa"
        case "lamp": "lightbulb"
        case "bin": "trash"
        case "road": "road.lanes"
        case "pavement": "figure.walk"
        case "wheelchair": "figure.roll"
        case "drop": "drop"
        case "tree": "tree"
        case "playground": "figure.and.child.holdinghands"
        case "signal": "light.beacon.max"
        case "car": "car"
        case "building": "building.2"
        case "paw": "pawprint"
        case "bench": "chair"
        case "landmark": "building.columns"
        case "noise": "speaker.wave.3"
        default: "exclamationmark.bubble"
        }
    }

    static func of(_ tab: CoreTab) -> String {
        switch tab {
        case .report: "plus.bubble"
        case .myReports: "tray.full"
        case .myCity: "map"
        case .pay: "creditcard"
        case .crew: "wrench.and.screwdriver"
        case .settings: "gearshape"
        }
    }

    /// So that a colour never says anything alone.
    static func of(_ tone: Tone) -> String {
        switch tone {
        case .info: "info.circle"
        case .good: "checkmark.circle"
        case .warning: "exclamationmark.triangle"
        case .danger: "exclamationmark.octagon"
        }
    }
}
