import Testing

/// The journeys that every phone plays, and what Swift must see of them: `tests/script`.
@MainActor
struct ScriptTests {
    @Test("Swift sees what the headless phone saw", arguments: Player.journeys)
    func play(_ script: Script) async throws {
        let player = try await Player(script)
        do {
            try await script.play(player)
        } catch {
            await player.close()
            throw error
        }
        await player.close()
    }
}
