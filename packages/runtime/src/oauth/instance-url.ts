import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { trustIn } from '../destination.ts'
import { type ConnectorConfig, parseConfig } from '../resolve/config.ts'

/**
 * Takes the address that a token endpoint gave for the API. It widens nothing: it is one of the definition's own, or it
 * fills a setting of its host that nobody gave, and fits that setting's pattern.
 *
 * @returns The settings, with what the address told of them.
 * @throws SallyportError `destination_refused` for any other address.
 */
export function settingsOfInstance(
  definition: Definition,
  settings: ConnectorConfig,
  instanceUrl: string,
): ConnectorConfig {
  const url = URL.parse(instanceUrl)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw refused(definition)
  }
  const told = namesIn(definition.server.url).some((name) => settings[name] === undefined)
    ? fromHost(definition, url)
    : {}
  const filled = told && Object.keys(told).every((name) => settings[name] === undefined) ? told : {}
  const all = { ...settings, ...parsed(definition, filled) }
  if (namesIn(definition.server.url).every((name) => all[name] !== undefined)) {
    if (trustIn(definition.server, all, url) === 'credential') return all
  }
  throw refused(definition)
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** The values that make the template's origin the one of the address. */
function fromHost({ server }: Definition, { host }: URL): Record<string, string> | undefined {
  const template = /^https:\/\/([^/]+)/.exec(server.url)?.[1] ?? ''
  const parts = template.split(/\{\w+\}/)
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('([a-z0-9.-]+)')
  const values = new RegExp(`^${pattern}$`).exec(host)
  if (values === null) return undefined
  return Object.fromEntries(namesIn(template).map((name, index) => [name, values[index + 1] ?? '']))
}

/** What does not fit a setting is not taken for it. */
function parsed(definition: Definition, values: Readonly<Record<string, string>>): ConnectorConfig {
  const { config = {} } = definition
  const fields = Object.fromEntries(Object.entries(config).filter(([name]) => Object.hasOwn(values, name)))
  try {
    return parseConfig({ ...definition, config: fields }, values)
  } catch {
    throw refused(definition)
  }
}

function refused({ title }: Definition): SallyportError {
  return new SallyportError(
    'destination_refused',
    `${title} named an address for its API that the definition does not allow.`,
    { fix: 'Give the setting that says where the account is, and connect again.' },
  )
}
