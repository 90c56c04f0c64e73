import DimosBindings
import Foundation
import SwiftUI

/// The core's base map as lines, made once. Its unit is the metre, east and south of the origin.
final class CityDrawing: Sendable {
    struct Line: Sendable {
        let points: [CGPoint]
        let box: CGRect

        init(_ eastAndNorth: [Float]) {
            points = stride(from: 0, to: eastAndNorth.count - 1, by: 2).map {
                CGPoint(x: CGFloat(eastAndNorth[$0]), y: -CGFloat(eastAndNorth[$0 + 1]))
            }
            let x = points.map(\.x)
            let y = points.map(\.y)
            let corner = CGPoint(x: x.min() ?? 0, y: y.min() ?? 0)
            box = CGRect(
                x: corner.x, y: corner.y, width: (x.max() ?? 0) - corner.x, height: (y.max() ?? 0) - corner.y)
        }
    }

    struct Street: Sendable {
        let name: String
        let rank: StreetRank
        let line: Line
    }

    struct Spot: Sendable {
        let name: String
        let at: CGPoint
    }

    let version: String
    let credits: String
    let boundary: [Line]
    let neighbours: [(name: String, line: Line)]
    let streets: [Street]
    let landmarks: [Spot]
    private let lat: Double
    private let lon: Double

    init(_ map: BaseMap) {
        version = map.version + map.language
        credits = map.credits.joined(separator: "\n")
        boundary = map.boundary.map(Line.init)
        neighbours = map.neighbours.flatMap { next in next.boundary.map { (next.name, Line($0)) } }
        // What lies below is drawn first: the main streets come last.
        streets = map.streets.reversed().map { Street(name: $0.name, rank: $0.rank, line: Line($0.line)) }
        landmarks = map.landmarks.map { Spot(name: $0.name, at: CGPoint(x: CGFloat($0.east), y: -CGFloat($0.north))) }
        lat = map.lat
        lon = map.lon
    }

    /// Where a camera looks, in metres east and south of the origin.
    func middle(of camera: Camera) -> CGPoint {
        CGPoint(
            x: (camera.lon - lon) * Camera.metresPerDegree * cos(lat * .pi / 180),
            y: (lat - camera.lat) * Camera.metresPerDegree)
    }
}

/// Draws the city from where a camera looks: only what is in view.
struct CityPainter {
    let city: CityDrawing
    let camera: Camera
    let size: CGSize
    let environment: EnvironmentValues

    private static let land = Ink(day: 0xECF1F6, night: 0x1B252D)
    private static let street = Ink(day: 0xFFFFFF, night: 0x343D45)
    private static let edge = Ink(day: 0xC3CDD5, night: 0x3E4A55)
    private static let border = Ink(day: 0x48606F, night: 0xB2C8D8)
    private static let name = Ink(day: 0x15202A, night: 0xDEE5EB)

    func draw(_ context: GraphicsContext) {
        let seen = seen
        for street in city.streets where camera.metresPerPoint < street.rank.shownFrom && seen.intersects(street.line.box) {
            let width = street.rank.width(camera.metresPerPoint)
            if camera.metresPerPoint < 7 { stroke(context, street.line, Self.edge, width + 1.4) }
            stroke(context, street.line, camera.metresPerPoint < 7 ? Self.street : Self.edge, width)
        }
        for next in city.neighbours where seen.intersects(next.line.box) { stroke(context, next.line, Self.edge, 1.2) }
        for line in city.boundary where seen.intersects(line.box) { stroke(context, line, Self.border, 1.6) }
        names(context, seen)
    }

    /// Landmarks, then streets from the main ones on: each where no other name stands.
    private func names(_ context: GraphicsContext, _ seen: CGRect) {
        var taken: [CGRect] = []
        if camera.metresPerPoint < 5 {
            for mark in city.landmarks where seen.contains(mark.at) {
                let at = point(mark.at)
                context.fill(Path(ellipseIn: CGRect(x: at.x - 3.5, y: at.y - 3.5, width: 7, height: 7)), with: shading(.accent))
                write(context, mark.name, CGPoint(x: at.x, y: at.y + 11), room: .infinity, .accent, &taken)
            }
        }
        for street in city.streets.reversed()
        where camera.metresPerPoint < street.rank.namedFrom && seen.intersects(street.line.box) {
            guard let middle = street.line.points.middle else { continue }
            let length = max(street.line.box.width, street.line.box.height) / camera.metresPerPoint
            write(context, street.name, point(middle), room: length, Self.name, &taken)
        }
    }

    private func write(
        _ context: GraphicsContext, _ name: String, _ at: CGPoint, room: CGFloat, _ ink: Ink, _ taken: inout [CGRect]
    ) {
        guard !name.isEmpty else { return }
        var text = context.resolve(Text(verbatim: name).font(.caption2))
        let words = text.measure(in: size)
        let box = CGRect(x: at.x - words.width / 2, y: at.y - words.height / 2, width: words.width, height: words.height)
        guard words.width <= room, CGRect(origin: .zero, size: size).contains(box), !taken.contains(where: box.intersects)
        else { return }
        taken.append(box)
        text.shading = shading(ink)
        context.draw(text, at: at)
    }

    private func stroke(_ context: GraphicsContext, _ line: CityDrawing.Line, _ ink: Ink, _ width: CGFloat) {
        let path = Path { $0.addLines(line.points.map(point)) }
        context.stroke(path, with: shading(ink), style: StrokeStyle(lineWidth: width, lineCap: .round, lineJoin: .round))
    }

    private func shading(_ ink: Ink) -> GraphicsContext.Shading { .color(ink.resolve(in: environment)) }

    private func point(_ metres: CGPoint) -> CGPoint {
        let middle = city.middle(of: camera)
        return CGPoint(
            x: size.width / 2 + (metres.x - middle.x) / camera.metresPerPoint,
            y: size.height / 2 + (metres.y - middle.y) / camera.metresPerPoint)
    }

    /// What is in view, in metres.
    private var seen: CGRect {
        let middle = city.middle(of: camera)
        let width = size.width * camera.metresPerPoint
        let height = size.height * camera.metresPerPoint
        return CGRect(x: middle.x - width / 2, y: middle.y - height / 2, width: width, height: height)
    }
}

extension [CGPoint] {
    fileprivate var middle: CGPoint? { isEmpty ? nil : self[count / 2] }
}

extension StreetRank {
    /// From how many metres per point on it is left out.
    fileprivate var shownFrom: Double {
        switch self {
        case .main: .infinity
        case .middle: 22
        case .minor: 12
        }
    }

    fileprivate var namedFrom: Double {
        switch self {
        case .main: 9
        case .middle: 5.5
        case .minor: 3.5
        }
    }

    /// As wide as it is, but never too thin to be seen and never a field.
    fileprivate func width(_ metresPerPoint: Double) -> CGFloat {
        let (metres, thinnest): (Double, Double) =
            switch self {
            case .main: (15, 1.8)
            case .middle: (11, 1.3)
            case .minor: (8, 1)
            }
        return CGFloat(min(max(metres / metresPerPoint, thinnest), 26))
    }
}
