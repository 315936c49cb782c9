// Cuts the part of a vendor's official description that a connector uses, and writes it beside the
// connector with its provenance. For maintainers; needs the npm registry.
//
//   npm run vendor-slice -- github
//
// vendor-slice/sources.json says from which package, and which operations. What the vendor describes
// wrongly or not at all is written by hand in vendor-slice/additions/, each part with the vendor's page.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Additions } from './vendor-slice/additions.ts'
import { cut, type Wanted } from './vendor-slice/cut.ts'
import { format, type JsonObject } from './vendor-slice/json.ts'
import sources from './vendor-slice/sources.json' with { type: 'json' }
import { type PinnedFile, type PublishedPackage, unpackedFiles } from './vendor-slice/unpacked-files.ts'

interface Source extends Wanted, PublishedPackage, PinnedFile {
  /** The licence of the package, and what is known of the licence of the description itself. */
  readonly licence: { readonly spdx: string; readonly file: string; readonly ofDescription?: string }
}

try {
  const slug = process.argv[2]
  const source = Object.entries<Source>(sources).find(([name]) => name === slug)?.[1]
  if (!source) throw new Error(`Name one of: ${Object.keys(sources).join(', ')}.`)
  const target = fileURLToPath(new URL(`../connectors/${slug}/vendor.json`, import.meta.url))
  const text = `${format(vendorDescription(source, additionsTo(slug)))}\n`
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
  console.log(`${target}: ${Math.round(text.length / 1000)} kB`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function vendorDescription(source: Source, additions: Additions | undefined): JsonObject {
  const { texts, licence } = unpackedFiles(source, [source])
  const { slice, changes } = cut(JSON.parse(texts[0] ?? ''), source, additions)
  const { spdx, ofDescription } = source.licence
  const provenance = {
    package: source.package,
    version: source.version,
    file: source.file,
    sha256: source.sha256,
    changes,
    licence: spdx,
    ...(ofDescription === undefined ? {} : { licenceOfDescription: ofDescription }),
    licenceText: licence.trim().split(/\n{2,}/),
  }
  return { 'x-provenance': provenance, ...slice }
}

/** What is written by hand beside this script, if anything. */
function additionsTo(slug: string | undefined): Additions | undefined {
  const file = new URL(`./vendor-slice/additions/${slug}.json`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
