import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'
import { existingWorkspace } from './existing-workspace.ts'
import { GUIDE } from './guide.ts'

const MOST = 20

export const searchSkillDocs: EngineTool = {
  name: 'search_skill_docs',
  title: 'Search documentation',
  description: 'Finds documentation by words: of the connectors of the workspace, and the guide.',
  properties: { query: { type: 'string', minLength: 1, maxLength: 200 } },
  required: ['query'],
  inWorkspace: true,
  annotations: LOOKS,
  async run(session, asked) {
    const words = wordsOf(String(asked.input.query))
    const query = { ...(await existingWorkspace(session, asked)), limit: '1000' }
    const { data } = await session.call('listConnectors', { query }, { signal: asked.signal })
    const pages = data.map(({ id, name, summarized_source_template: type }) => ({
      id: `connector-source:${id}`,
      title: name,
      summary: `Connector of the type ${type.name}.`,
    }))
    const { sections, ...guide } = GUIDE
    const scored = [
      { ...guide, text: Object.values(sections).join(' ') },
      ...pages.map((one) => ({ ...one, text: '' })),
    ]
      .map(({ text, ...page }) => ({ page, score: hits(words, `${page.title} ${page.summary} ${text}`) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
    return answer({ docs: scored.slice(0, MOST).map(({ page }) => page) })
  },
}

/** Of any script. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
}

function hits(words: readonly string[], text: string): number {
  const found = new Set(wordsOf(text))
  return words.filter((word) => found.has(word)).length
}
