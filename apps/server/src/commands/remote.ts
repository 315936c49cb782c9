import { type CliHost, type RemoteCommand, remoteCommands, type Screen } from '@sallyport/cli'
import { loadClientConfig, loadEngineUrl, loginFilePath } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { loginFile } from '../login-file.ts'
import { version } from '../version.ts'
import type { Command } from './command.ts'
import { importing } from './import/command.ts'
import { stopSignal } from './stop-signal.ts'

/** The commands that call an engine over its API, with what they need of this process. */
export function remote(hostCommands: readonly Command[]): readonly RemoteCommand[] {
  return remoteCommands(remoteHost(hostCommands, process))
}

/** @param environment Default: that of the process. */
export function remoteHost(
  hostCommands: readonly Command[],
  screen: Screen,
  environment?: Readonly<Record<string, string | undefined>>,
): CliHost {
  return {
    version,
    screen,
    fetch,
    now: systemEdge.now,
    wait: systemEdge.wait,
    stopped: stopSignal,
    connection: (choice) => loadClientConfig(choice, environment),
    engineUrl: (choice) => loadEngineUrl(choice, environment),
    loginFile: loginFile(loginFilePath(environment)),
    more: [importing, ...hostCommands.map(({ name, about, run }) => ({ words: [name], about, run }))],
  }
}
