import { isUtf8 } from 'node:buffer'
import { afterPrefix } from './header-prefix.ts'
import { judgeToken } from './judge-token.ts'
import { type Judge, type JudgeContext, letIn, type Spot, turnAway } from './judgement.ts'
import type { BasicScheme } from './scheme.ts'

const SPOT: Spot = { in: 'header', field: 'authorization' }

export interface UserAndPassword {
  readonly user: string
  readonly password: string
}

export function basicJudge(scheme: BasicScheme, context: JudgeContext): Judge {
  return ({ headers }) => {
    const encoded = headers.authorization && afterPrefix(headers.authorization, 'Basic')
    if (!encoded) return undefined
    const pair = userAndPassword(encoded)
    const evidence = { spot: SPOT, credential: context.hash(pair ? basicSecret(pair) : encoded) }
    if (!pair) {
      return turnAway(evidence, { code: 'unreadable', message: 'is not base64 of user:password in UTF-8' })
    }
    if (scheme.holds === 'userOnly' && pair.password !== '') {
      return turnAway(evidence, { code: 'invalid', message: 'must have an empty password' })
    }
    const known = context.ring.passwords.get(context.hash(`${pair.user}:${pair.password}`))
    if (known) return letIn(evidence, known)
    const token = pair.password === '' ? context.ring.tokens.get(evidence.credential) : undefined
    return judgeToken(evidence, token, context.now())
  }
}

/** What stands for the pair in hashes: a key is sent as a user name without a password. */
export function basicSecret({ user, password }: UserAndPassword): string {
  return password === '' ? user : `${user}:${password}`
}

/** RFC 7617, 2: the first colon separates; control characters are forbidden. `undefined` for anything else. */
export function userAndPassword(encoded: string): UserAndPassword | undefined {
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.toString('base64') !== encoded || !isUtf8(bytes)) return undefined
  const text = bytes.toString('utf8')
  const colon = text.indexOf(':')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are forbidden.
  if (colon === -1 || /[\u0000-\u001f\u007f]/.test(text)) return undefined
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
