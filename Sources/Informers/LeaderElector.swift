internal import Failures
public import ResourceStore
internal import Resources
internal import Values

/// Makes one of several processes the leader, by a Lease (coordination.k8s.io/v1) as client-go does.
///
/// Work for the leader writes through a `FencedStore`, so that a leader that was paused can't write when it wakes up.
public struct LeaderElector: Sendable {
    /// How the lease is kept.
    public struct Options: Sendable {
        /// The namespace of the lease.
        public var namespace: String
        /// The name of the lease.
        public var name: String
        /// What this process calls itself; unique among those that might lead.
        public var identity: String
        /// How long a lease holds without being renewed, in seconds.
        public var leaseSeconds: Int = 15
        /// How long before its end the leader stops writing, in seconds.
        public var marginSeconds: Double = 5
        /// How often it is renewed, or looked at, in seconds.
        public var retrySeconds: Double = 2

        /// Names the lease and the process.
        public init(namespace: String, name: String, identity: String) {
            self.namespace = namespace
            self.name = name
            self.identity = identity
        }
    }

    /// Whether this process leads.
    public let leadership = Leadership()
    private let store: any ResourceStore
    private let options: Options
    private static let type = ResourceTypeID(group: "coordination.k8s.io", version: "v1", plural: "leases")

    /// Makes an elector; `run` starts it.
    public init(_ store: any ResourceStore, _ options: Options) {
        self.store = store
        self.options = options
    }

    /// Waits to lead, and works while it does; returns when the work has returned or leadership was lost.
    ///
    /// When leadership is lost the work's task is cancelled, and waited for. At the end the lease is given back.
    /// - Parameter work: gets the epoch.
    /// - Throws: `LeadershipError.notLeading` when it was lost; what the work throws; `CancellationError`.
    public func run<Result: Sendable>(
        onFailure: @escaping @Sendable (any Error) -> Void = { _ in },
        _ work: @escaping @Sendable (_ epoch: Int64) async throws -> Result
    ) async throws -> Result {
        var observation = Observation()
        let epoch = try await acquire(&observation, onFailure)
        let kept = observation
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await lead(epoch, kept, onFailure, work))
        } catch {
            outcome = .failure(error)
        }
        // In a task of its own, because a program that ends cancels this one, and that is when it counts.
        await Task { await giveBack(epoch) }.value
        return try outcome.get()
    }

    /// Waits to lead.
    func acquire(
        _ observation: inout Observation, _ onFailure: @Sendable (any Error) -> Void = { _ in }
    ) async throws -> Int64 {
        while true {
            do {
                if try await attempt(&observation) { return try leadership.check() }
            } catch {
                try Task.checkCancellation()
                onFailure(error)
            }
            try await Task.sleep(for: .seconds(options.retrySeconds * Double.random(in: 1...1.2)))
        }
    }

    private func lead<Result: Sendable>(
        _ epoch: Int64, _ observation: Observation, _ onFailure: @escaping @Sendable (any Error) -> Void,
        _ work: @escaping @Sendable (_ epoch: Int64) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work(epoch) }
            group.addTask {
                try await keep(epoch, observation, onFailure)
                return nil
            }
            group.addTask {
                // A renewal that hangs does not hold this up.
                try await leadership.waitForEnd(of: epoch)
                return nil
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() ?? nil else { throw LeadershipError.notLeading }
            return result
        }
    }

    /// What was seen of the lease, and when: whether it has run out is told by our clock, never by the holder's.
    struct Observation: Sendable {
        var seen: JSONValue?
        var instant = ContinuousClock.now
    }

    /// Renews until it fails for so long that another might lead.
    private func keep(
        _ epoch: Int64, _ observation: Observation, _ onFailure: @Sendable (any Error) -> Void
    ) async throws {
        var observation = observation
        while leadership.epoch == epoch {
            try await Task.sleep(for: .seconds(options.retrySeconds))
            do {
                guard try await attempt(&observation) else { break }
            } catch {
                try Task.checkCancellation()
                onFailure(error)
            }
        }
    }

    /// Takes or renews the lease; false when another has it.
    private func attempt(_ observation: inout Observation) async throws -> Bool {
        // The lease counts from before the request: however long it takes, we never believe longer than others do.
        let started = ContinuousClock.now
        let reference = ResourceReference(Self.type, namespace: options.namespace, name: options.name)
        let held: ResourceObject
        do {
            held = try await store.get(reference)
        } catch let error as StoreError where error.reason == .notFound {
            return try await create(started)
        }
        if observation.seen != held.value["spec"] {
            observation = Observation(seen: held.value["spec"], instant: started)
        }
        let current = LeaseFields(held.value["spec"])
        let hasRunOut = started - observation.instant > .seconds(current.seconds)
        guard current.holder == options.identity || current.holder.isEmpty || hasRunOut else {
            leadership.resign()
            return false
        }
        return try await take(held, current, started)
    }

    private func create(_ started: ContinuousClock.Instant) async throws -> Bool {
        var lease = ResourceObject([
            "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
            "metadata": ["namespace": .string(options.namespace), "name": .string(options.name)],
        ])
        let wanted = LeaseFields(holder: options.identity, seconds: options.leaseSeconds, transitions: 1)
        lease.setField("spec", wanted.value(keeping: nil))
        let new = lease
        return try await write(started, wanted) { _ = try await store.create(new, Self.type, .init()) }
    }

    private func take(
        _ held: ResourceObject, _ current: LeaseFields, _ started: ContinuousClock.Instant
    ) async throws -> Bool {
        // Ours, but not led by this run: taken over again, so that what an earlier run still writes is of the past.
        let isRenewal = current.holder == options.identity && leadership.epoch == current.transitions
        var wanted = LeaseFields(
            holder: options.identity, seconds: options.leaseSeconds,
            transitions: isRenewal ? current.transitions : current.transitions + 1)
        if isRenewal { wanted.acquired = current.acquired }
        var lease = held
        lease.setField("spec", wanted.value(keeping: held.value["spec"]))
        let changed = lease
        // With the resourceVersion that was read: of two that try, one succeeds.
        return try await write(started, wanted) { _ = try await store.update(changed, Self.type, .main, .init()) }
    }

    private func write(
        _ started: ContinuousClock.Instant, _ fields: LeaseFields, _ request: () async throws -> Void
    ) async throws -> Bool {
        do {
            try await request()
        } catch let error as StoreError where error.reason == .conflict || error.reason == .alreadyExists {
            return false
        }
        let seconds = max(0, Double(options.leaseSeconds) - options.marginSeconds)
        leadership.lead(epoch: fields.transitions, until: started + .seconds(seconds))
        return true
    }

    /// Lets the next one lead at once; when that fails the lease runs out by itself.
    private func giveBack(_ epoch: Int64) async {
        guard leadership.epoch == epoch else { return }
        leadership.resign()
        let reference = ResourceReference(Self.type, namespace: options.namespace, name: options.name)
        guard var lease = try? await store.get(reference) else { return }
        var fields = LeaseFields(lease.value["spec"])
        guard fields.holder == options.identity, fields.transitions == epoch else { return }
        fields.holder = ""
        lease.setField("spec", fields.value(keeping: lease.value["spec"]))
        _ = try? await store.update(lease, Self.type, .main, .init())
    }
}
