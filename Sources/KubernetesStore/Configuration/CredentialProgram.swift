internal import Failures
internal import Glibc
internal import HTTPClient
internal import Subprocess
internal import Values

/// A program that gives credentials (`users[].user.exec`; client.authentication.k8s.io/v1 and v1beta1).
public struct CredentialProgram: Sendable {
    /// The program's name, or its path.
    public let command: String
    let arguments: [String]
    let environment: [String: String]
    let apiVersion: String
    let file: String
    private let installHint: String
    private let clusterInformation: JSONValue?

    init(_ fields: ConfigurationFields, cluster: ConfigurationFields) throws {
        guard let command = try fields.text("command") else { throw fields.malformed("command", "It is needed.") }
        // Names with a slash are paths from where the file is; other names are looked for in PATH.
        self.command = command.contains("/") ? fields.resolved(command) : command
        arguments = try fields.texts("args")
        var environment: [String: String] = [:]
        for (index, variable) in try fields.list("env").enumerated() {
            guard let name = variable["name"]?.string, let value = variable["value"]?.string else {
                throw fields.malformed("env[\(index)]", "A name and a value are needed.")
            }
            environment[name] = value
        }
        self.environment = environment
        apiVersion = try fields.text("apiVersion") ?? ""
        guard ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"].contains(apiVersion) else {
            throw fields.malformed("apiVersion", "client.authentication.k8s.io/v1 or v1beta1 is expected.")
        }
        guard try fields.text("interactiveMode") != "Always" else {
            throw fields.malformed("interactiveMode", "Always can't be had: nobody sits at this program's input.")
        }
        file = fields.file
        installHint = try fields.text("installHint") ?? ""
        clusterInformation =
            try fields.truth("provideClusterInfo") ? try Self.information(about: cluster) : nil
    }

    private static func information(about cluster: ConfigurationFields) throws -> JSONValue {
        var information = OrderedFields()
        information["server"] = try cluster.text("server").map { .string($0) }
        information["tls-server-name"] = try cluster.text("tls-server-name").map { .string($0) }
        if try cluster.truth("insecure-skip-tls-verify") { information["insecure-skip-tls-verify"] = true }
        information["certificate-authority-data"] = try cluster.material("certificate-authority")
            .map { .string(base64(of: $0)) }
        information["proxy-url"] = try cluster.text("proxy-url").map { .string($0) }
        return .object(information)
    }

    /// Runs the program.
    func credential(server: String) async throws -> Credential {
        var specification: OrderedFields = OrderedFields()
        specification["interactive"] = false
        specification["cluster"] = clusterInformation
        let question: JSONValue = [
            "kind": "ExecCredential", "apiVersion": .string(apiVersion), "spec": .object(specification),
        ]
        var variables: [String: String?] = environment.mapValues { $0 }
        variables["KUBERNETES_EXEC_INFO"] = question.jsonText()
        do {
            let completed = try await runSuccessfully(
                Command(command, arguments, environment: variables), deadlineSeconds: 60)
            return try credential(from: try JSONValue.parse(completed.output))
        } catch let error as SubprocessError {
            throw failed("\(error.failure.what) \(error.failure.why) \(installHint)")
        } catch is ValueError {
            throw failed("What it writes is not JSON.")
        }
    }

    private func failed(_ reason: String) -> KubeconfigError {
        .credentialProgram(file: file, program: command, reason: reason)
    }

    private func credential(from answer: JSONValue) throws -> Credential {
        guard answer["kind"]?.string == "ExecCredential", answer["apiVersion"]?.string == apiVersion else {
            throw failed("It answered something else than an ExecCredential of \(apiVersion).")
        }
        let status = answer["status"]
        var credential = Credential(authorization: (status?["token"]?.string).map { "Bearer \($0)" })
        if let certificate = status?["clientCertificateData"]?.string, let key = status?["clientKeyData"]?.string {
            credential.identity = .init(certificatePEM: Array(certificate.utf8), keyPEM: Array(key.utf8))
        }
        guard credential.authorization != nil || credential.identity != nil else {
            throw failed("Its answer has neither a token nor a certificate with its key.")
        }
        if let expiry = status?["expirationTimestamp"]?.string {
            guard let seconds = secondsSince1970(ofTimestamp: expiry) else {
                throw failed("Its expirationTimestamp is no time of RFC 3339.")
            }
            // Ten seconds early: the request still has to travel.
            credential.validUntil = .now + .seconds(seconds - Double(time(nil)) - 10)
        }
        return credential
    }
}
