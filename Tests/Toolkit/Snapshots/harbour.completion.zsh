#compdef harbour
# zsh completion for harbour, made by 'harbour completion zsh'.

_harbour() {
    local curcontext="$curcontext" state line
    _arguments -C '(-h --help)-h[Shows this help]' '(-h --help)--help[Shows this help]' '--version[Shows the version]' '1: :->command' '*:: :->rest'
    case $state in
    command)
        local -a commands=(
            'lift:Lifts goods off ships, one after another, and puts each where it was asked to be put'
            'ship:Works with ships'
        )
        _describe command commands
        ;;
    rest)
        case $words[1] in
        lift) _harbour_lift ;;
        ship) _harbour_ship ;;
        esac
        ;;
    esac
}

_harbour_lift() {
    _arguments -s -S \
        '--to=[Where to put it]:DIR:_files -/' \
        '(-n --count)-n+[How often]:N:' \
        '(-n --count)--count=[How often]:N:' \
        '(-f --force)-f[Lifts even what'\''s \[heavy\]\: mind the crane]' \
        '(-f --force)--force[Lifts even what'\''s \[heavy\]\: mind the crane]' \
        '(-s --speed)-s+[How fast to lift]:SPEED:(slow swift express)' \
        '(-s --speed)--speed=[How fast to lift]:SPEED:(slow swift express)' \
        '*--stop=[A place to stop at]:PLACE:' \
        '--label-with-a-long-name=[What to write on it]:TEXT:' \
        '(-h --help)-h[Shows this help]' \
        '(-h --help)--help[Shows this help]' \
        '*:GOODS:_files'
}

_harbour_ship() {
    local curcontext="$curcontext" state line
    _arguments -C '(-h --help)-h[Shows this help]' '(-h --help)--help[Shows this help]' '1: :->command' '*:: :->rest'
    case $state in
    command)
        local -a commands=(
            'list:Lists the ships\: all of them'
            'start:Starts a ship'
        )
        _describe command commands
        ;;
    rest)
        case $words[1] in
        list) _harbour_ship_list ;;
        start) _harbour_ship_start ;;
        esac
        ;;
    esac
}

_harbour_ship_list() {
    _arguments -s -S \
        '(-h --help)-h[Shows this help]' \
        '(-h --help)--help[Shows this help]'
}

_harbour_ship_start() {
    _arguments -s -S \
        '(-h --help)-h[Shows this help]' \
        '(-h --help)--help[Shows this help]' \
        ':NAME:'
}

if [[ $funcstack[1] == _harbour ]]; then
    _harbour "$@"
else
    compdef _harbour harbour
fi
