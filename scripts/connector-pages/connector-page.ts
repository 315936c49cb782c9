import type { Bucket, ConfigField, Definition } from '@sallyport/definition'
import { authSection } from './auth-section.ts'
import { entitySection } from './entity-section.ts'
import { blocks, code, codes, prose, table } from './markdown.ts'

/** The reference page of one connector, from its definition and nothing else. */
export function connectorPage(definition: Definition): string {
  const { slug, title, about, entities } = definition
  const page = blocks(
    `<!-- Written by "npm run format" from connectors/${slug}/definition.ts. -->`,
    `# ${prose(title)}`,
    prose(about),
    `${sourceSentence(definition)} It has not been run against the live service. What is left out, and why, is in its [README](../../connectors/${slug}/README.md); what the words on this page mean, in [Write a connector](../connectors.md#the-language).`,
    contents(definition),
    authSection(definition),
    identitySentence(definition),
    settingsSection(definition),
    limitsSection(definition),
    ...Object.entries(entities).map(([name, entity]) => entitySection(definition, name, entity)),
    namesSection(definition),
  )
  return `${page}\n`
}

function sourceSentence({ source }: Definition): string {
  const { package: name, version, file, licence } = source
  if (name === 'handwritten') return `Written by hand, from ${prose(file)} (${prose(version)}).`
  return `Checked against ${code(file)} of ${code(name)} ${prose(version)} (${prose(licence)}).`
}

function identitySentence({ identity }: Definition): string | undefined {
  if (identity === undefined) return undefined
  const { entity, action, id, name } = identity
  const known = name === undefined ? '' : `, and it is known by ${codes(name)}`
  return `Whose account it is, ${code(`${entity}.${action}`)} tells: its id is ${codes(id)}${known}.`
}

function contents({ entities }: Definition): string {
  return table(
    ['entity', 'what it is', 'actions'],
    Object.entries(entities).map(([name, { about, actions }]) => [
      `[${name}](#${name})`,
      prose(about),
      Object.keys(actions)
        .map((action) => `[${action}](#${name}${action})`)
        .join(', '),
    ]),
  )
}

function settingsSection({ config = {} }: Definition): string | undefined {
  const rows = Object.entries(config).map(([name, field]) => settingRow(name, field))
  if (rows.length === 0) return undefined
  const columns = ['setting', 'what it is', 'looks like', 'needed', 'default', 'fills in']
  return blocks('## Settings', table(columns, rows))
}

function settingRow(name: string, field: ConfigField): string[] {
  const { about, example, required, fills = {} } = field
  return [
    code(name),
    prose(about),
    code(example),
    required ? 'yes' : '',
    field.default === undefined ? '' : code(field.default),
    codes(Object.keys(fills)),
  ]
}

const COUNTED = {
  credential: 'one credential',
  app: 'one application',
  address: 'one address',
} as const satisfies Readonly<Record<Bucket['per'], string>>

function limitsSection({ limits = {} }: Definition): string | undefined {
  const rows = Object.entries(limits).map(([name, { per, allows, concurrency, read }]) => [
    code(name),
    COUNTED[per],
    allows === undefined ? '' : `${allows.units} in ${allows.seconds} s`,
    concurrency === undefined ? '' : String(concurrency),
    read === undefined ? '' : code(read.remaining),
  ])
  if (rows.length === 0) return undefined
  const columns = ['allowance', 'counted for', 'units', 'at once', 'what is left, in the header']
  return blocks('## Allowances', table(columns, rows))
}

function namesSection({ aliases = {} }: Definition): string | undefined {
  const rows = Object.entries(aliases).map(([from, to]) => [code(from), `[${to}](#${to.replace('.', '')})`])
  if (rows.length === 0) return undefined
  return blocks('## What existing clients call differently', table(['name', 'here'], rows))
}
