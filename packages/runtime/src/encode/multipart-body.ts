import type { FileInput } from '../file-input.ts'
import type { EncodedBody } from './body.ts'
import { framedBody } from './framed-body.ts'
import { pairsOf } from './pairs.ts'

type Values = readonly (readonly [name: string, value: unknown])[]

interface Form {
  readonly values: Values
  readonly lists: Parameters<typeof pairsOf>[1]
  readonly boundary: string
  readonly field: string
  readonly file: FileInput | undefined
}

/** Parameters and a file as fields of a form: multipart/form-data, RFC 7578. */
export function multipartBody({ values, lists, boundary, field, file }: Form): EncodedBody {
  const type = `multipart/form-data; boundary=${boundary}`
  const fields = pairsOf(values, lists)
    .map(([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`)
    .join('')
  const end = `--${boundary}--\r\n`
  if (file === undefined) return { type, body: Buffer.from(fields + end) }
  const head = `${disposition(field)}; filename="${quoted(file.name ?? 'file')}"\r\ncontent-type: ${file.type}`
  return framedBody({
    type,
    before: Buffer.from(`${fields}--${boundary}\r\n${head}\r\n\r\n`),
    file,
    after: Buffer.from(`\r\n${end}`),
  })
}

function disposition(name: string): string {
  return `content-disposition: form-data; name="${quoted(name)}"`
}

/** As browsers write it: html.spec.whatwg.org, "multipart form data". */
function quoted(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
}
