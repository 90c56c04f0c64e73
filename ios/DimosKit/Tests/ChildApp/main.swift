// The app in a process of its own, for what would end the tests' or disturb it: ChildApp PART FOLDER SERVER.

import Acting
import DimosBindings
import DimosKit
import Foundation

let part = CommandLine.arguments[1]
let phone = Handset(in: URL(fileURLWithPath: CommandLine.arguments[2]), of: CommandLine.arguments[3])
switch part {
case "compose":
    try await phone.ready()
    try await phone.composeHalf()
    try await phone.goesAway()
case "camera":
    try await phone.ready()
    try await phone.composeHalf()
    try await phone.report(.addPhoto(source: .camera))
    _ = try await phone.os.next(\.photosAsked)
    try await phone.goesAway()
case "reopen":
    try await phone.reopenOften()
case "full":
    try await phone.ready().fillTheDisk()
case "clocks":
    try await phone.ready().sendWhileClocksChange()
default:
    throw NeverCame("a part called \(part)")
}
try ChildApp.say(part)
_ = readLine()
