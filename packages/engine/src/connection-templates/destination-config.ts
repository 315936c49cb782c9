import { type Problem, SallyportError } from '@sallyport/errors'
import type { SealContext, Vault } from '@sallyport/vault'
import type { ConnectionTemplate } from './connection-template.ts'

/** Stands in answers for every value of a destination's settings. */
export const MASK = '**********'
const MAX_KEYS = 200
const MAX_KEY = 255
const MAX_BYTES = 256 * 1024

type Values = Readonly<Record<string, unknown>>
type Row = Pick<ConnectionTemplate, 'id' | 'organizationId' | 'version'>

/**
 * Seals the settings of a destination for their row. Which of them are secret nobody here knows, so all of them are;
 * nothing opens them until something is copied.
 *
 * @throws SallyportError `invalid_request` for more than fits, and for the mask in place of a value.
 */
export async function sealDestinationConfig(
  vault: Vault,
  { id: subjectId, organizationId, version }: Row,
  config: Values,
): Promise<{ readonly configKeys: readonly string[]; readonly sealed: Uint8Array }> {
  const configKeys = Object.keys(config)
  const text = JSON.stringify(config)
  const problems = problemsOf(configKeys, text)
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join(' ')
    throw new SallyportError('invalid_request', message, { problems })
  }
  const context: SealContext = { organizationId, subjectId, purpose: 'destination-config', version }
  const plaintext = Buffer.from(text)
  const sealed = await vault.seal(context, plaintext)
  plaintext.fill(0)
  return { configKeys, sealed }
}

function problemsOf(keys: readonly string[], text: string): Problem[] {
  const field = 'destination_config'
  const tooMany = keys.length > MAX_KEYS || Buffer.byteLength(text) > MAX_BYTES
  const unfit = keys.some((key) => key.length > MAX_KEY || key.includes('\0') || !key.isWellFormed())
  return [
    ...(tooMany ? [problem(field, `has at most ${MAX_KEYS} settings and ${MAX_BYTES / 1024} KB.`)] : []),
    ...(unfit ? [problem(field, `has a name that is over ${MAX_KEY} characters or no text.`)] : []),
    ...(text.includes(`"${MASK}"`)
      ? [problem(field, 'is to have its values, and not what stands for them.')]
      : []),
  ]
}

function problem(field: string, what: string): Problem {
  return { field, code: 'format', message: `"${field}" ${what}` }
}
