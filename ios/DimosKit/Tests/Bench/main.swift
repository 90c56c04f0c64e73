// What the crossing from Swift costs. Prints its figures as a list of JSON, with the fields of docs/figures.json. Opens a city,
// fills a phone, and measures in a second process of this program: `Bench measure FOLDER SERVER`.

import Acting
import Foundation

if CommandLine.arguments.count == 4 {
    for figure in try await Measuring(in: CommandLine.arguments[2], of: CommandLine.arguments[3]).figures() {
        print(Figure.mark + (try figure.json))
    }
} else {
    let (city, folder) = (try await City.open("--acts-per-hour", "10000"), try Folder())
    try await Handset(in: folder.url, of: city.url).fill()
    let program = URL(fileURLWithPath: CommandLine.arguments[0])
    let child = try Program(program, ["measure", folder.url.appending(path: "app").path, city.url])
    guard await child.ended() == 0 else { throw NeverCame("an end of measuring:\n\(child.all)") }
    let figures = child.all.split(separator: "\n").filter { $0.hasPrefix(Figure.mark) }
    print("[\(figures.map { $0.dropFirst(Figure.mark.count) }.joined(separator: ",\n"))]")
    withExtendedLifetime((city, folder)) {}
}
