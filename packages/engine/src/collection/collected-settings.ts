import type { ConfigField, Definition } from '@sallyport/definition'
import { pick, type Values } from '../connectors/connector-settings.ts'
import type { SourceTemplate } from '../templates/source-template.ts'

interface Of {
  readonly definition: Definition
  readonly source: SourceTemplate | undefined
}

/** The settings that a page asks for; those that the template gives stand there already. */
export function askedSettings({ definition, source }: Of): Readonly<Record<string, ConfigField>> {
  const defaults = source?.defaultConfig ?? {}
  const fields = Object.entries(definition.config ?? {}).map(([name, field]) => {
    const value = textOf(defaults[name])
    return [name, value === undefined ? field : { ...field, default: value }]
  })
  return Object.fromEntries(fields)
}

/** The settings of a connector, and which of them are the template's. An empty field is one that was left out. */
export function collectedSettings(
  { definition, source }: Of,
  entered: Readonly<Record<string, string>>,
): { readonly config: Values; readonly defaulted: readonly string[] } {
  const known = Object.keys(definition.config ?? {})
  const defaults = pick(source?.defaultConfig ?? {}, known)
  const given = Object.fromEntries(
    Object.entries(entered).filter(
      ([name, value]) => known.includes(name) && value !== '' && value !== textOf(defaults[name]),
    ),
  )
  const config = { ...defaults, ...given }
  return { config, defaulted: Object.keys(config).filter((name) => !Object.hasOwn(given, name)) }
}

/** As a field of a page has it: several values with commas between. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'string' ? value : undefined
}
