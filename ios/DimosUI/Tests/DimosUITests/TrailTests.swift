import DimosBindings
import Testing

@testable import DimosUI

/// The way through a tab's pages, and what a field shows while the core answers late.
struct TrailTests {
    private let samples = Samples(language: "en")

    @Test("on to new pages, back to those that were passed, and all the way to the first")
    func follows() {
        var trail = Trail()
        trail.follow(samples.bills().screen)
        #expect(trail.pages.isEmpty)
        trail.follow(samples.bill().screen)
        trail.follow(samples.plan().screen)
        trail.follow(samples.plan().screen)
        #expect(trail.pages.count == 2)
        trail.follow(samples.bill().screen)
        #expect(trail.pages == [samples.bill().screen.page])
        trail.follow(samples.noBills().screen)
        #expect(trail.pages.isEmpty)
        #expect(trail.root == samples.noBills().screen)
    }

    @Test("a page that is swiped away comes back where the core stays")
    func stays() {
        var trail = Trail()
        trail.follow(samples.bills().screen)
        trail.follow(samples.paying().screen)
        trail.goBack(to: 0)
        #expect(trail.pages.isEmpty)
        trail.follow(samples.paying().screen)
        #expect(trail.pages.count == 1)
    }

    @Test("each step of a report is a page of its own, and so is each ticket")
    func pages() {
        let steps = Samples.steps.map { samples.step($0).screen.page }
        #expect(Set(steps).count == steps.count)
        #expect(samples.fixed().screen.page != samples.asked().screen.page)
        #expect(samples.drafts().screen.page == nil)
    }

    @Test("what is typed stays while the core answers late, and what the core changes itself is shown")
    func typing() {
        var typing = Typing("")
        let isAnother = ["a", "ab", "abc", "abc"].map { typing.typed($0) }
        #expect(isAnother == [true, true, true, false])
        typing.told("a")
        _ = typing.typed("abcd")
        typing.told("abc")
        #expect(typing.shown == "abcd", "echoes of what was typed")
        typing.told("abcd")
        #expect(typing.shown == "abcd")
        typing.told("ABC")
        #expect(typing.shown == "ABC", "the core's own")
        _ = typing.typed("ABCD")
        typing.told("")
        #expect(typing.shown == "", "emptied by the core")
    }
}
