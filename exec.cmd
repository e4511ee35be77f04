@rem What "exec" is to a POSIX shell, for cmd.exe: see docs/decisions/0001. Runs the rest of the line.
@%*
