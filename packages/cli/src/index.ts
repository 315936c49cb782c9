export type { Choice, CliHost, Connection, HostCommand, Login, LoginFile, Screen } from './host.ts'
export { type RemoteCommand, remoteCommands } from './remote-commands.ts'
