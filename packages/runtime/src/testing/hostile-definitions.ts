import { names, schemas, sizes } from './hostile-forms.ts'
import { changed, type Hostile } from './hostile-parts.ts'
import { addresses, links, texts } from './hostile-reach.ts'

/** By hand, each with one thing that must not pass. */
export const hostileDefinitions: readonly Hostile[] = [
  ...[names, sizes, schemas, addresses, texts, links]
    .flat()
    .map(([title, change, expected]) => ({ title, json: changed(change), expected })),
  ...([null, 5, 'x', [], {}, { slug: 'x' }] as const).map((json) => ({
    title: `${JSON.stringify(json)} in place of a definition`,
    json: () => json,
    expected: /./,
  })),
]
