import { type CliHost, type RemoteCommand, remoteCommands, type Screen } from '@sallyport/cli'
import { loadClientConfig, loadEngineUrl, loginFilePath } from '../client-config.ts'
import { systemEdge } from '../edge.ts'
import { loginFile } from '../login-file.ts'
import { version } from '../version.ts'
import { hostCommands } from './host-commands.ts'
import { importing } from './import/command.ts'
import { stopSignal } from './stop-signal.ts'

/** The commands that call an engine over its API, with what they need of this process. */
export function remote(): readonly RemoteCommand[] {
  return remoteCommands(remoteHost(process))
}

/** @param environment Default: that of the process. */
export function remoteHost(
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
    more: [importing],
    others: async () => (await hostCommands()).map(({ name, about }) => ({ words: [name], about })),
  }
}
