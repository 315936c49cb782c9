import { github } from '@sallyport/connectors/github'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { linear } from '@sallyport/connectors/linear'
import { slack } from '@sallyport/connectors/slack'
import { stripe } from '@sallyport/connectors/stripe'
import type { Definition } from '@sallyport/definition'
import { createToolCatalog, type ToolCatalog } from '@sallyport/tools'
import { taken } from './tasks.ts'

const DEFINITIONS: readonly Definition[] = [github, stripe, slack, linear, googleDrive]

/** So many operations: those that the tasks take, then others, then all again under further accounts. */
export function exposed(operations: number): ToolCatalog {
  const names = DEFINITIONS.flatMap(namesOf).toSorted((a, b) => Number(taken.has(b)) - Number(taken.has(a)))
  let left = operations
  const accounts: { readonly account: number; readonly open: ReadonlySet<string> }[] = []
  for (let account = 1; left > 0; account++) {
    accounts.push({ account, open: new Set(names.slice(0, left)) })
    left -= names.length
  }
  return createToolCatalog(
    accounts.flatMap(({ account, open }) =>
      DEFINITIONS.map((definition) => ({
        id: `${definition.slug}-${account}`,
        name: `${definition.title} ${account}`,
        definition,
        state: 'connected' as const,
        allows: ({ entity, action }: { readonly entity: string; readonly action: string }) =>
          open.has(`${definition.slug}.${entity}.${action}`),
      })),
    ),
  )
}

function namesOf({ slug, entities }: Definition): string[] {
  return Object.entries(entities).flatMap(([entity, { actions }]) =>
    Object.keys(actions).map((action) => `${slug}.${entity}.${action}`),
  )
}
