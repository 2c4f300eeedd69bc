#compdef examc
_examc() {
	local -a cmds=(
{{commands}}	)
	if (( CURRENT == 2 )); then
		_describe command cmds; return
	fi
	case $words[2] in
{{options}}	esac
}
_examc "$@"
