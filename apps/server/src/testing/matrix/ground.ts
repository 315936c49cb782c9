import assert from 'node:assert/strict'
import type { NewOrganization } from '@sallyport/engine'
import { addOrganization } from '../add-organization.ts'
import { type Caller, createCaller } from '../caller.ts'
import { CLIENT, type Connecting, consent, LANDING, landed } from '../connecting.ts'

/** One workspace of one organization, and who may do what there: where the things of a tenant are made. */
export interface Ground extends Caller {
  readonly organizationId: string
  readonly workspaceId: string
  readonly workspace: string
  /** Token of the application. */
  readonly operator: string
  /** Scoped token of this workspace. */
  readonly bearer: string
  /** Connects an account of Linear in a browser; gives the query that the application gets back. */
  readonly walk: (more: Readonly<Record<string, unknown>>) => Promise<URLSearchParams>
}

/** An organization and its workspaces. */
export interface Tenant {
  readonly organization: NewOrganization
  readonly operator: string
  readonly grounds: Readonly<Record<string, Ground>>
}

/** A new organization of the same deployment, ready to connect accounts, with these workspaces. */
export async function settle(
  house: Connecting,
  name: string,
  workspaces: readonly string[],
): Promise<Tenant> {
  const organization = await addOrganization(house, name)
  const caller = createCaller(house.engine.url, {
    client_id: organization.clientId,
    client_secret: organization.clientSecret,
    organization_id: organization.id,
  })
  const operator = await caller.applicationToken()
  const put = async (path: string, body: object) => {
    const { status, text } = await caller.call('PUT', `/api/v1/oauth/${path}`, { bearer: operator, body })
    assert.equal(status, 200, text)
  }
  await put('redirect_urls', { redirect_urls: ['https://app.example/done'] })
  for (const connector_type of ['linear', 'github'])
    await put('credentials', { connector_type, configuration: CLIENT })
  const grounds: Record<string, Ground> = {}
  for (const workspace of workspaces) {
    grounds[workspace] = await groundOf({
      house,
      caller,
      operator,
      organizationId: organization.id,
      workspace,
    })
  }
  return { organization, operator, grounds }
}

interface Plot {
  readonly house: Connecting
  readonly caller: Caller
  readonly operator: string
  readonly organizationId: string
  readonly workspace: string
}

async function groundOf({ house, caller, operator, organizationId, workspace }: Plot): Promise<Ground> {
  const bearer = await caller.scopedToken(workspace)
  const info = await caller.call('GET', '/api/v1/account/applications/scoped-token/info', { bearer })
  const walk: Ground['walk'] = async (more) => {
    const browser = house.browser()
    const body = { connector_type: 'linear', redirect_url: LANDING, ...more }
    const begun = await caller.call('POST', '/api/v1/integrations/connectors/oauth/initiate', {
      bearer,
      body,
    })
    assert.equal(begun.status, 200, begun.text)
    await browser.get(begun.body.consent_url)
    const left = await browser.press(begun.body.consent_url)
    const back = await consent(house.vendors.linear, left.location)
    return landed(await browser.get(back)).searchParams
  }
  const workspaceId = String(info.body.workspace_id)
  return { ...caller, organizationId, workspaceId, workspace, operator, bearer, walk }
}
