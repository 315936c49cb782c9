import { SallyportError } from '@sallyport/errors'
import { loadConfig } from '../config.ts'
import type { Check, Examined, Finding } from '../doctor/check.ts'
import { clock, identity, migrations, serverAndRoles } from '../doctor/database-checks.ts'
import { filePermissions, keyApart } from '../doctor/file-checks.ts'
import { everyRow, organizationKeys, rootKeys } from '../doctor/key-checks.ts'
import { redirects, tls } from '../doctor/setting-checks.ts'
import { systemEdge } from '../edge.ts'
import { visitDatabase } from '../open-database.ts'
import type { Command } from './command.ts'
import { say, sayJson } from './say.ts'

const CHECKS: readonly Check[] = [
  serverAndRoles,
  migrations,
  clock,
  identity,
  rootKeys,
  organizationKeys,
  everyRow,
  filePermissions,
  keyApart,
  tls,
  redirects,
]

const EXIT = { ok: 0, warning: 1, failure: 2 } as const

export const doctor: Command = {
  name: 'doctor',
  about: 'Examines a deployment, beside its engine or without: 0 all is well, 1 warnings, 2 failures. --json',
  usage: 'Usage: sallyport doctor [--json]',
  async run(args) {
    if (args.length > 1 || (args.length === 1 && args[0] !== '--json')) {
      process.stderr.write(`${doctor.usage}\n`)
      return EXIT.failure
    }
    const config = loadConfig()
    const database = await visitDatabase(config)
    try {
      const findings = await examine(CHECKS, { config, edge: systemEdge, database })
      if (args.length === 1) sayJson(findings, 2)
      else say(linesOf(findings))
      return Math.max(...findings.map(({ result }) => EXIT[result]))
    } finally {
      await database.stop()
    }
  },
}

type Named = Finding & { readonly check: string }

/** One after the other: a check that cannot be carried out is a failure, and the others go on. */
export async function examine(checks: readonly Check[], examined: Examined): Promise<Named[]> {
  const all: Named[] = []
  for (const { name, run } of checks) {
    const findings = await run(examined).catch(failed)
    all.push(...findings.map((finding) => ({ check: name, ...finding })))
  }
  return all
}

function failed(error: unknown): readonly Finding[] {
  const known = SallyportError.isInstance(error) ? error : undefined
  const message = error instanceof Error ? error.message : 'It failed.'
  return [{ result: 'failure', message, ...(known?.fix !== undefined && { fix: known.fix }) }]
}

function linesOf(findings: readonly Named[]): string[] {
  return findings.flatMap(({ check, result, message, fix }) => [
    `${result.padEnd(8)} ${check}: ${message}`,
    ...(fix === undefined ? [] : [`         ${fix}`]),
  ])
}
