import type { VendorPackage } from './graphql-vendor-package.ts'

/** The comment that says where a slice comes from, what was changed, and under which licence it stands. */
export function header(source: VendorPackage & { readonly changes: string }, licence: string): string {
  const { documents } = source
  const lines = [
    `Package: ${source.package} ${source.version} (npm)`,
    `File: ${source.file}`,
    `SHA-256: ${source.sha256}`,
    ...(documents ? [`Documents: ${documents.file}`, `SHA-256: ${documents.sha256}`] : []),
    ...wrapped(`Changes: ${source.changes}`),
    `Licence: ${source.licence.spdx}`,
    '',
    ...licence.trim().split('\n'),
  ]
  return `${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n`
}

const WIDTH = 100

function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
