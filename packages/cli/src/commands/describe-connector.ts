import type { CommandCall, Shown } from '../command-row.ts'
import { findConnector } from '../find-connector.ts'
import { printable } from '../output/printable.ts'

interface Described {
  readonly connector_name?: string
  readonly entities: readonly {
    readonly name: string
    readonly description?: string
    readonly actions?: Readonly<
      Record<string, { readonly effect?: string; readonly params?: readonly (Parameter | string)[] }>
    >
  }[]
}

interface Parameter {
  readonly name: string
  readonly required?: boolean
}

/** What the engine says of it; for people, a line for each action. */
export async function describeConnector(call: CommandCall): Promise<Shown> {
  const { id } = await findConnector(call)
  const { entity } = call.input
  const { result } = await call.session().call('executeConnector', {
    params: { id },
    body: { entity: typeof entity === 'string' ? entity : '', action: 'describe' },
  })
  return { answer: result, lines: linesOf(result as Described) }
}

function linesOf({ entities }: Described): string[] {
  const lines = entities.flatMap(({ name, description, actions = {} }) => [
    description === undefined ? name : `${name}: ${description}`,
    ...Object.entries(actions).map(
      ([action, { effect, params = [] }]) =>
        `  ${action}(${params.map(parameter).join(', ')})${effect === undefined || effect === 'read' ? '' : `  ${effect}`}`,
    ),
  ])
  return [...lines.map(printable), '', 'Parameters with * are needed.']
}

function parameter(given: Parameter | string): string {
  return typeof given === 'string' ? given : `${given.name}${given.required ? '*' : ''}`
}
