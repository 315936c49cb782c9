import type { ToolCatalog } from './tool-catalog.ts'

const MAX_SUGGESTIONS = 3
const MAX_NAME = 200

/** Names of tools that have most words in common with one that there is not. */
export function suggestTools({ entries }: ToolCatalog, name: string): string[] {
  const wanted = new Set(wordsOf(name.slice(0, MAX_NAME)))
  const scored = entries.map((entry) => {
    const words = wordsOf(entry.name)
    const common = words.filter((word) => wanted.has(word)).length
    return { name: entry.name, score: common / Math.max(words.length, wanted.size, 1) }
  })
  return scored
    .filter(({ score }) => score >= 0.5)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ name: near }) => near)
}

/** Without the ending of the plural, which models get wrong most. */
function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word))
}
