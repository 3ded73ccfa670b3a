/// Writes the shell script that gives a Linux guest's network cards their addresses.
///
/// It runs in the guest's file system before the guest first starts, as root in a chroot (virt-customize --run).
/// When the guest's own settings have the address already, only the interface's old name is kept for that MAC address,
/// which is what gets lost when the hardware changes; else settings are written for whichever of netplan,
/// NetworkManager, ifcfg files, wicked, systemd-networkd and ifupdown the guest uses.
struct LinuxAddressScript {
    var addresses: [StaticAddress]

    /// The script.
    ///
    /// What comes from outside is a MAC address or an IP address, which `StaticAddress.check` has made sure of:
    /// neither has a character that means something to a shell.
    var text: String {
        let cards = macAddresses.enumerated().map { index, mac in call(number: index, mac: mac) }
        return Self.functions + cards.joined() + "exit $failed\n"
    }

    /// The cards, each once, in the order of the request.
    private var macAddresses: [String] {
        var seen: Set<String> = []
        return addresses.map { $0.macAddress.lowercased() }.filter { seen.insert($0).inserted }
    }

    private func call(number: Int, mac: String) -> String {
        let own = addresses.filter { $0.macAddress.lowercased() == mac }
        func joined(_ version6: Bool) -> String {
            own.filter { $0.isVersion6 == version6 }.map { "\($0.ipAddress.lowercased())/\($0.prefixLength)" }
                .joined(separator: " ")
        }
        func gateway(_ version6: Bool) -> String {
            own.filter { $0.isVersion6 == version6 }.compactMap(\.gateway).first ?? ""
        }
        var servers: [String] = []
        for server in own.flatMap(\.nameServers) where !servers.contains(server) { servers.append(server) }
        return "number=\(number) mac=\(mac) v4='\(joined(false))' gateway4='\(gateway(false))' "
            + "v6='\(joined(true))' gateway6='\(gateway(true))' servers='\(servers.joined(separator: " "))'\ncard\n"
    }

    private static let functions = preamble + oldNames + names + writers + choice

    private static let preamble = #"""
        #!/bin/sh
        # Gives network cards fixed addresses; made by Gantry, run once before the converted guest first starts.
        set -u
        root=${GANTRY_ROOT:-}
        failed=0

        put() { # PATH MODE: standard input becomes the file
            mkdir -p "$(dirname "$root$1")" && (umask 077 && cat > "$root$1") && chmod "$2" "$root$1"
        }
        has() { # PATH...: whether one of them is a program
            for program in "$@"; do [ -x "$root$program" ] && return 0; done
            return 1
        }
        mentions() { # FILE ADDRESS: whether the address stands in the file, outside of comments
            sed '/^[[:space:]]*[#;]/d' "$1" | tr 'A-F' 'a-f' | tr -c '0-9a-f.:' '\n' | grep -qxF "$2"
        }
        value() { # FILE KEY: the value of KEY=VALUE without quotes
            sed -n "s/^[[:space:]]*$2[[:space:]]*=[[:space:]]*[\"']\{0,1\}\([^\"']*\).*/\1/p" "$1" | head -n 1
        }

