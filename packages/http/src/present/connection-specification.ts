import type { Template } from '@sallyport/engine'

/** What a connection needs, as the JSON Schema that forms are drawn from. */
export function connectionSpecification({ definition }: Template) {
  const ways = Object.values(definition.auth).map(({ title, form }) => ({
    type: 'object',
    title,
    required: Object.keys(form).filter((name) => !form[name]?.optional),
    properties: Object.fromEntries(
      Object.entries(form).map(([name, field]) => [
        name,
        { type: 'string', title: field.title, airbyte_secret: field.secret, ...about(field.about) },
      ]),
    ),
  }))
  const settings = Object.entries(definition.config ?? {}).map(([name, field]) => [
    name,
    { type: 'string', title: field.title, examples: [field.example], ...about(field.about) },
  ])
  return {
    type: 'object',
    title: definition.title,
    required: ['credentials'],
    properties: { credentials: { type: 'object', oneOf: ways }, ...Object.fromEntries(settings) },
  }
}

function about(text: string | undefined) {
  return text === undefined ? {} : { description: text }
}
