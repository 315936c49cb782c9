// Cuts the part of a vendor's GraphQL schema that a connector uses, and writes it beside the connector
// with its provenance. For maintainers; needs the npm registry.
//
//   node scripts/vendor-slice/graphql-slice.ts github
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeSlice, type SliceSource } from './graphql-make-slice.ts'
import sources from './graphql-sources.json' with { type: 'json' }
import { fetchVendorFiles } from './graphql-vendor-package.ts'

try {
  const slug = process.argv[2]
  const source = Object.entries<SliceSource>(sources).find(([name]) => name === slug)?.[1]
  if (!source) throw new Error(`Name one of: ${Object.keys(sources).join(', ')}.`)
  const text = makeSlice(source, fetchVendorFiles(source))
  const folder = new URL(`../../connectors/${slug}/`, import.meta.url)
  mkdirSync(folder, { recursive: true })
  const target = fileURLToPath(new URL('vendor.graphql', folder))
  writeFileSync(target, text)
  console.log(`${target}: ${Math.round(text.length / 1000)} kB`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
