import { printable } from '@sallyport/cli'
import { SallyportError } from '@sallyport/errors'
import { type Config, loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { type OpenOrganizations, openOrganizations } from '../open-organizations.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Report } from './shown-once.ts'

const WRONG_USE = 2

interface HostCommand<Arguments> {
  readonly read: (args: readonly string[]) => Arguments
  readonly usage: string
  readonly act: (parsed: Arguments, open: OpenOrganizations, config: Config) => Promise<Report>
}

/** Runs a command about organizations on their host, and says what came of it. */
export async function runOnHost<Arguments extends { readonly json: boolean }>(
  { read, usage, act }: HostCommand<Arguments>,
  args: readonly string[],
): Promise<number> {
  const parsed = argumentsOf(read, args)
  if (parsed instanceof TypeError) {
    process.stderr.write(`${parsed.message}\n${usage}\n`)
    return WRONG_USE
  }
  try {
    const config = loadConfig()
    const open = await openOrganizations(config, systemEdge)
    try {
      const { facts, lines } = await act(parsed, open, config)
      process.stdout.write(
        parsed.json ? `${JSON.stringify(facts)}\n` : `${lines.map(printable).join('\n')}\n`,
      )
    } finally {
      await open.close()
    }
    return 0
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    process.stderr.write(`${[error.message, error.fix].filter((line) => line !== undefined).join('\n')}\n`)
    return 1
  }
}
