import ResourceStore
import Resources
import Testing
import Values

@Suite("Statuses")
struct StoreStatusTests {
    private static let plans = ResourceTypeID(group: "forklift.konveyor.io", version: "v1beta1", plural: "plans")

    @Test(
        "An error goes over the wire and comes back",
        arguments: [
            StoreError.notFound(plans, "x"), .alreadyExists(plans, "x"), .modified(plans, "x"), .unknownType(),
            .tooNew(9, current: 3), .tooOld(1, oldest: 5), .forbidden(plans, "x", "no", causes: []),
            .invalid(plans, kind: "Plan", "x", [.required("spec.map"), .invalid("spec.a", "1", "bad")]),
        ])
    func roundTrip(_ error: StoreError) throws {
        let text = error.status.jsonText()
        #expect(try StoreError(status: .parse(text)) == error)
    }

    @Test("A status reads as the API server writes it")
    func wording() throws {
        let error = StoreError.invalid(
            Self.plans, kind: "Plan", "bad", [.required("spec.map"), .required("spec.vms")])
        #expect(
            error.status.jsonText() == #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","#
                + #""message":"Plan.forklift.konveyor.io \"bad\" is invalid: [spec.map: Required value, "#
                + #"spec.vms: Required value]","reason":"Invalid","details":{"name":"bad","#
                + #""group":"forklift.konveyor.io","kind":"Plan","causes":[{"reason":"FieldValueRequired","#
                + #""message":"Required value","field":"spec.map"},{"reason":"FieldValueRequired","#
                + #""message":"Required value","field":"spec.vms"}]},"code":422}"#)
        #expect(StoreError.patchRefused().status["details"] == [:])
    }

    @Test("A success, or something else, is no error; an unknown reason is known by its code")
    func others() {
        #expect(StoreError(status: ["kind": "Status", "status": "Success"]) == nil)
        #expect(StoreError(status: ["kind": "Plan"]) == nil)
        let strange: JSONValue = ["kind": "Status", "status": "Failure", "reason": "Odd", "code": 503, "message": "m"]
        #expect(StoreError(status: strange)?.reason == .unavailable)
    }
}
