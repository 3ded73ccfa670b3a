# bash completion for harbour, made by 'harbour completion bash'.
_harbour() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=harbour i
    # Bash takes '--name=value' for three words.
    [[ $current == = ]] && current=
    [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD - 2]}
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$command ${COMP_WORDS[i]}" in
        'harbour lift' | 'harbour ship' | 'harbour ship list' | 'harbour ship start') command="$command ${COMP_WORDS[i]}" ;;
        esac
    done
    local words= kind=
    case "$command $previous" in
    'harbour lift --to') kind=folders ;;
    'harbour lift --count' | 'harbour lift -n') words='' ;;
    'harbour lift --speed' | 'harbour lift -s') words='slow swift express' ;;
    'harbour lift --stop') words='' ;;
    'harbour lift --label-with-a-long-name') words='' ;;
    *)
        case "$command" in
        'harbour') words='lift ship --help --version' ;;
        'harbour lift') words='--to --count --force --speed --stop --label-with-a-long-name --help' kind=files ;;
        'harbour ship') words='list start --help' ;;
        'harbour ship list') words='--help' ;;
        'harbour ship start') words='--help' kind= ;;
        esac
        [[ $current == -* ]] && kind=
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    case $kind in
    files) compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$current") ;;
    esac
}
complete -F _harbour harbour
