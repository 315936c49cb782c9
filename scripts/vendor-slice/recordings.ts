// Takes the recorded traffic that an emulated vendor answers from out of the vendor's own package, and writes
// it beside the connector with its provenance. For maintainers; needs the npm registry.
//
//   node scripts/vendor-slice/recordings.ts github && npm run format
//
// recordings.json says from which package and files, and what is changed in them.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, type JsonObject } from './json.ts'
import { type Change, changeExchanges, type Exchange } from './recorded-exchanges.ts'
import sources from './recordings.json' with { type: 'json' }
import { type PublishedPackage, unpackedFiles } from './unpacked-files.ts'

interface Source extends PublishedPackage {
  /** SHA-256 of each file, in hexadecimal. */
  readonly files: Readonly<Record<string, string>>
  /** What `changed` does, for readers of the result. */
  readonly changes: string
  readonly changed: readonly Change[]
}

try {
  const slug = process.argv[2]
  const source = Object.entries<Source>(sources).find(([name]) => name === slug)?.[1]
  if (!source) throw new Error(`Name one of: ${Object.keys(sources).join(', ')}.`)
  const target = fileURLToPath(new URL(`../../connectors/${slug}/vendor.recordings.json`, import.meta.url))
  const text = `${format(recordings(source))}\n`
  writeFileSync(target, text)
  console.log(`${target}: ${Math.round(text.length / 1000)} kB`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function recordings(source: Source): JsonObject {
  const { package: name, version, files, licence, changes, changed } = source
  const pinned = Object.entries(files).map(([file, sha256]) => ({ file, sha256 }))
  const unpacked = unpackedFiles(source, pinned)
  const recorded = unpacked.texts.flatMap((text): readonly Exchange[] => JSON.parse(text))
  const provenance = { package: name, version, files, changes, licence: licence.spdx }
  return {
    'x-provenance': { ...provenance, licenceText: unpacked.licence.trim().split(/\n{2,}/) },
    exchanges: changeExchanges(recorded, changed),
  }
}
