import { once } from 'node:events'
import { printable } from '@sallyport/cli/printable'
import { scopeOfOrganization, usagePeriod } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import { type OpenUsage, openUsage } from '@sallyport/postgres'
import { loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { visitDatabase } from '../open-database.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { complain, complainOf } from './say.ts'
import { type ExportedUsage, USAGE_FORMATS } from './usage-lines.ts'
import { readUsageArguments, type UsageArguments, usageUsage } from './usage-options.ts'

const WRONG_USE = 2
const PAGE = 1_000

export const usage: Command = {
  name: 'usage',
  about: 'Exports what workspaces used, by day and connector, as ndjson or csv.',
  usage: usageUsage,
  async run(args) {
    const parsed = argumentsOf(readUsageArguments, args)
    if (parsed instanceof TypeError) {
      complain([parsed.message, usageUsage])
      return WRONG_USE
    }
    try {
      await exportUsage(parsed)
      return 0
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error
      complainOf(error)
      return 1
    }
  },
}

async function exportUsage(parsed: UsageArguments): Promise<void> {
  const { head, line } = USAGE_FORMATS[parsed.format]
  // What is wrong with the days is said before anything is opened.
  const period = usagePeriod(parsed, systemEdge.now())
  const database = await visitDatabase(loadConfig())
  try {
    const opened = await openUsage(database.connection)
    try {
      await write(head)
      for await (const row of rowsOf(opened, { ...parsed, ...period })) await write(line(row))
    } finally {
      await opened.close()
    }
  } finally {
    await database.stop()
  }
}

type Wanted = Pick<UsageArguments, 'organizationId'> & ReturnType<typeof usagePeriod>

async function* rowsOf(
  opened: OpenUsage,
  { organizationId, from, to }: Wanted,
): AsyncGenerator<ExportedUsage> {
  for await (const id of organizationId === undefined ? everyOrganization(opened) : [organizationId]) {
    const scope = scopeOfOrganization(id)
    let page = await opened.usage.list(scope, { from, to, limit: PAGE })
    while (page.length > 0) {
      for (const row of page) yield { ...row, organizationId: id }
      const after = page.at(-1)
      page =
        after && page.length === PAGE ? await opened.usage.list(scope, { from, to, limit: PAGE, after }) : []
    }
  }
}

async function* everyOrganization({ organizations }: OpenUsage): AsyncGenerator<string> {
  let page = await organizations(undefined)
  while (page.length > 0) {
    yield* page
    page = await organizations(page.at(-1))
  }
}

/** As fast as it is read. A file has names as they are; a terminal is not moved by them. */
async function write(text: string): Promise<void> {
  const shown = process.stdout.isTTY ? text.replaceAll(/[^\r\n]+/g, printable) : text
  if (!process.stdout.write(shown)) await once(process.stdout, 'drain')
}
