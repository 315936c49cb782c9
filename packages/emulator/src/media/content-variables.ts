import { hash } from 'node:crypto'
import type { Content } from '../receive/checked-request.ts'

/** Text of larger files is not offered to templates. */
const TEXT_LIMIT = 100_000

/** What templates may say of a file: `{content.size}`, `{content.md5}`. What costs time is reckoned when it is asked for. */
export function contentVariables({ type, bytes, filename }: Content): Readonly<Record<string, unknown>> {
  return {
    type,
    size: bytes.length,
    filename,
    get text() {
      return bytes.length <= TEXT_LIMIT ? bytes.toString('utf8') : undefined
    },
    get md5() {
      return hash('md5', bytes, 'hex')
    },
    get sha1() {
      return hash('sha1', bytes, 'hex')
    },
    get sha256() {
      return hash('sha256', bytes, 'hex')
    },
  }
}
