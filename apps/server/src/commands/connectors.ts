import type { Answer, Operations } from '@sallyport/contract'
import { type Problem, SallyportError } from '@sallyport/errors'
import { loadClientConfig } from '../config.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { type ConnectorsArguments, connectorsUsage, readConnectorsArguments } from './connectors-options.ts'
import { readDefinitionFile } from './definition-file.ts'
import { type EngineCall, openEngineClient } from './engine-client.ts'
import { importUsage, runImport } from './import/command.ts'

const WRONG_USE = 2
const SOURCES = '/integrations/definitions/sources'

export const connectors: Command = {
  name: 'connectors',
  about: "Uploads, lists or removes an organization's own connector definitions, and imports credentials.",
  async run(args) {
    if (args[0] === 'import-credentials') return runImport(args.slice(1))
    const parsed = argumentsOf(readConnectorsArguments, args)
    if (parsed instanceof TypeError) {
      process.stderr.write(`${parsed.message}\n${connectorsUsage}\n${importUsage}\n`)
      return WRONG_USE
    }
    try {
      const lines = await act(parsed)
      process.stdout.write(`${lines.map(printable).join('\n')}\n`)
      return 0
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error
      const lines = [
        error.message,
        ...error.problems.flatMap(problemLines),
        ...(error.fix ? [error.fix] : []),
      ]
      process.stderr.write(`${[...new Set(lines.map(printable))].join('\n')}\n`)
      return 1
    }
  },
}

async function act(parsed: ConnectorsArguments): Promise<string[]> {
  const definition = parsed.action === 'push' ? await readDefinitionFile(parsed.file) : undefined
  const call = await openEngineClient(loadClientConfig(parsed))
  switch (parsed.action) {
    case 'push':
      return push(call, { definition, ...(parsed.approve !== undefined && { approve: parsed.approve }) })
    case 'list':
      return list(call)
    default:
      await call({ method: 'DELETE', path: `${SOURCES}/${encodeURIComponent(parsed.id)}` })
      return [`${parsed.id} is removed.`]
  }
}

async function push(call: EngineCall, body: object): Promise<string[]> {
  const answer = await call({ method: 'POST', path: SOURCES, body })
  const { id, name, version, created, connectors: used } = answer as Answer<Operations['pushDefinition']>
  const stay =
    used.reconnect > 0
      ? [`${used.reconnect} connectors stay with an earlier version until they are connected again.`]
      : []
  return [`${name} (${id}) is ${created ? 'now' : 'already'} version ${version}.`, ...stay]
}

async function list(call: EngineCall): Promise<string[]> {
  const answer = await call({ method: 'GET', path: SOURCES })
  const { definitions } = answer as Answer<Operations['listDefinitions']>
  return definitions.map(({ sourceDefinitionId, name, version }) =>
    [sourceDefinitionId, version === null ? 'engine' : `version ${version}`, name].join('  '),
  )
}

function problemLines({ message, details }: Problem): string[] {
  const line = `  ${message}`
  if (details === undefined || !('before' in details)) return [line]
  return [line, `    - ${details.before ?? ''}`, `    + ${details.after ?? ''}`]
}

/** Nothing that a definition says moves the cursor of a terminal. */
function printable(line: string): string {
  return line.replaceAll(/\p{C}/gu, '\ufffd')
}
