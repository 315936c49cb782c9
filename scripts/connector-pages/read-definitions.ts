import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Definition } from '@sallyport/definition'
import { root } from '../repository.ts'

/** The definition of every folder of `connectors/` that has one, in the order of their names. */
export async function readDefinitions(folder: string = join(root, 'connectors')): Promise<Definition[]> {
  const slugs = readdirSync(folder)
    .filter((slug) => existsSync(join(folder, slug, 'definition.ts')))
    .sort()
  return Promise.all(slugs.map((slug) => readDefinition(folder, slug)))
}

async function readDefinition(folder: string, slug: string): Promise<Definition> {
  const exports: object = await import(pathToFileURL(join(folder, slug, 'definition.ts')).href)
  const definition = Object.values(exports).find((value) => isDefinitionOf(slug, value))
  if (definition === undefined)
    throw new TypeError(`${slug}/definition.ts exports no definition of that slug`)
  return definition
}

function isDefinitionOf(slug: string, value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && 'slug' in value && value.slug === slug
}
