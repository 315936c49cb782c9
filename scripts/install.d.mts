/** Installs what the lockfile in a folder says, unless that was done already. Ends the program where it fails. */
export function install(root: string): Promise<void>
