import { Secret } from '@sallyport/errors'
import { processEnvironment } from './config.ts'
import { objectOf } from './json-object.ts'
import { type Environment, SettingReader } from './setting-reader.ts'

/** What a connector that runs without an engine is connected with. */
export interface LocalConfig {
  /** Fields of the form of its credential. */
  readonly credential: ReadonlyMap<string, Secret>
  readonly redirectOrigins: ReadonlyMap<string, string>
}

/**
 * Reads the credential of a connector from a file that nobody else may read, or from `SALLYPORT_CREDENTIALS`: a JSON
 * object of texts.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadLocalConfig(
  { file }: { readonly file: string | undefined },
  environment: Environment = processEnvironment,
): Readonly<LocalConfig> {
  const reader = new SettingReader(environment)
  const name = file ?? 'SALLYPORT_CREDENTIALS'
  const fields = objectOf((file === undefined ? reader.text(name) : reader.privateFile(file)) ?? '') ?? []
  if (fields.length === 0 || fields.some(([, value]) => typeof value !== 'string')) {
    reader.refuse(name, 'is to hold a JSON object of the fields of the credential, such as {"token": "..."}.')
  }
  const redirectOrigins = reader.redirects('SALLYPORT_REDIRECT_ORIGINS')
  reader.finish()
  const credential = new Map(fields.map(([field, value]) => [field, new Secret(String(value))]))
  return Object.freeze({ credential, redirectOrigins })
}
