complete -c examc -f -n __fish_use_subcommand
{{options}}