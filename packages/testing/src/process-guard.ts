/**
 * A shell script that becomes the program given to it, after leaving a guard behind: a child that
 * waits on file descriptor 3. When the process that holds the other end dies, however abruptly, the
 * kernel closes it; the guard then ends the program and removes its folder.
 *
 * Why not `setpriv --pdeathsig`: it is Linux only, and is bound to the thread that forked. Why inside
 * the program's own process: there is no moment at which the program runs unguarded, and its process
 * id is the one that the caller sees.
 *
 * Arguments: the folder to remove (or ''), the program, its arguments.
 */
export const GUARD_SCRIPT = `
folder=$1
shift
(
  trap '' HUP INT TERM
  IFS= read -r released <&3 && exit 0
  kill -TERM $$
  for tenth in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 $$ || break
    sleep 0.1
  done
  kill -KILL $$
  [ -n "$folder" ] && rm -rf -- "$folder"
) >/dev/null 2>&1 &
exec 3<&-
exec "$@"
`;

/** What the guard reads when the program has ended in order: it leaves without touching anything. */
export const RELEASE_GUARD = 'released\n';
