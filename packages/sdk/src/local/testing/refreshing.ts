import { setTimeout as sleep } from 'node:timers/promises'
import { linear } from '@sallyport/connectors/linear'
import {
  type CredentialStore,
  createMemoryBreaker,
  createSender,
  matchCredential,
  oauthRenewal,
  Refresher,
  type RefreshTimings,
  type Renewal,
} from '@sallyport/runtime'

/** The protocol in the pace of a test: a lease is over after two and a half seconds. */
const TIMINGS: Partial<RefreshTimings> = {
  endpointMs: 2_000,
  reserveMs: 100,
  leaseMs: 2_500,
  pauseMs: 300,
  waitMs: 10_000,
  notSentMs: 50,
  backoffMs: 100,
  maxBackoffMs: 2_000,
  // A refusal makes it refresh every time.
  refusalMs: 0,
  saveRetryMs: 20,
  maxSaveRetryMs: 100,
}

export const APPLICATION = { client_id: 'app', client_secret: 'app-secret' }

/** As a program begins that has nothing but a refresh token. */
export function firstOf(refreshToken: string) {
  return matchCredential(linear, { refresh_token: refreshToken, ...APPLICATION })
}

/** A process that refreshes over a store, at Linear as somebody plays it. */
export function refreshing(vendor: string, store: CredentialStore) {
  const mechanism = linear.auth.oauth?.mechanism
  if (mechanism?.scheme !== 'oauth2') throw new TypeError('Linear has no OAuth')
  const sender = createSender({ allowLoopbackOrigins: new Map([['https://api.linear.app', vendor]]) })
  const renewal: Renewal = { ...oauthRenewal({ mechanism, sender }), reuse: () => 'single_use' }
  const refresher = new Refresher({
    breaker: createMemoryBreaker({ now: Date.now }),
    now: Date.now,
    monotonic: () => performance.now(),
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    random: () => Math.random(),
    owner: String(process.pid),
    timings: TIMINGS,
  })
  return { refresher, renewal, sender, subject: { key: 'one', store, renewal } }
}
