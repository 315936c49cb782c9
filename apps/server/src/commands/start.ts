import { applicationFilePath } from '../application-file.ts'
import { type Config, loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { createLog } from '../log.ts'
import { describeRootKey } from '../root-key-setting.ts'
import { type RunningEngine, startEngine } from '../wire.ts'
import type { Command } from './command.ts'
import { stopSignal } from './stop-signal.ts'

const WRONG_USE = 2

export const start: Command = {
  name: 'start',
  about: 'Runs the engine until it is told to stop.',
  usage: 'Usage: sallyport start',
  async run(args) {
    if (args.length > 0) {
      process.stderr.write(`${start.usage}\nIt takes no arguments; settings are environment variables.\n`)
      return WRONG_USE
    }
    const config = loadConfig()
    const log = createLog(config.logLevel)
    for (const [from, to] of config.redirectOrigins) {
      log.warn(
        `SALLYPORT_REDIRECT_ORIGINS: calls and CREDENTIALS for ${from} go to ${to}. For demos and tests only.`,
      )
    }
    // Listened for before the start: a signal that comes during it is carried out after it.
    const stop = stopSignal()
    const engine = await startEngine({ config, edge: systemEdge, log })
    show(engine, config)
    await stop
    log.info('stopping: calls in flight finish first')
    await engine.close()
    log.info('stopped')
    return 0
  },
}

function show({ url, created }: RunningEngine, config: Config): void {
  const lines = [`Sallyport listens on ${url}`, `Its API is described at ${url}/docs`]
  if (created) {
    lines.push(
      '',
      'This was the first start. Your application, shown this once and kept in',
      `${applicationFilePath(config.dataDirectory)} (readable by you alone):`,
      '',
      `  client_id        ${created.client_id}`,
      `  client_secret    ${created.client_secret}`,
      `  organization_id  ${created.organization_id}`,
      '',
      rootKeyAdvice(config),
    )
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function rootKeyAdvice({ rootKeys: [writer] }: Config): string {
  if (writer === undefined) throw new TypeError('a configuration has a root key')
  const place = `The root key is ${describeRootKey(writer)}.`
  return writer.kind === 'file' || writer.kind === 'env'
    ? `${place} Back it up apart from the data: without it nothing opens.`
    : `${place} Protect it there from deletion: without it nothing opens.`
}
