import type { EncodedBody } from './body.ts'
import { pairsOf } from './pairs.ts'
import type { FilePart } from './related-body.ts'

type Values = readonly (readonly [name: string, value: unknown])[]

interface Form {
  readonly values: Values
  readonly lists: Parameters<typeof pairsOf>[1]
  readonly boundary: string
  readonly field: string
  readonly file: FilePart | undefined
}

/** Parameters and a file as fields of a form: multipart/form-data, RFC 7578. */
export function multipartBody({ values, lists, boundary, field, file }: Form): EncodedBody {
  return { type: `multipart/form-data; boundary=${boundary}`, body: parts() }

  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const [name, value] of pairsOf(values, lists)) {
      yield Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
      )
    }
    if (file) {
      const disposition = `form-data; name="${quoted(field)}"; filename="${quoted(file.name ?? 'file')}"`
      yield Buffer.from(
        `--${boundary}\r\ncontent-disposition: ${disposition}\r\ncontent-type: ${file.type}\r\n\r\n`,
      )
      if (file.content instanceof Uint8Array) yield file.content
      else yield* file.content
      yield Buffer.from('\r\n')
    }
    yield Buffer.from(`--${boundary}--\r\n`)
  }
}

/** As browsers write it: html.spec.whatwg.org, "multipart form data". */
function quoted(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
}
