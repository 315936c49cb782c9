import { fitTogether } from './setting-forms.ts'
import type { SettingReader } from './setting-reader.ts'

/** A certificate and its key, in PEM. */
export interface TlsSetting {
  readonly cert: string
  readonly key: string
}

/** Both of them, or none: half of a pair is refused by the name of the other half. */
export function readTls(reader: SettingReader): TlsSetting | undefined {
  const cert = reader.fileNamedBy('SALLYPORT_TLS_CERT')
  const key = reader.fileNamedBy('SALLYPORT_TLS_KEY')
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined) return reader.refuse('SALLYPORT_TLS_CERT', 'is missing beside SALLYPORT_TLS_KEY.')
  if (key === undefined) return reader.refuse('SALLYPORT_TLS_KEY', 'is missing beside SALLYPORT_TLS_CERT.')
  if (fitTogether(cert, key)) return { cert, key }
  return reader.refuse('SALLYPORT_TLS_CERT', 'and SALLYPORT_TLS_KEY are no certificate and its key, in PEM.')
}
