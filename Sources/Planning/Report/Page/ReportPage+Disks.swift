extension ReportPage {
    /// What was moved, and the proof that it arrived.
    var disksSection: Section? {
        guard !report.disks.isEmpty else { return nil }
        let headings: [HTML] = [
            "Disk", "Read from", "Size", "Read", "Moved", "Empty", "From earlier run", "Read back",
        ]
        return Section(
            id: "disks", title: "Disks and digests",
            body: """
                \(table("Disks", headings, report.disks.markup(row)))
                \(digests)
                """)
    }

    private func row(_ disk: MigrationReport.Disk) -> HTML {
        """
        <tr><th scope="row"><bdi>\(disk.name)</bdi><small>\(disk.format), from \(disk.id)</small></th>
        <td><code>\(disk.sourcePath)</code><small>\(disk.sourceFormat)</small></td>
        \(bytes(disk.sizeBytes))\(bytes(disk.bytesRead))\(bytes(disk.bytesMoved))\(bytes(disk.bytesSkipped))\
        \(bytes(disk.bytesResumed))
        <td>\(verification(disk))</td></tr>

        """
    }

    /// What was read back is equal, or the migration failed for it and nothing is claimed here.
    private func verification(_ disk: MigrationReport.Disk) -> HTML {
        guard let words = disk.verification else { return badge(.plain, "not done") }
        return report.failure?.category == "verification" ? "\(words)" : "\(badge(.good, "equal")) \(words)"
    }

    /// The exact number is there for who puts the pointer on it, and for programs in report.json.
    private func bytes(_ count: Int64) -> HTML {
        "<td class=\"number\"><data value=\"\(String(count))\" title=\"\(String(count)) bytes\">\(byteText(count))</data></td>"
    }

    private var digests: HTML {
        let digested = report.disks.filter { $0.digest != nil }
        guard !digested.isEmpty else { return .empty }
        let rows = digested.markup { disk in
            guard let digest = disk.digest else { return .empty }
            return """
                <div><dt><bdi>\(disk.name)</bdi></dt><dd><code class="digest">\(digest.root)</code>
                <small>\(digest.algorithm.uppercased()) over blocks of \(byteText(digest.blockBytes))</small></dd></div>

                """
        }
        return """
            <h3>Digests</h3>
            <p>Made from the bytes as they were read; whoever reads the disk again can make the same number.</p>
            <dl class="facts wide-terms">\(rows)</dl>
            """
    }
}
