import type { Template } from '@sallyport/engine'
import { advancedAuth, DISCRIMINATOR } from './advanced-auth.ts'

type Values = Readonly<Record<string, unknown>>

/** What a connection needs, and how it is made by OAuth. @param defaults Settings that need not be given. */
export function connectorSpecification(template: Template, defaults: Values = {}) {
  return {
    documentationUrl: null,
    connectionSpecification: connectionSpecification(template, defaults),
    advanced_auth: advancedAuth(template),
    // Of destinations alone.
    supported_destination_sync_modes: [],
  }
}

/** What a connection needs, as the JSON Schema that forms are drawn from. */
export function connectionSpecification({ definition }: Template, defaults: Values) {
  const several = Object.keys(definition.auth).length > 1
  const ways = Object.entries(definition.auth).map(([way, { title, form }]) => ({
    type: 'object',
    title,
    required: Object.keys(form).filter((name) => !form[name]?.optional),
    properties: Object.fromEntries([
      // Clients that fill in a way by a program say with it which one.
      ...(several ? [[DISCRIMINATOR, { type: 'string', const: way }] as const] : []),
      ...Object.entries(form).map(
        ([name, field]) =>
          [
            name,
            { type: 'string', title: field.title, airbyte_secret: field.secret, ...about(field.about) },
          ] as const,
      ),
    ]),
  }))
  const config = Object.entries(definition.config ?? {})
  const settings = config.map(([name, field]) => {
    const value = defaults[name] ?? field.default
    const shown = { type: 'string', title: field.title, examples: [field.example], ...about(field.about) }
    return [name, value === undefined ? shown : { ...shown, default: value }]
  })
  const needed = config.filter(
    ([name, field]) => field.required && (defaults[name] ?? field.default) === undefined,
  )
  return {
    type: 'object',
    title: definition.title,
    required: ['credentials', ...needed.map(([name]) => name)],
    properties: { credentials: { type: 'object', oneOf: ways }, ...Object.fromEntries(settings) },
  }
}

function about(text: string | undefined) {
  return text === undefined ? {} : { description: text }
}
