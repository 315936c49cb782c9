import type { CommandCall, Shown } from '../command-row.ts'
import { readJsonFile } from '../input/json-input.ts'

/** Uploads a definition, or has it checked alone. What it says is the engine's to judge. */
export async function pushDefinition({ input, session }: CommandCall, dryRun: boolean): Promise<Shown> {
  const definition = await readJsonFile(String(input.file))
  const { approve } = input
  const body = {
    definition,
    ...(typeof approve === 'string' && { approve }),
    ...(dryRun && { dry_run: true }),
  }
  const answer = await session().call('pushDefinition', { body })
  const { id, name, version, created, connectors } = answer
  const is = dryRun ? 'fits: it would be' : `is ${created ? 'now' : 'already'}`
  const stay =
    connectors.reconnect > 0
      ? [`${connectors.reconnect} connectors stay with an earlier version until they are connected again.`]
      : []
  return { answer, lines: [`${name} (${id}) ${is} version ${version}.`, ...stay] }
}
