import { SallyportError } from '@sallyport/errors'
import type { ToolAnswer, ToolCall } from '../host.ts'
import type { Session } from '../session.ts'
import { answer, failure } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'
import { GUIDE } from './guide.ts'

/** As `docs_skill_id` of an inspection has it. */
const OF_CONNECTOR = 'connector-source:'

export const readSkillDocs: EngineTool = {
  name: 'read_skill_docs',
  title: 'Read documentation',
  description:
    'Documentation by id: "guide", or "connector-source:<connector id>" with a section "<entity>" or "<entity>.<action>" for parameters and fields.',
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 300 },
    section: { type: 'string', minLength: 1, maxLength: 520 },
  },
  required: ['id'],
  annotations: LOOKS,
  async run(session, asked) {
    const { id, section } = asked.input as { readonly id: string; readonly section?: string }
    if (id === GUIDE.id) return guide(section)
    if (!id.startsWith(OF_CONNECTOR)) return failure(noSuchDocs())
    const connector = id.slice(OF_CONNECTOR.length)
    return section === undefined
      ? outline(session, asked, connector)
      : described(session, asked, { connector, section })
  },
}

function guide(section: string | undefined): ToolAnswer {
  const { sections, ...about } = GUIDE
  const found = Object.entries(sections).filter(([name]) => section === undefined || name === section)
  return found.length === 0
    ? failure(noSuchSection(Object.keys(sections)))
    : answer({ ...about, sections: Object.fromEntries(found) })
}

async function outline({ call }: Session, { signal }: ToolCall, id: string): Promise<ToolAnswer> {
  const found = await call('inspectConnector', { params: { id } }, { signal })
  const sections = found.entities.flatMap(({ entity, actions }) => [
    entity,
    ...actions.map((one) => `${entity}.${one}`),
  ])
  return answer({ id: found.docs_skill_id, title: found.source_definition_name, sections })
}

interface Wanted {
  readonly connector: string
  readonly section: string
}

async function described(
  { call }: Session,
  { signal }: ToolCall,
  { connector, section }: Wanted,
): Promise<ToolAnswer> {
  const [entity = '', action] = section.split('.', 2)
  // Without the name of an entity, all of them would be described.
  if (entity === '') return failure(noSuchSection([]))
  const body = { entity, action: 'describe' }
  const { result } = await call('executeConnector', { params: { id: connector }, body }, { signal })
  const [found] = (result as Described).entities
  if (found === undefined) return failure(noSuchSection([]))
  if (action === undefined) return answer(found)
  const { name, description, compact_fields, relationships, actions } = found
  const one = Object.hasOwn(actions, action) ? actions[action] : undefined
  if (one === undefined)
    return failure(noSuchSection(Object.keys(actions).map((known) => `${name}.${known}`)))
  return answer({ entity: name, description, action, ...one, compact_fields, relationships })
}

/** What the action `describe` gives. */
interface Described {
  readonly entities: readonly {
    readonly name: string
    readonly description: string
    readonly compact_fields: readonly string[]
    readonly relationships: readonly object[]
    readonly actions: Readonly<Record<string, object>>
  }[]
}

function noSuchDocs(): SallyportError {
  return new SallyportError('invalid_params', 'There is no documentation under that id.', {
    fix: 'Use "guide", or the "docs" that inspect_connector gives.',
  })
}

function noSuchSection(sections: readonly string[]): SallyportError {
  return new SallyportError('invalid_params', 'There is no such section.', {
    fix:
      sections.length === 0
        ? 'Read it without a section: that lists them.'
        : `Sections: ${sections.join(', ')}.`,
  })
}
