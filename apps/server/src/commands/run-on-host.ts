import { SallyportError } from '@sallyport/errors'
import { type Config, loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { type OpenOrganizations, openOrganizations } from '../open-organizations.ts'
import { argumentsOf } from './arguments-of.ts'
import { complain, complainOf, say, sayJson } from './say.ts'
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
    complain([parsed.message, usage])
    return WRONG_USE
  }
  try {
    const config = loadConfig()
    const open = await openOrganizations(config, systemEdge)
    try {
      const { facts, lines } = await act(parsed, open, config)
      if (parsed.json) sayJson(facts)
      else say(lines)
    } finally {
      await open.close()
    }
    return 0
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    complainOf(error)
    return 1
  }
}
