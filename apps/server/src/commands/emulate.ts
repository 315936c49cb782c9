import { CONNECTOR_TYPES } from '@sallyport/connectors/connector-types'
import { type Emulator, emulate as startEmulator } from '@sallyport/emulator'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { type EmulateArguments, emulateUsage, readEmulateArguments } from './emulate-options.ts'
import { practiceOrigins } from './practice-origins.ts'
import { stopSignal } from './stop-signal.ts'
import { vendors } from './vendors.ts'

const WRONG_USE = 2

export const emulate: Command = {
  name: 'emulate',
  about: 'Plays a third party on this machine, to practise on: emulate github --port 4010.',
  usage: emulateUsage,
  async run(args) {
    const parsed = argumentsOf(readEmulateArguments, args)
    if (parsed instanceof TypeError) {
      process.stderr.write(`${parsed.message}\n${emulateUsage}\n`)
      return WRONG_USE
    }
    const stop = stopSignal()
    const vendor = await vendors[parsed.slug]?.()
    if (!vendor) return WRONG_USE
    const emulator = await startEmulator(vendor, parsed.options)
    show(parsed, emulator)
    await stop
    await emulator.close()
    return 0
  },
}

/** What sends an engine to the emulator, as its setting has it. */
function redirects(slug: string, url: string): Readonly<Record<string, string>> {
  const definition = CONNECTOR_TYPES.find((type) => type.slug === slug)
  return Object.fromEntries((definition ? practiceOrigins(definition) : []).map((origin) => [origin, url]))
}

function show({ slug }: EmulateArguments, { url, credentials }: Emulator): void {
  process.stdout.write(
    [
      `${slug}, emulated, listens on ${url}`,
      `  It accepts: ${credentials.join(', ')}`,
      `  What it saw: curl ${url}/__emulator/ledger`,
      `  A fault: curl -X POST ${url}/__emulator/faults -H 'content-type: application/json' -d '{"kind":"server-error"}'`,
      `  An engine that is sent there: SALLYPORT_REDIRECT_ORIGINS='${JSON.stringify(redirects(slug, url))}' npm start`,
      '  Stop it with Ctrl+C.',
      '',
    ].join('\n'),
  )
}
