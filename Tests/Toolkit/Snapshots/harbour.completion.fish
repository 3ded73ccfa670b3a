# fish completion for harbour, made by 'harbour completion fish'.
function __harbour_at --description 'Whether the words so far name a command'
    set -l path harbour
    for word in (commandline -opc)[2..]
        switch "$path $word"
            case 'harbour lift' 'harbour ship' 'harbour ship list' 'harbour ship start'
                set path "$path $word"
        end
    end
    test "$path" = "$argv"
end
complete -c harbour -f
complete -c harbour -n '__harbour_at harbour' -a lift -d 'Lifts goods off ships, one after another, and puts each where it was asked to be put'
complete -c harbour -n '__harbour_at harbour' -a ship -d 'Works with ships'
complete -c harbour -n '__harbour_at harbour' -s h -l help -d 'Shows this help'
complete -c harbour -n '__harbour_at harbour' -l version -d 'Shows the version'
complete -c harbour -n '__harbour_at harbour lift' -F
complete -c harbour -n '__harbour_at harbour lift' -l to -x -a '(__fish_complete_directories)' -d 'Where to put it'
complete -c harbour -n '__harbour_at harbour lift' -s n -l count -x -d 'How often'
complete -c harbour -n '__harbour_at harbour lift' -s f -l force -d 'Lifts even what\'s [heavy]: mind the crane'
complete -c harbour -n '__harbour_at harbour lift' -s s -l speed -x -a 'slow swift express' -d 'How fast to lift'
complete -c harbour -n '__harbour_at harbour lift' -l stop -x -d 'A place to stop at'
complete -c harbour -n '__harbour_at harbour lift' -l label-with-a-long-name -x -d 'What to write on it'
complete -c harbour -n '__harbour_at harbour lift' -s h -l help -d 'Shows this help'
complete -c harbour -n '__harbour_at harbour ship' -a list -d 'Lists the ships: all of them'
complete -c harbour -n '__harbour_at harbour ship' -a start -d 'Starts a ship'
complete -c harbour -n '__harbour_at harbour ship' -s h -l help -d 'Shows this help'
complete -c harbour -n '__harbour_at harbour ship list' -s h -l help -d 'Shows this help'
complete -c harbour -n '__harbour_at harbour ship start' -s h -l help -d 'Shows this help'
