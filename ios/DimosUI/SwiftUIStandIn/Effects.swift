extension View {
    public func onAppear(perform action: (@MainActor () -> Void)? = nil) -> some View {
        wrapped("onAppear") { place, nodes in
            if !place.isDry, place.memory.changed(place.path, true).isNew, let action { place.memory.later(action) }
            return nodes
        }
    }

    public func onChange<V: Equatable>(
        of value: V, initial: Bool = false, _ action: @escaping @MainActor (_ oldValue: V, _ newValue: V) -> Void
    ) -> some View {
        wrapped("onChange") { place, nodes in
            guard !place.isDry else { return nodes }
            let (isNew, before) = place.memory.changed(place.path, value)
            if isNew, initial { place.memory.later { action(value, value) } }
            if let before { place.memory.later { action(before, value) } }
            return nodes
        }
    }

    public func onChange<V: Equatable>(
        of value: V, initial: Bool = false, _ action: @escaping @MainActor () -> Void
    ) -> some View {
        onChange(of: value, initial: initial) { _, _ in action() }
    }

    public func task(
        priority: TaskPriority = .userInitiated, _ action: @escaping @MainActor @Sendable () async -> Void
    ) -> some View {
        task(id: true, priority: priority, action)
    }

    public func task<T: Equatable>(
        id value: T, priority: TaskPriority = .userInitiated, _ action: @escaping @MainActor @Sendable () async -> Void
    ) -> some View {
        wrapped("task") { place, nodes in
            guard !place.isDry else { return nodes }
            let (isNew, before) = place.memory.changed(place.path, value)
            if isNew || before != nil { place.memory.run(place.path, action) }
            return nodes
        }
    }

    public func refreshable(action: @escaping @Sendable () async -> Void) -> some View {
        changedAsOne { $0.refresh = action }
    }
}
