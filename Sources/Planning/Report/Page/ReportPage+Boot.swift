extension ReportPage {
    /// What was seen when the machine was started.
    var bootSection: Section? {
        guard let check = report.bootCheck else { return nil }
        return Section(
            id: "boot", title: "Boot check",
            body: """
                <p>\(badge(check.state.tone, check.state.words)) \(sentence(check))</p>
                <dl class="facts">\(fact("Why", check.reason))\(fact("What to do", check.remedy))</dl>
                <div class="views">\(console(check))\(screenshot(check))</div>
                """)
    }

    private func sentence(_ check: MigrationReport.BootCheck) -> HTML {
        guard check.state != .off else { return "The machine was not started." }
        let how: HTML =
            switch check.accelerator {
            case "kvm"?: " on KVM"
            case "tcg"?: " on an emulated processor (TCG), which is slower than the real one"
            case let other?: " on \(other)"
            case nil: ""
            }
        let evidence: HTML = check.evidence.map { " What was seen: <strong>\($0)</strong>" } ?? ""
        return """
            The machine was started in QEMU\(how), without a network, on a throw-away overlay, and watched for \
            \(durationText(check.seconds)).\(evidence)
            """
    }

    private func fact(_ name: HTML, _ text: String?) -> HTML {
        text.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>" } ?? .empty
    }

    private func console(_ check: MigrationReport.BootCheck) -> HTML {
        guard !check.consoleLines.isEmpty else { return .empty }
        let lines = check.consoleLines.joined(separator: "\n")
        return """
            <figure><figcaption>Last lines of the serial console</figcaption>
            <pre tabindex="0"><code>\(lines)</code></pre></figure>
            """
    }

    private func screenshot(_ check: MigrationReport.BootCheck) -> HTML {
        guard let screenshotPNG, isPNG(screenshotPNG) else { return .empty }
        return """
            <figure><figcaption>The display at the end</figcaption>
            <img alt="Screenshot of the machine's display at the end of the boot check" \
            src="data:image/png;base64,\(base64(screenshotPNG))"></figure>
            """
    }

    /// The signature (PNG specification, section 5.2), so that nothing else is shown as a picture; 16 MiB at most.
    private func isPNG(_ bytes: [UInt8]) -> Bool {
        bytes.count <= 16 << 20 && bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }
}

/// Bytes in Base64 (RFC 4648, section 4).
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits = 0
        for byte in group { bits = bits << 8 | Int(byte) }
        bits <<= 8 * (3 - group.count)
        for digit in 0..<4 {
            let isData = digit <= group.count
            result.append(isData ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: result, as: UTF8.self)
}