        """#

    private static let oldNames = #"""
        old_name_of() { # ADDRESS: the interface that the guest's own settings give it to
            for file in "$root"/etc/sysconfig/network-scripts/ifcfg-* "$root"/etc/sysconfig/network/ifcfg-*; do
                [ -f "$file" ] && mentions "$file" "$1" || continue
                name=$(value "$file" DEVICE)
                echo "${name:-${file##*/ifcfg-}}"
                return
            done
            for file in "$root"/etc/NetworkManager/system-connections/*; do
                [ -f "$file" ] && mentions "$file" "$1" || continue
                value "$file" interface-name
                return
            done
            for file in "$root"/etc/netplan/*.yaml "$root"/etc/netplan/*.yml; do
                [ -f "$file" ] && mentions "$file" "$1" || continue
                awk -v address="$1" '
                    /^[ \t]*#/ { next }
                    {
                        indent = match($0, /[^ ]/); key = $1; sub(/:$/, "", key); gsub(/["\047]/, "", key)
                        if ($0 ~ /^ *(ethernets|wifis|bonds|bridges|vlans):/) { section = indent; child = 0; next }
                        if (section && indent > section && (child == 0 || indent == child)) { child = indent; name = key }
                        if (key == "set-name") { name = $2; gsub(/["\047]/, "", name) }
                        line = tolower($0); gsub(/[^0-9a-f.:]/, " ", line); count = split(line, words, " ")
                        for (i = 1; i <= count; i++) if (words[i] == address) { print name; exit }
                    }' "$file"
                return
            done
            for file in "$root"/etc/systemd/network/*.network; do
                [ -f "$file" ] && mentions "$file" "$1" || continue
                value "$file" Name
                return
            done
            for file in "$root"/etc/network/interfaces "$root"/etc/network/interfaces.d/*; do
                [ -f "$file" ] && mentions "$file" "$1" || continue
                awk -v address="$1" '
                    $1 == "iface" { name = $2; sub(/:.*/, "", name) }
                    $1 == "address" { split(tolower($2), parts, "/"); if (parts[1] == address) { print name; exit } }
                    ' "$file"
                return
            done
        }
        old_name() { # the first name that the card had and that Linux allows
            for entry in $v4 $v6; do
                name=$(old_name_of "${entry%/*}")
                case $name in
                    '' | *[!A-Za-z0-9_.-]* | ????????????????*) ;;
                    *) echo "$name"; return ;;
                esac
            done
        }

        """#

    private static let names = #"""
        keep_name() { # NAME: the card is called so, whatever slot it is in
            rules=/etc/udev/rules.d/70-persistent-net.rules
            if ! grep -qis "$mac" "$root$rules"; then
                mkdir -p "$root/etc/udev/rules.d"
                echo "SUBSYSTEM==\"net\", ACTION==\"add\", ATTR{address}==\"$mac\", NAME=\"$1\"" >> "$root$rules"
                chmod 644 "$root$rules"
            fi
            printf '[Match]\nMACAddress=%s\n\n[Link]\nName=%s\n' "$mac" "$1" |
                put "/etc/systemd/network/10-gantry-$number.link" 644
        }
        keep_cloud_init_away() { # it would write its own settings over the guest's
            [ -d "$root/etc/cloud" ] || return 0
            printf 'network: {config: disabled}\n' | put /etc/cloud/cloud.cfg.d/99-gantry-network.cfg 644
        }
        mask_of() { # PREFIX: the network mask of IPv4
            bits=$1 mask=
            for octet in 1 2 3 4; do
                if [ "$bits" -ge 8 ]; then part=255; else part=$((256 - (1 << (8 - bits)))); fi
                bits=$((bits > 8 ? bits - 8 : 0))
                mask=$mask.$part
            done
            echo "${mask#.}"
        }

        """#

    private static let writers = #"""
        write_netplan() {
            {
                printf 'network:\n  version: 2\n  ethernets:\n    gantry%s:\n' "$number"
                printf '      match: {macaddress: "%s"}\n      addresses:\n' "$mac"
                for entry in $v4 $v6; do printf '        - "%s"\n' "$entry"; done
                [ -z "$gateway4$gateway6" ] || printf '      routes:\n'
                [ -z "$gateway4" ] || printf '        - {to: "0.0.0.0/0", via: "%s"}\n' "$gateway4"
                [ -z "$gateway6" ] || printf '        - {to: "::/0", via: "%s"}\n' "$gateway6"
                [ -z "$servers" ] || printf '      nameservers:\n        addresses:\n'
                for server in $servers; do printf '          - "%s"\n' "$server"; done
            } | put "/etc/netplan/99-gantry-$number.yaml" 600
        }
        keyfile_part() { # ADDRESSES GATEWAY PATTERN: of one version
            [ -n "$1" ] || { printf 'method=auto\n'; return; }
            printf 'method=manual\n'
            count=1
            for entry in $1; do printf 'address%s=%s\n' "$count" "$entry"; count=$((count + 1)); done
            [ -z "$2" ] || printf 'gateway=%s\n' "$2"
            list=
            for server in $servers; do case $server in $3) list=$list$server\; ;; esac; done
            [ -z "$list" ] || printf 'dns=%s\n' "$list"
        }
        write_keyfile() {
            {
                printf '[connection]\nid=gantry%s\ntype=ethernet\nautoconnect-priority=100\n\n' "$number"
                printf '[ethernet]\nmac-address=%s\n\n[ipv4]\n' "$mac"
                keyfile_part "$v4" "$gateway4" '*.*'
                printf '\n[ipv6]\n'
                keyfile_part "$v6" "$gateway6" '*:*'
            } | put "/etc/NetworkManager/system-connections/gantry$number.nmconnection" 600
        }
        write_ifcfg() { # FOLDER
            {
                printf 'DEVICE=gantry%s\nHWADDR=%s\nTYPE=Ethernet\nONBOOT=yes\nSTARTMODE=auto\nBOOTPROTO=none\n' "$number" "$mac"
                count=
                for entry in $v4; do
                    printf 'IPADDR%s=%s\nPREFIX%s=%s\nNETMASK%s=%s\n' \
                        "$count" "${entry%/*}" "$count" "${entry#*/}" "$count" "$(mask_of "${entry#*/}")"
                    count=$((${count:-0} + 1))
                done
                [ -z "$gateway4" ] || printf 'GATEWAY=%s\n' "$gateway4"
                [ -z "$v6" ] || printf 'IPV6INIT=yes\nIPV6_AUTOCONF=no\nIPV6ADDR=%s\n' "${v6%% *}"
                case $v6 in *' '*) printf 'IPV6ADDR_SECONDARIES="%s"\n' "${v6#* }" ;; esac
                [ -z "$gateway6" ] || printf 'IPV6_DEFAULTGW=%s\n' "$gateway6"
                count=1
                for server in $servers; do printf 'DNS%s=%s\n' "$count" "$server"; count=$((count + 1)); done
            } | put "$1/ifcfg-gantry$number" 644
        }
        write_wicked() {
            {
                printf 'STARTMODE=auto\nBOOTPROTO=static\n'
                count=
                for entry in $v4 $v6; do
                    printf 'IPADDR%s=%s\n' "${count:+_$count}" "$entry"
                    count=$((${count:-0} + 1))
                done
            } | put "/etc/sysconfig/network/ifcfg-gantry$number" 644
            for gateway in $gateway4 $gateway6; do echo "default $gateway - gantry$number"; done |
                put "/etc/sysconfig/network/ifroute-gantry$number" 644
        }
        write_networkd() {
            {
                printf '[Match]\nMACAddress=%s\n\n[Network]\n' "$mac"
                for entry in $v4 $v6; do printf 'Address=%s\n' "$entry"; done
                for gateway in $gateway4 $gateway6; do printf 'Gateway=%s\n' "$gateway"; done
                for server in $servers; do printf 'DNS=%s\n' "$server"; done
            } | put "/etc/systemd/network/10-gantry-$number.network" 644
        }
        interfaces_part() { # FAMILY ADDRESSES GATEWAY
            first=yes
            for entry in $2; do
                printf 'iface gantry%s %s static\n    address %s\n' "$number" "$1" "$entry"
                [ -z "$first" ] || [ -z "$3" ] || printf '    gateway %s\n' "$3"
                [ -z "$first" ] || [ -z "$servers" ] || printf '    dns-nameservers %s\n' "$servers"
                first=
            done
        }
        write_interfaces() {
            main=$root/etc/network/interfaces
            if ! grep -qsE '^[[:space:]]*source(-directory)?[[:space:]]+(/etc/network/)?interfaces\.d' "$main"; then
                printf '\nsource /etc/network/interfaces.d/*\n' >> "$main"
            fi
            {
                printf 'auto gantry%s\n' "$number"
                interfaces_part inet "$v4" "$gateway4"
                interfaces_part inet6 "$v6" "$gateway6"
            } | put "/etc/network/interfaces.d/gantry$number" 644
        }

        """#

    private static let choice = #"""
        networkd_is_enabled() {
            for link in "$root"/etc/systemd/system/*.wants/systemd-networkd.service; do
                [ -L "$link" ] || [ -e "$link" ] && return 0
            done
            return 1
        }
        write_settings() {
            if [ -d "$root/etc/netplan" ] && has /usr/sbin/netplan /sbin/netplan /usr/bin/netplan; then write_netplan
            elif has /usr/sbin/NetworkManager /sbin/NetworkManager /usr/bin/NetworkManager; then write_keyfile
            elif [ -d "$root/etc/sysconfig/network-scripts" ]; then
                write_ifcfg /etc/sysconfig/network-scripts && keep_name "gantry$number"
            elif has /usr/sbin/wicked /sbin/wicked; then write_wicked && keep_name "gantry$number"
            elif networkd_is_enabled; then write_networkd
            elif has /sbin/ifup /usr/sbin/ifup; then write_interfaces && keep_name "gantry$number"
            else
                echo "gantry: no network configuration system was found in the guest" >&2
                return 1
            fi
        }
        card() {
            name=$(old_name)
            if [ -n "$name" ]; then keep_name "$name"; else write_settings; fi && keep_cloud_init_away || failed=1
        }

        """#
}
