import type { CommandCall } from '../command-row.ts'
import type { Prompts } from '../prompts.ts'

/** One field of the form that the engine describes. */
interface Field {
  readonly title?: string
  readonly description?: string
  readonly const?: string
  readonly default?: string
  readonly airbyte_secret?: boolean
}

interface Form {
  readonly title?: string
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, Field>>
}

interface Specification {
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, Field>> & {
    readonly credentials: { readonly oneOf: readonly Form[] }
  }
}

export interface Asked {
  readonly credentials: Readonly<Record<string, string>>
  readonly replication_config?: Readonly<Record<string, string>>
}

/** Asks on the terminal for what a connection needs; `page` where somebody else is to enter it. */
export async function askCredential(
  { session, prompts }: CommandCall,
  templateId: string,
): Promise<Asked | 'page'> {
  const template = await session().call('getTemplate', { params: { id: templateId } })
  const asked = template.user_config_spec.connectionSpecification as unknown as Specification
  const { credentials: ways, ...settings } = asked.properties
  const way = await chooseWay(prompts, ways.oneOf)
  if (way === undefined) return 'page'
  const credentials = await fill(prompts, way)
  const config = await fill(prompts, { required: asked.required ?? [], properties: settings })
  return { credentials, ...(Object.keys(config).length > 0 && { replication_config: config }) }
}

async function chooseWay(prompts: Prompts, ways: readonly Form[]): Promise<Form | undefined> {
  const choices = ways.map(({ title }, index) => ({
    value: String(index),
    label: title ?? `Way ${index + 1}`,
  }))
  const chosen = await prompts.choose('How is the account connected?', [
    ...choices,
    { value: 'page', label: 'On a page, by whoever it belongs to' },
  ])
  return ways[Number(chosen)]
}

/** Asks for each field; what need not be given may be left empty. */
async function fill(prompts: Prompts, { properties, required = [] }: Form): Promise<Record<string, string>> {
  const filled: Record<string, string> = {}
  for (const [name, field] of Object.entries(properties)) {
    if (field.const !== undefined) {
      filled[name] = field.const
      continue
    }
    const need = required.includes(name) ? '' : ' (may be empty)'
    const message = `${field.title ?? name}${need}`
    const value = field.airbyte_secret
      ? await prompts.secret(message)
      : await prompts.text(message, field.default)
    if (value !== '') filled[name] = value
  }
  return filled
}
