import { asObject, type Json, type JsonObject, parseJson } from '../json.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { bytesAnswer } from '../respond/answer.ts'
import type { DevicePolling } from './device-polling.ts'
import type { Match } from './endpoints.ts'
import { accessEntry } from './find-token.ts'
import { InTurn } from './in-turn.ts'
import type { Response } from './inject.ts'
import type { Settled, Unsettled } from './oauth-answer.ts'
import { type OAuthProblem, oauthProblem, violationsOf } from './oauth-problem.ts'
import { protocolViolations } from './protocol-check.ts'
import type { ProviderDoor } from './provider-door.ts'
import { openMembers, presentedIn, readForm } from './read-form.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import type { TokenNames } from './token-names.ts'
import type { TokenStore } from './token-store.ts'
import { withSeededUserCode } from './user-codes.ts'
import type { AnswerValues, VendorAnswer } from './vendor-answer.ts'
import type { VendorRequest } from './vendor-request.ts'

export interface MachineParts {
  readonly settings: ResolvedSettings
  readonly door: ProviderDoor
  readonly store: TokenStore
  readonly names: TokenNames
  readonly polling: DevicePolling
  readonly requests: VendorRequest
  readonly answers: VendorAnswer
  readonly origin: string
  readonly now: () => number
}

/** RFC 6749, 5.1 and 5.2. */
const NO_STORE = { 'cache-control': 'no-store' }

/** What a program asks for itself: the token, device, revocation and introspection endpoints. */
export class MachineEndpoints {
  readonly #parts: MachineParts
  readonly #inTurn = new InTurn()

  constructor(parts: MachineParts) {
    this.#parts = parts
  }

  read(request: ReceivedRequest, match: Match): Unsettled {
    const form = readForm(request, this.#parts.settings)
    const { operation } = match
    if (!(form instanceof URLSearchParams)) {
      const violations = violationsOf(form, 'body')
      const settle = async () => this.#refuse(form, request, NO_STORE)
      return { operation, query: {}, presented: presentedIn(request), violations, body: null, settle }
    }
    return {
      operation,
      query: {},
      presented: presentedIn(request, form),
      violations: protocolViolations(form, match, this.#parts.settings),
      body: openMembers(form),
      settle: () => this.#settle(form, request, match),
    }
  }

  async #settle(form: URLSearchParams, request: ReceivedRequest, match: Match): Promise<Settled> {
    const problem = this.#problem(form, request, match)
    if (!problem) return this.#ask(form, request, match)
    // RFC 9110, 15.5.6.
    const allow = problem.status === 405 ? { allow: match.methods.join(', ') } : {}
    return this.#refuse(problem, request, { ...NO_STORE, ...allow })
  }

  #problem(
    form: URLSearchParams,
    request: ReceivedRequest,
    { kind, methods }: Match,
  ): OAuthProblem | undefined {
    const { requests, settings, polling, store } = this.#parts
    if (!methods.includes(request.method))
      return oauthProblem('invalid_request', 'only POST is answered here', 405)
    const code = form.get('device_code')
    const polls = kind === 'token' && settings.device.slowDown
    if (polls && code !== null && store.model('DeviceCode').entry(code) && polling.isTooFast(code)) {
      return oauthProblem('slow_down', 'the client polls faster than the interval')
    }
    return requests.problem(form, request)
  }

  async #ask(given: URLSearchParams, request: ReceivedRequest, match: Match): Promise<Settled> {
    const form = this.#parts.requests.form(match.kind, given, request.headers.authorization)
    // The provider looks and then marks as used; two at once would both find it unused.
    const once = form.get('refresh_token') ?? form.get('code') ?? form.get('device_code')
    const ask = () =>
      this.#parts.door.ask({
        method: 'POST',
        url: request.url.split('?')[0] ?? '',
        headers: headersOf(request),
        body: Buffer.from(form.toString()),
      })
    const response = once === null ? await ask() : await this.#inTurn.run(once, ask)
    return this.#shape(response, request, { match, form })
  }

  #shape(
    response: Response,
    request: ReceivedRequest,
    { match, form }: { match: Match; form: URLSearchParams },
  ) {
    const { body, status, headers } = response
    if (body.length === 0) return { answer: bytesAnswer(status, body, headers), violations: [] }
    const members = asObject(parseJson(body.toString()))
    if (typeof members.error === 'string') {
      const description = String(members.error_description ?? '')
      return this.#refuse({ status, error: members.error, description }, request, headers)
    }
    const shaped = this.#success(members, match, form)
    const given = { headers, accept: request.headers.accept }
    return { answer: this.#parts.answers.write(status, shaped, given), violations: [] }
  }

  #success(members: JsonObject, { kind }: Match, form: URLSearchParams): Json {
    const { answers, settings } = this.#parts
    if (kind === 'token') return answers.token(members, this.#values(members))
    const { intervalSeconds } = settings.device
    if (kind === 'device') return { ...withSeededUserCode(members, this.#parts), interval: intervalSeconds }
    return answers.scoped({ ...members, ...this.#times(form.get('token') ?? '', members) })
  }

  #values({ access_token }: JsonObject): AnswerValues {
    const { store, now, origin } = this.#parts
    const { accountId, clientId } = accessEntry(store, String(access_token))?.payload ?? {}
    return {
      origin,
      now: Math.floor(now() / 1000),
      subject: typeof accountId === 'string' ? accountId : null,
      client_id: typeof clientId === 'string' ? clientId : null,
    }
  }

  /** Of an introspected token, by the emulator's clock. */
  #times(token: string, { active }: JsonObject): JsonObject {
    const { store } = this.#parts
    const entry = active === true && (accessEntry(store, token) ?? store.model('RefreshToken').entry(token))
    if (!entry) return {}
    return { iat: Math.floor(entry.issuedAt / 1000), exp: Math.floor(entry.expiresAt / 1000) }
  }

  #refuse(problem: OAuthProblem, request: ReceivedRequest, headers: Readonly<Record<string, string>>) {
    const { status, body } = this.#parts.answers.problem(problem)
    return {
      answer: this.#parts.answers.write(status, body, { headers, accept: request.headers.accept }),
      violations: violationsOf(problem, 'body'),
    }
  }
}

/** Those that the provider has to see. */
function headersOf({ headers: { authorization, origin } }: ReceivedRequest): Record<string, string> {
  return {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...(authorization === undefined ? {} : { authorization }),
    ...(origin === undefined ? {} : { origin }),
  }
}
