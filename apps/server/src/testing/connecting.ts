import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { github } from '@sallyport/connectors/github'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { googleDrive } from '@sallyport/connectors/google-drive'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { linear } from '@sallyport/connectors/linear'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { slack } from '@sallyport/connectors/slack'
import { slackVendor } from '@sallyport/connectors/slack/vendor'
import { type Emulator, emulate, type OAuthClient } from '@sallyport/emulator'
import type { Edge } from '../edge.ts'
import type { CallerReply } from './caller.ts'
import { EndUserBrowser, type Visited } from './end-user-browser.ts'
import { type EngineUnderTest, engineUnderTest } from './engine-under-test.ts'
import { leakWatch } from './leak-watch.ts'

/** Under which browsers know the engine: with TLS, which somebody in front of it ends. */
export const PUBLIC_URL = 'https://sallyport.example'
/** Where the organization's application wants its users back; with a query of its own. */
export const LANDING = 'https://app.example/done?tab=1%2F2'
export const CLIENT = {
  client_id: 'our-app',
  client_secret: `cs-${randomBytes(16).toString('hex')}`,
} as const

const VENDORS = {
  linear: {
    definition: linear,
    vendor: linearVendor,
    origins: ['https://linear.app', 'https://api.linear.app'],
  },
  slack: { definition: slack, vendor: slackVendor, origins: ['https://slack.com'] },
  'google-drive': {
    definition: googleDrive,
    vendor: googleDriveVendor,
    origins: ['https://accounts.google.com', 'https://oauth2.googleapis.com', 'https://www.googleapis.com'],
  },
  github: {
    definition: github,
    vendor: githubVendor,
    origins: ['https://github.com', 'https://api.github.com'],
  },
} as const

export type Played = keyof typeof VENDORS

export function idOf(played: Played): string {
  return VENDORS[played].definition.id
}

export interface Connecting extends EngineUnderTest {
  readonly vendors: Readonly<Record<Played, Emulator>>
  readonly bearer: string
  /** Token of the application. */
  readonly operator: string
  /** Stores the application that the third parties know. */
  readonly configure: (played: Played) => Promise<void>
  readonly browser: () => EndUserBrowser
  readonly initiate: (played: Played, more?: Readonly<Record<string, unknown>>) => Promise<CallerReply>
  /** Begins in a browser and leaves for the third party; gives where to. */
  readonly leave: (browser: EndUserBrowser, played: Played, more?: object) => Promise<string>
  /** The whole way; gives the address of the application at its end. */
  readonly walk: (played: Played, more?: object) => Promise<URL>
}

interface ConnectingOptions {
  readonly edge?: Partial<Edge>
  readonly publicUrl?: string
  readonly port?: number
  readonly onQuery?: (what: string) => void
}

/** An engine whose organization has an application at four third parties that are played, and that calls them. */
export async function startConnecting(options: ConnectingOptions = {}): Promise<Connecting> {
  const publicUrl = options.publicUrl ?? PUBLIC_URL
  const names = Object.keys(VENDORS) as Played[]
  const clientOf = (played: Played): OAuthClient => ({
    clientId: CLIENT.client_id,
    clientSecret: CLIENT.client_secret,
    name: 'Our application',
    redirectUris: [`${publicUrl}/oauth/callback/${idOf(played)}`],
  })
  const started = await Promise.all(
    names.map(async (name) => {
      const emulator = await emulate(VENDORS[name].vendor, {
        oauth: { clients: [clientOf(name)] },
        ...(options.edge?.now && { now: options.edge.now }),
      })
      leakWatch.play(emulator)
      return [name, emulator] as const
    }),
  )
  const vendors = Object.fromEntries(started) as Record<Played, Emulator>
  const origins = new Map(
    started.flatMap(([name, { url }]) => VENDORS[name].origins.map((origin) => [origin, url] as const)),
  )
  const under = await engineUnderTest({
    ...(options.edge && { edge: options.edge }),
    ...(options.onQuery && { onQuery: options.onQuery }),
    origins,
    config: { redirectOrigins: origins, publicUrl, port: options.port ?? 0 },
  })
  const operator = await under.applicationToken()
  const bearer = await under.scopedToken('acme')
  const walker = walkerOf({ ...under, vendors, bearer, operator })
  await under.call('PUT', '/api/v1/oauth/redirect_urls', {
    bearer: operator,
    body: { redirect_urls: ['https://app.example/done'] },
  })
  const configure = (name: Played) => saveApplication(under, operator, name)
  for (const name of names) await configure(name)
  const close = async () => {
    await under.close()
    for (const [, emulator] of started) await emulator.close()
  }
  return { ...under, ...walker, configure, vendors, bearer, operator, close }
}

async function saveApplication(
  { call }: EngineUnderTest,
  bearer: string,
  connector_type: string,
): Promise<void> {
  const reply = await call('PUT', '/api/v1/oauth/credentials', {
    bearer,
    body: { connector_type, configuration: CLIENT },
  })
  assert.equal(reply.status, 200, reply.text)
}

type Parts = EngineUnderTest & Pick<Connecting, 'vendors' | 'bearer' | 'operator'>

function walkerOf({
  call,
  engine,
  vendors,
  bearer,
}: Parts): Pick<Connecting, 'browser' | 'initiate' | 'leave' | 'walk'> {
  const browser = () => new EndUserBrowser(engine.url)
  const initiate: Connecting['initiate'] = (played, more = {}) =>
    call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
      bearer,
      body: { connector_type: played, redirect_url: LANDING, ...more },
    })
  const leave: Connecting['leave'] = async (user, played, more = {}) => {
    const { body, text, status } = await initiate(played, { ...more })
    assert.equal(status, 200, text)
    const shown = await user.get(body.consent_url)
    assert.equal(shown.status, 200, shown.text)
    const left = await user.press(body.consent_url)
    assert.equal(left.status, 303, left.text)
    return left.location
  }
  const walk: Connecting['walk'] = async (played, more = {}) => {
    const user = browser()
    const back = await consent(vendors[played], await leave(user, played, more))
    return landed(await user.get(back))
  }
  return { browser, initiate, leave, walk }
}

/** The user of a third party consents, or does not; gives where that sends the browser. */
export async function consent(vendor: Emulator, url: string, decision = {}): Promise<string> {
  const { oauth } = vendor
  assert.ok(oauth)
  const { pathname, search } = new URL(url)
  return oauth.consent(vendor.url + pathname + search, decision)
}

/** Where the application has its user again. */
export function landed({ status, location, text }: Visited): URL {
  assert.equal(status, 303, text)
  return new URL(location)
}
