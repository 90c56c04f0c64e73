// The app in a process of its own, for what would end the tests': ChildApp PART FOLDER SERVER.

import Acting
import DimosBindings
import DimosKit
import Foundation

let phone = Handset(in: URL(fileURLWithPath: CommandLine.arguments[2]), of: CommandLine.arguments[3])
try await phone.ready()
try await phone.composeHalf()
if CommandLine.arguments[1] == "camera" {
    try await phone.report(.addPhoto(source: .camera))
    _ = try await phone.os.next(\.photosAsked)
}
try await phone.goesAway()
try FileHandle.standardOutput.write(contentsOf: Data("child: \(CommandLine.arguments[1])\n".utf8))
_ = readLine()
